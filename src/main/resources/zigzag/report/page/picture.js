// Pixels on canvases: gray as MNIST draws them, signed from blue over white to red as ImageSheet.java does.
import {PALETTE} from './palette.js';

const ends = ['negative', 'positive'].map(name => PALETTE[name].match(/\w\w/g).map(channel => parseInt(channel, 16)));

export const gray = value => [value, value, value];

/** The colour of a value from -1 to 1, clipped beyond. */
export function signed(value) {
  const size = Math.min(1, Math.abs(value));
  return ends[value < 0 ? 0 : 1].map(channel => Math.round(255 + (channel - 255) * size));
}

export const largest = values => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Fills a canvas with rows × columns values, each a pixel of the colour that it has. */
export function fill(canvas, {rows, columns}, values, colourOf) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, {width: columns, height: rows});
  const image = new ImageData(columns, rows);
  values.forEach((value, i) => image.data.set([...colourOf(value), 255], 4 * i));
  canvas.getContext('2d').putImageData(image, 0, 0);
}
