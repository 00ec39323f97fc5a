// Draw: what one network reads, or two side by side, in what is drawn.
import {drawing, reading} from '../report/page/draw.js';
import {whole} from '../report/page/format.js';
import {bytesOf, network} from '../report/page/net.js';
import {make} from '../report/page/page.js';
import {fill, gray} from '../report/page/picture.js';
import {remember} from './address.js';
import {Refused, ask, path, tell} from './ask.js';

/** How often trainings are asked whether one of them has ended, in milliseconds. */
const ASK_TRAININGS = 3000;
const STARTING_DIGITS = 12;
/** Of a picture that is dropped: its bytes at most, and the longer side that is enough for finding its digit. */
const PICTURE_BYTES = 4 << 20;
const PICTURE_SIDE = 600;

/** A network too large for the page: the server makes a pass, one at a time, and the last image waits for its turn. */
function onServer(run, size) {
  let next = null;
  let isAsking = false;

  async function pass(pixels) {
    const canvas = make('canvas');
    fill(canvas, size, pixels, gray);
    const png = await new Promise(done => canvas.toBlob(done));
    const {digit, probabilities, hidden, contributions} = await tell(path`/api/predict?run=${run}`, png);
    return {digit, p: probabilities, h: hidden, says: unit => contributions[unit]};
  }

  return async (pixels, show) => {
    next = {pixels, show};
    if (isAsking) return;
    isAsking = true;
    try {
      while (next) {
        const {pixels: image, show: shown} = next;
        next = null;
        shown(image && await pass(image));
      }
    } finally {
      isAsking = false;
    }
  };
}

/** A picture {rows, columns, pixels} of a file, transparent parts on white paper. */
async function pictureOf(file) {
  if (file.size > PICTURE_BYTES) throw new Refused(`${file.name} is larger than 4 MB; choose a smaller picture`);
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Refused(`${file.name} is no picture that can be read; choose a PNG or JPEG`);
  });
  const scale = Math.min(1, PICTURE_SIDE / Math.max(bitmap.width, bitmap.height));
  const [columns, rows] = [bitmap.width, bitmap.height].map(side => Math.max(1, Math.round(scale * side)));
  const context = make('canvas', {width: columns, height: rows}).getContext('2d');
  Object.assign(context, {fillStyle: '#fff', imageSmoothingQuality: 'high'});
  context.fillRect(0, 0, columns, rows);
  context.drawImage(bitmap, 0, 0, columns, rows);
  const {data} = context.getImageData(0, 0, columns, rows);
  // Luma as ITU-R BT.601 has it.
  const luma = i => 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  return {rows, columns, pixels: Uint8Array.from({length: rows * columns}, (_, i) => Math.round(luma(i)))};
}

