// What a network takes an image for: what it sees, the digit, and how probable it takes each class to be.
import {classBars} from './bars.js';
import {fill, gray} from './picture.js';

/**
 * Makes an answer of the template answer.html.
 * Returns show(seen, pass, isBusy): the image, what net.js made of it, and whether more is to come; null and null for an
 * empty pad, an image without pixels and null for nothing that could be a digit.
 */
export function answering(element, {rows, columns, classes}, {sure, most}) {
  const sees = element.querySelector('canvas');
  const says = element.querySelector('.says');
  const careful = element.querySelector('.careful');
  const bars = classBars(element.querySelector('.bars'), classes, most);
  const percent = p => `${(100 * p).toFixed(1)} %`;
  return (seen, pass, isBusy) => {
    // Screen readers wait for the end of a stroke.
    says.setAttribute('aria-busy', String(isBusy));
    fill(sees, {rows, columns}, seen?.pixels ?? new Uint8Array(rows * columns), gray);
    const known = pass !== null && pass.p.every(Number.isFinite);
    says.textContent = known ? `It reads ${pass.digit} (${percent(pass.p[pass.digit])})`
        : pass ? 'Its weights are too large to compute with'
        : seen ? 'No digit: nothing stands out from the edges' : 'Nothing is drawn yet';
    careful.textContent = !known ? '' : [
      seen.cutOff && 'Ink touches the edge: a digit that is cut off may mislead.',
      seen.several && 'There seems to be more than one digit.',
      pass.p[pass.digit] < sure && 'It is not sure: no digit is probable by far.',
    ].filter(Boolean).join(' ');
    bars(known ? pass.p : new Float32Array(classes), 1, p => known ? percent(p) : '–');
  };
}
