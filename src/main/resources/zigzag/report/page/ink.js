// Tells a digit from what it is written on, as InkFinder.java and InkPieces.java do and explain.
import {eraseLines} from './ruled.js';

const FAINTEST = 12;
const BORDER_PART = 32;
const NOISE = 3 * 1.4826;
const ABOVE_LINES = Math.fround(1.2);
const FAINT_PEN = Math.fround(0.4);
const TALL = 0.5;
const OVERLAP = 0.2;
const SPECK = 0.02;

/** Takes grey levels from 0 to 255, which are overwritten. */
export function inkFinder(picture) {
  const {rows, columns, values: levels} = picture;
  const border = Math.max(1, Math.floor(Math.min(rows, columns) / BORDER_PART));

  const isEdge = (row, column, width) => Math.min(row, rows - 1 - row, column, columns - 1 - column) < width;

  /** The levels within the border that lie in the given rows and columns. */
  function edge(top, bottom, left, right) {
    const all = [];
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        if (isEdge(row, column, border)) all.push(levels[row * columns + column]);
      }
    }
    return Float32Array.from(all);
  }

  function median(values) {
    values.sort();
    return Math.fround(values[values.length - 1 >> 1] + values[values.length >> 1]) / 2;
  }

  // The paper's level, and how it falls off from side to side and from top to bottom.
  const right = median(edge(0, rows, columns - border, columns));
  const left = median(edge(0, rows, 0, border));
  const bottom = median(edge(rows - border, rows, 0, columns));
  const top = median(edge(0, border, 0, columns));
  const slopeX = (right - left) / Math.max(1, columns - border);
  const slopeY = (bottom - top) / Math.max(1, rows - border);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      levels[row * columns + column] -= Math.fround(slopeX * (column - columns / 2) + slopeY * (row - rows / 2));
    }
  }
  const paper = median(edge(0, rows, 0, columns));
  levels.forEach((level, i) => { levels[i] = level - paper; });

  const thirdMoment = () => levels.reduce((sum, level) => sum + level * level * level, 0);

  /** The level between paper and ink that leaves both as uniform as can be. */
  function otsu() {
    const histogram = new Int32Array(256);
    let all = 0;
    for (const level of levels) {
      const bin = Math.min(255, Math.round(level));
      histogram[bin]++;
      all += bin;
    }
    let [below, count, best, threshold] = [0, 0, -1, 0];
    for (let bin = 0; bin < 255 && count < levels.length; bin++) {
      count += histogram[bin];
      below += bin * histogram[bin];
      const rest = levels.length - count;
      const apart = below / count - (all - below) / rest;
      const between = count * rest * apart * apart;
      if (between > best) {
        best = between;
        threshold = bin;
      }
    }
    return threshold + 0.5;
  }

  /** The level that a tenth of the strong ink exceeds. */
  function full(strong) {
    const ink = picture.above(strong);
    return ink.length ? ink[Math.floor(0.9 * (ink.length - 1))] : 0;
  }

  return {
    isDarkOnLight: () => thirdMoment() < 0,

    /** The amounts of ink, from 0 to 1, and what speaks against one whole digit; null if there is none. */
    ink() {
      const sign = Math.sign(Math.fround(thirdMoment()));
      let noise = Math.fround(NOISE * median(edge(0, rows, 0, columns).map(Math.abs)));
      levels.forEach((level, i) => { levels[i] = Math.max(0, sign * level); });
      const pen = full(otsu());
      const lines = eraseLines(picture, Math.max(noise, FAINTEST / 2), pen);
      noise = Math.max(noise, Math.min(Math.fround(ABOVE_LINES * lines), Math.fround(FAINT_PEN * pen)));
      const strong = Math.max(FAINTEST, Math.fround(2 * noise), otsu());
      const pieces = inkPieces(picture, noise, strong);
      if (!pieces.count) return null;
      pieces.eraseSpecks();
      const cutOff = levels.some((level, i) => level > strong && isEdge(Math.floor(i / columns), i % columns, 1));
      const most = Math.fround(full(strong) - noise);
      levels.forEach((level, i) => { levels[i] = Math.max(0, Math.min(1, Math.fround(level - noise) / most)); });
      return {amounts: picture, cutOff, several: pieces.areSeveral()};
    },
  };
}

/** The pieces of ink that hang together: each around some strong ink, as far as the ink reaches. */
function inkPieces({rows, columns, values: levels}, faint, strong) {
  const pieceOf = new Int32Array(levels.length);
  const pieces = [];
  levels.forEach((level, pixel) => {
    if (level > strong && pieceOf[pixel] === 0) follow(pixel);
  });
  const least = SPECK * Math.max(0, ...pieces.map(piece => piece.mass));

  function follow(start) {
    const piece = {mass: 0, left: columns, right: 0, top: rows, bottom: 0};
    const pending = [start];
    pieceOf[start] = pieces.push(piece);
    while (pending.length) {
      const pixel = pending.pop();
      piece.mass += levels[pixel];
      const row = Math.floor(pixel / columns);
      const column = pixel % columns;
      piece.left = Math.min(piece.left, column);
      piece.right = Math.max(piece.right, column);
      piece.top = Math.min(piece.top, row);
      piece.bottom = Math.max(piece.bottom, row);
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          const next = y * columns + x;
          if (pieceOf[next] === 0 && levels[next] > faint) {
            pieceOf[next] = pieces.length;
            pending.push(next);
          }
        }
      }
    }
  }

  const height = piece => piece.bottom - piece.top + 1;
  const apart = (first, last, otherFirst, otherLast) => {
    const common = Math.min(last, otherLast) - Math.max(first, otherFirst) + 1;
    return common <= OVERLAP * (1 + Math.min(last - first, otherLast - otherFirst));
  };
  const areApart = (one, other) => apart(one.top, one.bottom, other.top, other.bottom)
      || apart(one.left, one.right, other.left, other.right);

  return {
    count: pieces.length,

    eraseSpecks() {
      pieceOf.forEach((piece, pixel) => {
        if (piece === 0 || pieces[piece - 1].mass < least) levels[pixel] = 0;
      });
    },

    /** Whether two pieces look like digits. */
    areSeveral() {
      const kept = pieces.filter(piece => piece.mass >= least);
      const tallest = Math.max(0, ...kept.map(height));
      const tall = kept.filter(piece => height(piece) >= TALL * tallest);
      return tall.some(one => tall.some(other => areApart(one, other)));
    },
  };
}
