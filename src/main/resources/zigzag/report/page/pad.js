// A pad to draw a digit on, with mouse, finger, pen or keys: white ink on black, as MNIST's.
import {property} from './looks.js';
import {make} from './page.js';
import {fill, gray} from './picture.js';

/** The longer side in pixels, about. */
const SIDE = 280;
/** How far an arrow key moves the pen, of the side; with Shift so many times as far. */
const STRIDE = 0.02;
const FAR = 4;

/**
 * Makes a drawing pad of the template pad.html for images of rows × columns; changed() is called after each change.
 * start(image): begins with a picture {rows, columns, pixels} of any size; drawn(): the picture on the pad, null if it is
 * empty; untouched(): the image it began with if nothing was drawn on it; isBusy(): whether a stroke is being drawn.
 */
export function drawingPad(element, {rows, columns}, changed) {
  const zoom = Math.max(1, Math.round(SIDE / Math.max(rows, columns)));
  const canvas = element.querySelector('canvas');
  const thickness = element.querySelector('input');
  const undo = element.querySelector('.undo');
  const clear = element.querySelector('.clear');
  Object.assign(canvas, {width: zoom * columns, height: zoom * rows});
  const ink = make('canvas', {width: canvas.width, height: canvas.height});
  const context = ink.getContext('2d', {willReadFrequently: true});
  const side = Math.max(canvas.width, canvas.height);

  /** Strokes, images that it began with and null for a clearing: what undo takes back. */
  const history = [];
  let stroke = null;
  let pointer = null;
  /** Where the keys have moved the pen; down while they draw. */
  const pen = {x: canvas.width / 2, y: canvas.height / 2, shown: false, down: false};

  /** What is on the pad: the marks since the last clearing or image, that included. */
  const present = () => history.slice(Math.max(0, history.findLastIndex(mark => !mark || mark.image)))
      .filter(mark => mark);

  function paint() {
    context.fillStyle = '#000';
    context.fillRect(0, 0, ink.width, ink.height);
    Object.assign(context, {lineCap: 'round', lineJoin: 'round', strokeStyle: '#fff', fillStyle: '#fff'});
    for (const {image, shown, width, points} of present()) {
      if (image) {
        const scale = Math.min(ink.width / image.columns, ink.height / image.rows);
        const [wide, high] = [scale * image.columns, scale * image.rows];
        context.imageSmoothingEnabled = scale < 1;
        // What it leaves free goes on as it ends: a bar of another gray would be taken for ink.
        context.fillStyle = `rgb(${gray(image.pixels[0])})`;
        context.fillRect(0, 0, ink.width, ink.height);
        context.drawImage(shown, (ink.width - wide) / 2, (ink.height - high) / 2, wide, high);
        context.fillStyle = '#fff';
        continue;
      }
      context.lineWidth = width;
      context.beginPath();
      if (points.length === 1) {
        context.arc(...points[0], width / 2, 0, 2 * Math.PI);
        context.fill();
      } else {
        for (const point of points) context.lineTo(...point);
        context.stroke();
      }
    }
    const shown = canvas.getContext('2d');
    shown.drawImage(ink, 0, 0);
    if (pen.shown) {
      shown.lineWidth = 2;
      shown.strokeStyle = property(pen.down ? '--warning' : '--muted');
      shown.beginPath();
      shown.arc(pen.x, pen.y, width() / 2 + 2, 0, 2 * Math.PI);
      shown.stroke();
    }
    undo.disabled = !history.length;
    clear.disabled = !present().length;
  }

  function refresh() {
    paint();
    changed();
  }

  const width = () => thickness.value / 100 * side;

  function begin(point) {
    stroke = {width: width(), points: [point]};
    history.push(stroke);
    refresh();
  }

  function end() {
    stroke = null;
    pointer = null;
    pen.down = false;
    refresh();
  }

  function takeBack() {
    history.pop();
    end();
  }

  const place = ({clientX, clientY}) => {
    const box = canvas.getBoundingClientRect();
    return [(clientX - box.left) * canvas.width / box.width, (clientY - box.top) * canvas.height / box.height];
  };

  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0 || pointer !== null) return;
    pen.shown = false;
    pen.down = false;
    pointer = event.pointerId;
    begin(place(event));
  });
  // The stroke goes on outside of the pad and comes back.
  window.addEventListener('pointermove', event => {
    if (event.pointerId !== pointer) return;
    const all = event.getCoalescedEvents?.() ?? [];
    stroke.points.push(...(all.length ? all : [event]).map(place));
    refresh();
  });
  for (const over of ['pointerup', 'pointercancel']) {
    window.addEventListener(over, event => {
      if (event.pointerId === pointer) end();
    });
  }

  canvas.addEventListener('keydown', event => {
    const step = STRIDE * side * (event.shiftKey ? FAR : 1);
    const [right, down] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key] ?? [0, 0];
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      if (history.length) takeBack();
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === ' ') {
      pen.shown = true;
      pen.down = !pen.down;
      if (pen.down) begin([pen.x, pen.y]);
      else end();
    } else if (right || down) {
      pen.shown = true;
      pen.x = Math.max(0, Math.min(canvas.width, pen.x + right * step));
      pen.y = Math.max(0, Math.min(canvas.height, pen.y + down * step));
      if (pen.down) stroke.points.push([pen.x, pen.y]);
      refresh();
    } else {
      return;
    }
    event.preventDefault();
  });
  canvas.addEventListener('blur', () => {
    pen.shown = false;
    if (pen.down) end();
    else paint();
  });
  undo.addEventListener('click', takeBack);
  clear.addEventListener('click', () => {
    history.push(null);
    end();
  });
  paint();

  return {
    start(image) {
      const shown = make('canvas');
      fill(shown, image, image.pixels, gray);
      history.push({image, shown});
      end();
    },
    drawn() {
      if (!present().length) return null;
      const {data} = context.getImageData(0, 0, ink.width, ink.height);
      return {rows: ink.height, columns: ink.width, pixels: Uint8Array.from({length: data.length / 4}, (_, i) => data[4 * i])};
    },
    untouched() {
      const marks = present();
      return marks.length === 1 ? marks[0].image ?? null : null;
    },
    isBusy: () => stroke !== null,
  };
}
