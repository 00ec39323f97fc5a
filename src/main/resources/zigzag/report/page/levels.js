// Grey levels or amounts of ink of a picture. These modules find a digit as zigzag.data.photo does, a class each and
// to the last bit: what is a float there is rounded here, by Math.fround or in a Float32Array.
/** rows × columns floats, row after row; as Levels.java. */
export class Levels {
  constructor(rows, columns, values) {
    Object.assign(this, {rows, columns, values});
  }

  /** Those above one, ascending. */
  above(least) {
    return this.values.filter(value => value > least).sort();
  }

  /** Each pixel of the result is the mean of the area that it covers; beyond the edges all is 0. */
  scaled(top, left, step, toRows, toColumns) {
    return this.narrow(left, step, toColumns).narrow(top, step, toRows);
  }

  /** Scales each row, and makes it a column. */
  narrow(start, step, wanted) {
    const {rows, columns, values} = this;
    const target = new Float32Array(wanted * rows);
    for (let to = 0; to < wanted; to++) {
      const from = start + to * step;
      const end = from + step;
      const first = Math.max(0, Math.floor(from));
      const last = Math.min(columns - 1, Math.ceil(end) - 1);
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (let column = first; column <= last; column++) {
          const covered = Math.min(end, column + 1) - Math.max(from, column);
          sum += covered * values[row * columns + column];
        }
        target[to * rows + row] = sum / step;
      }
    }
    return new Levels(wanted, rows, target);
  }
}
