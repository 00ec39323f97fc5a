// Colours, dashes and markers of a style number, and what is drawn in them.
// palette.js is what Palette.java says of the colours.
import {PALETTE} from './palette.js';

const hue = style => '--c' + style % PALETTE.hues;
const marker = style => PALETTE.markers[style % PALETTE.markers.length];

/** The value of a custom property of the style sheet, as a canvas needs it. */
export const property = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const colour = style => property(hue(style));
export const dashes = style => PALETTE.dashes[style % PALETTE.dashes.length];
/** The colour for an element, which follows the style sheet. */
export const paint = style => `var(${hue(style)})`;

export function shape(tag, attributes = {}) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A picture of a style: its line with its dashes and, if wanted, its marker. */
export function sample(style, {faint = false, points = true} = {}) {
  const picture = shape('svg', {class: 'sample', width: 32, height: 12, 'aria-hidden': 'true'});
  const dash = faint ? '' : dashes(style).join(' ');
  const line = shape('path', {d: 'M1 6H31', 'stroke-width': faint ? 1 : 2, 'stroke-dasharray': dash});
  line.style.stroke = `color-mix(in srgb, ${paint(style)} ${faint ? 40 : 100}%, transparent)`;
  picture.append(line);
  if (points) {
    const point = shape('path', {d: 'M16 6' + marker(style)});
    point.style.fill = paint(style);
    picture.append(point);
  }
  return picture;
}

/** Draws a style's marker at each value of a uPlot chart that lies within its frame. */
export function markers(style) {
  const point = new Path2D(marker(style));
  return (plot, index, from, to) => {
    const {top, height} = plot.bbox;
    const all = new Path2D();
    for (let i = from; i <= to; i++) {
      const value = plot.data[index][i];
      if (value == null) continue;
      const e = plot.valToPos(plot.data[0][i], 'x', true);
      const f = plot.valToPos(value, 'y', true);
      if (f < top || f > top + height) continue;
      all.addPath(point, {a: devicePixelRatio, d: devicePixelRatio, e, f});
    }
    return {stroke: null, fill: all, clip: null, flags: 0};
  };
}

export function strokeCross(context, x, y, arm) {
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x - arm, y + arm);
  context.lineTo(x + arm, y - arm);
  context.stroke();
}

export function strokeRing(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
