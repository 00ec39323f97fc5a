// The hidden units: tiles of their weights that light up as they are active, and one of them looked at closely.
import {classBars} from './bars.js';
import {text, whole} from './format.js';
import {property} from './looks.js';
import {make} from './page.js';
import {fill, largest, signed} from './picture.js';

/** The width of a tile in pixels of the page: of few units, of many, and how many those are. */
const WIDE = 44;
const NARROW = 28;
const MANY = 256;
const GAP = 2;
/** The width of a tile without weights, and how many of those there are at most. */
const BARE = 12;
const MOST = 16_384;
/** How much of a tile shows whose unit is silent. */
const DIM = 0.3;

/**
 * Makes tiles and a closer look of the template units.html for a network of net.js, or one whose weights are not here;
 * an AbortSignal ends it.
 * Returns show(pass): what the network made of an image; null for none.
 */
export function hiddenUnits(element, net, {most: mostBars}, signal) {
  const {rows, columns, hidden} = net;
  const canvas = element.querySelector('.tiles canvas');
  const active = element.querySelector('.active');
  const number = element.querySelector('input');
  const [sum, output] = element.querySelectorAll('dd');
  const [weightsPicture, seenPicture] = element.querySelectorAll('.unit canvas');
  const bars = classBars(element.querySelector('.bars'), net.classes, mostBars);
  number.max = hidden - 1;
  element.querySelector('.range').textContent = `of 0 to ${whole(hidden - 1)}`;

  const isHere = net.weights !== undefined;
  for (const part of element.querySelectorAll('.weighted')) part.hidden = !isHere;
  element.querySelector('.unweighted').hidden = isHere;
  const tiles = isHere ? hidden : Math.min(hidden, MOST);
  const every = Array.from({length: isHere ? hidden : 0}, (_, unit) => net.weights(unit));
  const end = every.reduce((so, weights) => Math.max(so, largest(weights)), 0) || 1;
  // All tiles in one picture, a pixel per weight.
  const across = Math.ceil(Math.sqrt(every.length));
  const sheet = make('canvas', {width: across * columns, height: Math.ceil(every.length / (across || 1)) * rows});
  const onSheet = sheet.getContext('2d');
  const tile = make('canvas');
  every.forEach((weights, unit) => {
    fill(tile, net, weights.map(weight => weight / end), signed);
    onSheet.drawImage(tile, unit % across * columns, Math.floor(unit / across) * rows);
  });

  let pass = null;
  /** The unit that was chosen; until then the most active one is looked at. */
  let chosen = null;
  const layout = {across: 1, width: WIDE, height: WIDE};

  const loudest = () => pass ? pass.h.reduce((best, h, j) => Math.abs(h) > Math.abs(pass.h[best]) ? j : best, 0) : 0;

  function measure() {
    const room = canvas.parentElement.clientWidth;
    const least = !isHere ? BARE : hidden > MANY ? NARROW : WIDE;
    layout.across = Math.max(1, Math.min(tiles, Math.floor(room / least)));
    layout.width = Math.min(Math.floor(room / layout.across), 2 * least);
    layout.height = isHere ? Math.max(8, Math.round((layout.width - GAP) * rows / columns) + GAP) : layout.width;
    const [width, height] = [layout.across * layout.width, Math.ceil(tiles / layout.across) * layout.height];
    Object.assign(canvas, {width: width * devicePixelRatio, height: height * devicePixelRatio});
    Object.assign(canvas.style, {width: `${width}px`, height: `${height}px`});
    paint();
  }

  function paint() {
    const context = canvas.getContext('2d');
    const [ground, lit, against, ring] = ['--grid', '--warning', '--negative', '--ink'].map(property);
    const most = pass ? largest(pass.h) || 1 : 1;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    context.lineWidth = GAP;
    const [width, height] = [layout.width - GAP, layout.height - GAP];
    for (let unit = 0; unit < tiles; unit++) {
      const left = unit % layout.across * layout.width + GAP / 2;
      const top = Math.floor(unit / layout.across) * layout.height + GAP / 2;
      const level = pass ? Math.abs(pass.h[unit]) / most : 1;
      context.globalAlpha = 1;
      context.fillStyle = ground;
      context.fillRect(left, top, width, height);
      context.globalAlpha = pass ? DIM + (1 - DIM) * level : 1;
      if (isHere) {
        context.drawImage(sheet, unit % across * columns, Math.floor(unit / across) * rows, columns, rows, left, top, width, height);
      }
      if (pass && level > 0) {
        context.globalAlpha = level;
        context.strokeStyle = context.fillStyle = pass.h[unit] < 0 ? against : lit;
        if (isHere) context.strokeRect(left, top, width, height);
        else context.fillRect(left, top, width, height);
      }
      if (unit === chosen) {
        context.globalAlpha = 1;
        context.strokeStyle = ring;
        context.strokeRect(left, top, width, height);
      }
    }
    const count = pass ? pass.h.filter(h => h !== 0).length : 0;
    active.textContent = pass ? `${whole(count)} of ${whole(hidden)} units are not 0 for what is drawn.` : '';
    canvas.setAttribute('aria-label', `The weights of ${whole(hidden)} hidden units as images. ${active.textContent}`);
  }

  function look() {
    const unit = chosen ?? loudest();
    number.value = unit;
    const argument = isHere && pass ? text(pass.a[unit], 3) : 'sum';
    output.textContent = pass ? `${net.activation}(${argument}) = ${text(pass.h[unit], 3)}` : '–';
    const says = pass ? pass.says(unit) : new Float32Array(net.classes);
    bars(says, largest(says), value => pass ? text(value, 3) : '–');
    if (!isHere) return;
    const weights = every[unit];
    fill(weightsPicture, net, weights.map(weight => weight / (largest(weights) || 1)), signed);
    const product = weights.map((weight, i) => pass ? weight * pass.x[i] : 0);
    fill(seenPicture, net, product.map(value => value / (largest(product) || 1)), signed);
    const bias = net.bias(unit);
    const signedText = value => `${value < 0 ? '-' : '+'} ${text(Math.abs(value), 3)}`;
    sum.textContent = pass
        ? `${text(pass.a[unit] - bias, 3)} ${signedText(bias)} = ${argument}` : `… ${signedText(bias)}`;
  }

  function choose(unit) {
    chosen = Math.max(0, Math.min(hidden - 1, Math.trunc(unit) || 0));
    paint();
    look();
  }

  number.addEventListener('input', () => {
    if (number.value !== '') choose(Number(number.value));
  });
  canvas.addEventListener('click', ({offsetX, offsetY}) => {
    const column = Math.floor(offsetX / layout.width);
    const unit = Math.floor(offsetY / layout.height) * layout.across + column;
    if (column < layout.across && unit < tiles) choose(unit);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint, {signal});
  new ResizeObserver(measure).observe(canvas.parentElement);
  measure();
  look();

  return made => {
    pass = made;
    paint();
    look();
  };
}
