/** Round values between two ends: steps of 1, 2 or 5 times a power of ten, at most so many. */
export function evenMarks(low, high, most) {
  const size = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(size));
  const step = power * [1, 2, 5, 10].find(digit => digit * power >= size * (1 - 1e-9));
  const marks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) marks.push(Number((i * step).toPrecision(12)));
  return marks;
}

/** The marks of a logarithmic axis: powers of ten, with 1, 2 and 5 times those, or even steps. */
export function logMarks(low, high) {
  const decades = Math.log10(high / low);
  if (decades < 0.8) return evenMarks(low, high, 5);
  const marks = [];
  const stride = Math.ceil(decades / 8);
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    if (power % stride !== 0) continue;
    for (const digit of decades > 3 ? [1] : [1, 2, 5]) {
      const mark = Number(`${digit}e${power}`);
      if (mark >= low && mark <= high) marks.push(mark);
    }
  }
  return marks;
}
