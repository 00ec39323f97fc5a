// Drawings, and networks that read them while they are drawn.
import {answering} from './answer.js';
import {drawingPad} from './pad.js';
import {make} from './page.js';
import {keep, see} from './see.js';
import {hiddenUnits} from './units.js';

/**
 * Makes the pad of a section work, for images of rows × columns, and what it can start from.
 * Returns readBy(readers): reading()s that what is drawn goes to from now on; start(image), as of the pad;
 * offer(starters): images {title, picture, image()} to start from, picture an element, image() a promise.
 */
export function drawing(section, shape) {
  const starters = section.querySelector('.starters');
  let readers = [];
  let frame = null;

  function read() {
    frame = null;
    const image = pad.untouched();
    for (const reader of readers) reader(image ?? pad.drawn(), image !== null, pad.isBusy());
  }

  const pad = drawingPad(section.querySelector('.pad'), shape, () => { frame ??= requestAnimationFrame(read); });
  return {
    start: pad.start,
    readBy(all) {
      readers = all;
      read();
    },
    offer(all) {
      starters.querySelector('.row').replaceChildren(...all.map(({title, picture, image}) => {
        const button = make('button', {type: 'button', title});
        button.append(picture);
        button.addEventListener('click', async () => pad.start(await image()));
        return button;
      }));
      starters.hidden = !all.length;
    },
  };
}

/**
 * Has a network read drawings, in elements of the templates answer.html and units.html.
 * pass(pixels, show): calls show with what the network makes of an image, at once or later, null of null; an
 * AbortSignal ends it.
 */
export function reading(answerElement, unitsElement, net, looks,
    {pass = (pixels, show) => show(pixels && net.pass(pixels)), signal} = {}) {
  const answer = answering(answerElement, net, looks);
  const units = hiddenUnits(unitsElement, net, looks, signal);
  return (picture, isImage, isBusy) => {
    // An image that has the network's size is taken as it is.
    const isKept = isImage && picture.rows === net.rows && picture.columns === net.columns;
    const pixels = isKept ? keep(picture) : null;
    const seen = pixels ? {pixels} : picture && (see(picture, net.rows, net.columns) ?? {pixels: null});
    pass(seen && seen.pixels, made => {
      answer(seen, made, isBusy);
      units(made);
    });
  };
}
