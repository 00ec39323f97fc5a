// What the page makes of test images and of seeded drawings, for Java to compare.
import {network} from './net.js';
import {drawingPad} from './pad.js';
import {find, start} from './page.js';
import {keep, see} from './see.js';

/** The digits' strokes in the unit square. */
const DIGITS = [
  [[[.5, .1], [.25, .3], [.25, .7], [.5, .9], [.75, .7], [.75, .3], [.5, .1]]],
  [[[.35, .25], [.55, .1], [.55, .9]]],
  [[[.25, .3], [.45, .1], [.7, .3], [.25, .9], [.8, .9]]],
  [[[.25, .15], [.7, .2], [.45, .45], [.75, .7], [.5, .9], [.25, .8]]],
  [[[.35, .1], [.25, .55], [.75, .55]], [[.65, .1], [.6, .95]]],
  [[[.7, .1], [.3, .1], [.3, .45], [.7, .55], [.65, .85], [.25, .9]]],
  [[[.65, .1], [.3, .5], [.3, .85], [.65, .85], [.65, .6], [.35, .6]]],
  [[[.2, .12], [.75, .1], [.4, .9]]],
  [[[.5, .5], [.25, .3], [.5, .1], [.72, .3], [.28, .75], [.5, .92], [.72, .75], [.5, .5]]],
  [[[.7, .35], [.45, .5], [.3, .3], [.5, .1], [.7, .2], [.65, .9]]],
];

start(({network: data, images}) => {
  const net = network(data);
  const bytes = base64 => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const base64 = some => btoa(String.fromCharCode(...some));
  const answer = (seen, more) => {
    const {a, h, p, digit, says} = net.pass(seen);
    return {input: base64(seen), digit, p: [...p], a: [...a], h: [...h], says: [...says(0)], ...more};
  };
  const tested = images.map(image => answer(keep({rows: net.rows, columns: net.columns, pixels: bytes(image)})));

  const element = document.querySelector('.pad');
  const canvas = element.querySelector('canvas');
  const pad = drawingPad(element, net, () => {});
  let state = 1;
  const random = () => (state = state * 48271 % 2147483647) / 2147483647;
  const point = (type, x, y) => {
    const {left, top, width, height} = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new PointerEvent(type, {clientX: left + x * width, clientY: top + y * height, bubbles: true}));
  };
  function stroke(points) {
    point('pointerdown', ...points[0]);
    for (const at of points.slice(1)) point('pointermove', ...at);
    point('pointerup', ...points.at(-1));
  }
  /** The ways of drawing: neat, small, beyond the edges, with a speck and a second digit. */
  function draw(digit, way) {
    element.querySelector('.clear').click();
    element.querySelector('input').value = 4 + Math.floor(12 * random());
    const size = [.9, .4, 1.5, .5][way];
    const [x, y, lean] = [random() * (1 - size), random() * (1 - size), .5 * random() - .25];
    for (const points of DIGITS[digit]) {
      stroke(points.map(([u, v]) => [
        x + size * (u + lean * (.5 - v) + .06 * random()), y + size * (v + .06 * random())]));
    }
    if (way === 3) {
      stroke([[random(), random()]]);
      stroke([[.9, .1], [.92, .6]]);
    }
    if (digit === 0 && way === 2) {
      // A frame of two thin lines that reach from edge to edge is taken for ruled paper.
      stroke([[-.1, 0], [1.1, 0]]);
      stroke([[-.1, 1], [1.1, 1]]);
    }
    const seen = see(pad.drawn(), net.rows, net.columns);
    const png = canvas.toDataURL();
    return seen ? answer(seen.pixels, {png, cutOff: seen.cutOff, several: seen.several}) : {png};
  }
  const drawn = DIGITS.flatMap((_, digit) => [0, 1, 2, 3].map(way => draw(digit, way)));
  document.body.dataset.answers = btoa(JSON.stringify({tested, drawn}));
});
