// Makes of a picture of one digit what a network expects to see, as DigitNormalization.java does and explains.
import {inkFinder} from './ink.js';
import {Levels} from './levels.js';

const WORKING_SIDE = 600;
const BRIGHTEST = 0.1;
/** MNIST's box, and the image that it lies in. */
const BOX = 20;
const SIZE = 28;

const levelsOf = ({rows, columns, pixels}) => new Levels(rows, columns, Float32Array.from(pixels));

/**
 * Takes a picture of the network's size as it is, inverted if it is dark on light.
 * picture: {rows, columns, pixels}, bytes from 0, black, to 255. Returns such bytes; null if all pixels are alike.
 */
export function keep(picture) {
  const {pixels} = picture;
  if (pixels.every(pixel => pixel === pixels[0])) return null;
  return inkFinder(levelsOf(picture)).isDarkOnLight() ? pixels.map(pixel => 255 - pixel) : pixels.slice();
}

/**
 * Finds the digit in such a picture of any size, fits it into the box and centres it.
 * Returns {pixels, cutOff, several}: rows × columns bytes, whether ink touches the picture's edge, and whether there
 * seems to be more than one digit; null if there is none.
 */
export function see(picture, rows, columns) {
  const step = Math.max(1, Math.round(Math.fround(Math.max(picture.rows, picture.columns) / WORKING_SIDE)));
  let levels = levelsOf(picture);
  if (step > 1) {
    levels = levels.scaled(0, 0, step,
        Math.max(1, Math.floor(picture.rows / step)), Math.max(1, Math.floor(picture.columns / step)));
  }
  const ink = inkFinder(levels).ink();
  return ink && {...ink, pixels: fit(ink.amounts, rows, columns)};
}

function fit(ink, rows, columns) {
  let [left, right, top, bottom] = [ink.columns, 0, ink.rows, 0];
  ink.values.forEach((value, i) => {
    if (value > 0) {
      left = Math.min(left, i % ink.columns);
      right = Math.max(right, i % ink.columns);
      top = Math.min(top, Math.floor(i / ink.columns));
      bottom = Math.max(bottom, Math.floor(i / ink.columns));
    }
  });
  const height = bottom - top + 1;
  const width = right - left + 1;
  const box = side => Math.max(1, Math.round(Math.fround(side * BOX / SIZE)));
  const whole = (length, most) => Math.max(1, Math.min(most, Math.ceil(length - 1e-9)));
  const step = Math.max(height / box(rows), width / box(columns));
  const toRows = whole(height / step, box(rows));
  const toColumns = whole(width / step, box(columns));
  const fitted = ink.scaled(top - (toRows * step - height) / 2, left - (toColumns * step - width) / 2,
      step, toRows, toColumns);
  // A tenth of the ink's pixels becomes full: strokes thinner than a pixel would be pale.
  const some = fitted.above(0);
  const full = some[some.length - 1 - Math.floor(BRIGHTEST * some.length)];
  fitted.values.forEach((value, i) => { fitted.values[i] = Math.min(1, value / full); });
  return centred(fitted, rows, columns);
}

/** Places ink in an image by whole pixels, so that its centre of mass is the middle. */
function centred({rows: inkRows, columns: inkColumns, values}, rows, columns) {
  let [mass, momentX, momentY] = [0, 0, 0];
  values.forEach((value, i) => {
    mass += value;
    momentX += Math.fround(value * (i % inkColumns));
    momentY += Math.fround(value * Math.floor(i / inkColumns));
  });
  const left = shift(columns, inkColumns, momentX / mass);
  const top = shift(rows, inkRows, momentY / mass);
  const pixels = new Uint8Array(rows * columns);
  values.forEach((value, i) => {
    pixels[(top + Math.floor(i / inkColumns)) * columns + left + i % inkColumns] = Math.round(Math.fround(255 * value));
  });
  return pixels;
}

function shift(side, inkSide, centre) {
  return Math.max(0, Math.min(side - inkSide, halfEven(side / 2 - centre)));
}

/** The nearest whole number, of two the even one, as Math.rint takes it. */
function halfEven(value) {
  const above = Math.round(value);
  return above - value === 0.5 && above % 2 ? above - 1 : above;
}