/** Makes the view; its show(values) has the runs left and right of the address read what is drawn. */
export function drawingView(section, options, looks) {
  const part = selector => section.querySelector(selector);
  const both = selector => [...section.querySelectorAll(selector)];
  const selects = both('select');
  const places = both('.answers > div').map((answer, i) => ({answer, units: both('.looked > div')[i]}));
  /** For each side the run, what reads for it, and what ends that. */
  const sides = places.map(() => ({run: null, reader: null, ends: new AbortController()}));
  const drawn = drawing(section, {rows: 28, columns: 28});
  let networks = [];
  let timer = null;
  let size = 0;

  const facts = ({dataset, test_accuracy: accuracy}) => [
    dataset, accuracy === null ? 'not tested' : `${(100 * accuracy).toFixed(2)} % right on its test set`,
  ].filter(Boolean);

  /** Lists the networks in both selects, with what is chosen in them though it is gone. */
  async function list(chosen) {
    networks = await ask('/api/networks');
    part('#undrawn').hidden = networks.length > 0 || chosen.some(Boolean);
    part('#desk').hidden = !part('#undrawn').hidden;
    selects.forEach((select, i) => {
      const known = networks.map(one => new Option([one.run, ...facts(one)].join(', '), one.run));
      if (i > 0) known.unshift(new Option('none', ''));
      if (chosen[i] && !networks.some(({run}) => run === chosen[i])) known.push(new Option(chosen[i], chosen[i]));
      const value = chosen[i] ?? select.value;
      select.replaceChildren(...known);
      select.value = value;
    });
  }

  /** Has a run read what is drawn on a side; none if there is no name. */
  async function seat(i, run) {
    const [side, {answer, units}] = [sides[i], places[i]];
    if (side.run === run) return;
    side.ends.abort();
    Object.assign(side, {run, reader: null, ends: new AbortController()});
    const [title, place, about] = answer.children;
    const [kicker, below] = units.children;
    for (const network of [place, below]) network.replaceChildren();
    answer.hidden = units.hidden = !run;
    title.textContent = kicker.textContent = run;
    const known = networks.find(one => one.run === run);
    about.textContent = run && !known ? 'There is no network of that name: choose another run.' : '';
    let data = null;
    try {
      data = known && await ask(path`/api/network?run=${run}`);
    } catch (problem) {
      if (side.run === run) {
        side.run = null;
        about.textContent = problem.message;
      }
    }
    if (!data || side.run !== run) return;
    about.textContent = [...facts(known), `images of ${data.columns} × ${data.rows} pixels`,
      `${whole(data.hidden)} hidden units (${data.activation})`].join(', ');
    const [answerPart, unitsPart] = part('template').content.cloneNode(true).children;
    place.append(answerPart);
    below.append(unitsPart);
    const net = data.parameters ? network(data) : data;
    side.reader = reading(answerPart, unitsPart, net, looks,
        {signal: side.ends.signal, ...(data.parameters ? {} : {pass: onServer(run, data)})});
    drawn.readBy(sides.map(({reader}) => reader).filter(Boolean));
  }

  async function digits() {
    const others = part('.others');
    const from = size ? Math.floor(Math.random() * Math.max(1, size - STARTING_DIGITS)) : 0;
    const found = await ask(`/api/digits?from=${from}&count=${STARTING_DIGITS}`);
    size = found.size;
    others.hidden = size <= STARTING_DIGITS;
    drawn.offer(found.digits.map(({index, label, pixels}) => {
      const image = {rows: found.rows, columns: found.columns, pixels: new Uint8Array(bytesOf(pixels).buffer)};
      const picture = make('canvas');
      picture.setAttribute('role', 'img');
      picture.setAttribute('aria-label', `a ${label}`);
      fill(picture, image, image.pixels, gray);
      return {title: `Start from test digit #${index}, a ${label}`, picture, image: async () => image};
    }));
  }

  /** Looks whether trainings have ended since. */
  async function watchTrainings(before) {
    const mine = timer;
    const trainings = await ask('/api/trainings');
    const now = trainings.flatMap(({id, contenders}) => contenders.map(({state}) => `${id} ${state}`)).join();
    if (before !== null && now !== before) {
      const hadNone = !networks.length;
      await list(sides.map(({run}) => run));
      if (hadNone && networks.length) await choose(networks[0].run, '');
    }
    if (timer === mine) timer = setTimeout(watchTrainings, ASK_TRAININGS, now);
  }

  async function choose(left, right) {
    remember({left: left || null, right: right || null});
    [selects[0].value, selects[1].value] = [left, right];
    await Promise.all([seat(0, left), seat(1, right)]);
    drawn.readBy(sides.map(({reader}) => reader).filter(Boolean));
    if (!size) await digits();
  }

  async function take(file) {
    part('.problem').textContent = '';
    try {
      drawn.start(await pictureOf(file));
    } catch (problem) {
      part('.problem').textContent = problem.message;
    }
  }

  for (const select of selects) {
    select.addEventListener('change', () => choose(selects[0].value, selects[1].value));
  }
  part('.others').addEventListener('click', digits);
  part('[type=file]').addEventListener('change', ({target}) => {
    if (target.files.length) take(target.files[0]);
    target.value = '';
  });
  section.addEventListener('dragover', event => event.preventDefault());
  section.addEventListener('drop', event => {
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });

  return {
    async show(values) {
      const asked = [values.get('left'), values.get('right')];
      await list(asked);
      clearTimeout(timer);
      timer = setTimeout(watchTrainings, 0, null);
      if (part('#desk').hidden) return;
      const own = networks.filter(({run}) => run.split('/')[0] === values.get('training'));
      await choose(asked[0] ?? (own[0] ?? networks[0]).run, asked[1] ?? '');
    },
    hide() {
      clearTimeout(timer);
      timer = null;
    },
  };
}
