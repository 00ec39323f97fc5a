// Draw a digit and watch the network of the page read it.
import {answering} from './answer.js';
import {network} from './net.js';
import {drawingPad} from './pad.js';
import {make} from './page.js';
import {keep, see} from './see.js';
import {imageSheet} from './sheet.js';
import {hiddenUnits} from './units.js';

/** The worst mistakes to start from, and right answers beside them, one of each class as far as there is room. */
const MISTAKES = 12;
const RIGHT = 12;

/** Makes a section of the template draw.html work; examples are test images of the run, or null. */
export function drawing(section, data, examples, looks) {
  const net = network(data);
  const {rows, columns} = net;
  const answer = answering(section.querySelector('.answer'), net, looks);
  const units = hiddenUnits(section.querySelector('.units'), net, looks);
  let frame = null;

  function read() {
    frame = null;
    const picture = pad.drawn();
    const image = pad.untouched();
    // An image that has the network's size is taken as it is.
    const pixels = image && keep({rows, columns, pixels: image});
    const seen = pixels ? {pixels} : picture && see(picture, rows, columns);
    const pass = seen && net.pass(seen.pixels);
    answer(seen, pass, pad.isBusy());
    units(pass);
  }

  const pad = drawingPad(section.querySelector('.pad'), net, () => { frame ??= requestAnimationFrame(read); });
  answer(null, null, false);

  const starters = section.querySelector('.starters');
  if (!examples || examples.rows !== rows || examples.columns !== columns) return;
  const sheet = imageSheet(examples);
  const right = examples.all.map((_, place) => place).filter(place => examples.all[place][1] === examples.all[place][2])
      .slice(0, RIGHT).sort((a, b) => examples.all[a][1] - examples.all[b][1]);
  for (const place of [...sheet.mistakes.slice(0, MISTAKES), ...right]) {
    const button = make('button', {type: 'button', title: `Start from #${examples.all[place][0]}, ${sheet.words(place)}`});
    button.append(sheet.span(place));
    button.addEventListener('click', async () => pad.start(await sheet.pixels(place)));
    starters.querySelector('.row').append(button);
  }
  starters.hidden = false;
}
