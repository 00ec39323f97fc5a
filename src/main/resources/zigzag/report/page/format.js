/** Short text for a number, as Numerals.java writes it: without noise beyond some digits. */
export function text(value, digits = 4) {
  if (value == null) return '–';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return whole(value);
  const short = Number(value.toPrecision(digits));
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return short.toExponential().replace('e+', 'e');
  return short.toLocaleString('en-US', {maximumFractionDigits: 20});
}

export const whole = value => value.toLocaleString('en-US');
