// Takes the ruled lines of paper off a picture, as RuledLines.java does and explains.
import {Levels} from './levels.js';

const STEEPEST = 0.06;
const COVERED = 0.65;
const END = 0.05;
const FAINTER = Math.fround(0.7);
const DARKER = 1.5;
const THICKEST_PART = 60;
const THIN = 1;
const HIDDEN = 2;

/** Erases horizontal and vertical lines; returns the level of the darkest, 0 if there is none. */
export function eraseLines(picture, faint, pen) {
  const directions = [linesOf(picture, true, faint, pen), linesOf(picture, false, faint, pen)];
  const lineLevels = new Float32Array(picture.values.length);
  const darkest = Math.max(...directions.map(lines => lines.mark(lineLevels)));
  for (const lines of directions) lines.erase(lineLevels);
  return darkest;
}

function linesOf({rows, columns, values: levels}, horizontal, faint, pen) {
  // Pixels along the lines, and across them, and how far apart in the array they are.
  const [length, breadth] = horizontal ? [columns, rows] : [rows, columns];
  const [along, across] = horizontal ? [1, columns] : [columns, 1];
  const thickest = Math.max(3, Math.floor(Math.min(rows, columns) / THICKEST_PART));
  const stroke = Math.fround(FAINTER * pen);
  const marks = new Uint8Array(levels.length);
  const seen = new Uint8Array(length);
  const at = (x, y) => x < 0 || x >= length || y < 0 || y >= breadth ? 0 : levels[x * along + y * across];

  for (let y = 0; y < breadth; y++) {
    for (let x = 0; x < length; x++) {
      const beside = Math.max(at(x, y - thickest), at(x, y + thickest));
      const pixel = x * along + y * across;
      if (levels[pixel] > Math.fround(beside + faint)) {
        for (let near = Math.max(0, y - 1); near <= Math.min(breadth - 1, y + 1); near++) {
          marks[x * along + near * across] = THIN;
        }
      } else if (beside > stroke && marks[pixel] !== THIN) {
        marks[pixel] = HIDDEN;
      }
    }
  }

  const shift = (x, tried = slope) => Math.round(tried * (x - length / 2));
  const slope = sharpest();
  const isInside = (x, offset) => {
    const y = offset + shift(x);
    return y >= 0 && y < breadth;
  };
  const pixelAt = (x, offset) => x * along + (offset + shift(x)) * across;
  const lines = found();

  /** The slope at which thin pixels add up to the sharpest profile. */
  function sharpest() {
    const thin = [];
    marks.forEach((mark, i) => { if (mark === THIN) thin.push(i); });
    let best = 0;
    let most = -1;
    const margin = Math.ceil(STEEPEST * length / 2) + 1;
    const steps = Math.ceil(STEEPEST * length);
    for (let step = 0; thin.length && step <= 2 * steps; step++) {
      const tried = (step % 2 === 0 ? -step / 2 : (step + 1) / 2) / length;
      const shifts = Int32Array.from({length}, (_, x) => margin - shift(x, tried));
      const profile = new Int32Array(breadth + 2 * margin);
      for (const i of thin) profile[Math.floor(i / across) % breadth + shifts[Math.floor(i / along) % length]]++;
      const sharpness = profile.reduce((sum, marked) => sum + marked * marked, 0);
      if (sharpness > most) {
        most = sharpness;
        best = tried;
      }
    }
    return best;
  }

  function found() {
    const tilt = Math.ceil(Math.abs(slope) * length / 2) + 1;
    const all = [];
    for (let offset = -tilt; offset < breadth + tilt; offset++) {
      const first = offset;
      while (offset < breadth + tilt && isCovered(offset)) offset++;
      if (offset > first && offset - first <= thickest + 2) {
        all.push({first: first - 1, last: offset, level: levelOf(first, offset)});
      }
    }
    return all.length === 1 && all[0].level > stroke ? [] : all;
  }

  function isCovered(offset) {
    let size = 0;
    for (let x = 0; x < length; x++) if (isInside(x, offset)) seen[size++] = marks[pixelAt(x, offset)];
    const end = Math.max(2, Math.floor(END * size));
    const count = (mark, from, to) => seen.subarray(from, to).reduce((sum, found) => sum + (found === mark), 0);
    return size >= Math.max(4, Math.floor(length / 8))
        && count(THIN, 0, end) >= end / 2
        && count(THIN, size - end, size) >= end / 2
        && count(THIN, 0, size) >= COVERED * (size - count(HIDDEN, 0, size));
  }

  function levelOf(first, end) {
    const most = new Float32Array(length);
    for (let x = 0; x < length; x++) {
      for (let offset = first; offset < end; offset++) most[x] = Math.max(most[x], at(x, offset + shift(x)));
    }
    const ink = new Levels(1, length, most).above(faint);
    return ink.length ? ink[Math.floor(ink.length / 2)] : 0;
  }

  function pixels(line, x) {
    const all = [];
    for (let offset = line.first; offset <= line.last; offset++) if (isInside(x, offset)) all.push(pixelAt(x, offset));
    return all;
  }

  /** The ink of a stroke that crosses the line at a place, straight or aslant. */
  function through(x, {first, last}) {
    const reach = last - first + 1;
    let most = 0;
    for (let lean = -reach; lean <= reach; lean++) {
      most = Math.max(most, Math.min(at(x - lean, first - 1 + shift(x)), at(x + lean, last + 1 + shift(x))));
    }
    return most;
  }

  return {
    mark(lineLevels) {
      for (const line of lines) {
        for (let x = 0; x < length; x++) for (const pixel of pixels(line, x)) lineLevels[pixel] += line.level;
      }
      return Math.max(0, ...lines.map(line => line.level));
    },
    erase(lineLevels) {
      for (const line of lines) {
        for (let x = 0; x < length; x++) {
          const ink = through(x, line);
          for (const pixel of pixels(line, x)) {
            if (levels[pixel] <= DARKER * lineLevels[pixel] + faint) levels[pixel] = ink;
          }
        }
      }
    },
  };
}
