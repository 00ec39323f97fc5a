// The network in the page: what PageNetwork.java wrote, and the forward pass of the formulas.
const ACTIVATIONS = {
  relu: a => Math.max(0, a),
  sigmoid: a => 1 / (1 + Math.exp(-a)),
  tanh: Math.tanh,
};

/** The bytes that base64 stands for, a DataView. */
export function bytesOf(base64) {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return new DataView(bytes.buffer);
}

/** The number that 16 bits stand for, as IEEE 754 has it. */
export function half(bits) {
  const exponent = bits >> 10 & 31;
  const fraction = bits & 1023;
  const size = exponent === 31 ? (fraction ? NaN : Infinity)
      : exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
  return bits & 0x8000 ? -size : size;
}

function floatsOf(base64, precision) {
  const bytes = bytesOf(base64);
  const values = new Float32Array(bytes.byteLength / (precision === 'half' ? 2 : 4));
  for (let i = 0; i < values.length; i++) {
    values[i] = precision === 'half' ? half(bytes.getUint16(2 * i, true)) : bytes.getFloat32(4 * i, true);
  }
  return values;
}

/**
 * A network of PageNetwork.java's data.
 * pass(pixels): x, a, h, z, p and digit, the class, of an image, by the names of the formulas, and says(unit): h W2 of
 * that unit alone, for each class; weights(unit): the unit's column of W1; bias(unit): of b1.
 */
export function network({rows, columns, hidden, classes, activation, precision, parameters}) {
  const all = floatsOf(parameters, precision);
  // W1 | W2 | b1 | b2, as Layout.java places them.
  const inputs = rows * columns;
  const w2 = inputs * hidden;
  const b1 = w2 + hidden * classes;
  const b2 = b1 + hidden;
  const f = ACTIVATIONS[activation];

  /** The row of a matrix product: values by the matrix that begins at a place, and a bias. */
  function affine(values, from, bias, width) {
    const sums = all.slice(bias, bias + width);
    values.forEach((value, i) => {
      if (value === 0) return;
      for (let j = 0, at = from + i * width; j < width; j++, at++) sums[j] += value * all[at];
    });
    return sums;
  }

  return {
    rows,
    columns,
    hidden,
    classes,
    activation,
    pass(pixels) {
      const x = Float32Array.from(pixels, pixel => pixel / 255);
      const a = affine(x, 0, b1, hidden);
      const h = a.map(f);
      const z = affine(h, w2, b2, classes);
      const most = z.reduce((one, other) => Math.max(one, other));
      const powers = Float64Array.from(z, logit => Math.exp(logit - most));
      const sum = powers.reduce((one, other) => one + other);
      const p = powers.map(power => power / sum);
      const row = unit => w2 + unit * classes;
      const says = unit => all.slice(row(unit), row(unit + 1)).map(weight => h[unit] * weight);
      return {x, a, h, z, p, digit: z.indexOf(most), says};
    },
    weights: unit => Float32Array.from({length: inputs}, (_, i) => all[i * hidden + unit]),
    bias: unit => all[b1 + unit],
  };
}
