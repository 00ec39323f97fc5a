// The weights into hidden units as small pictures, which follow a training.
import {whole} from '../report/page/format.js';
import {make} from '../report/page/page.js';
import {signed} from '../report/page/picture.js';
import {ask} from './ask.js';
import {styledName} from './card.js';

const FEW_TILES = 64;
const TILE_GAP = 2;

/** Pixels of the colours from -1 to 1. */
const TILE_SHADES = 127;
const tileShades = Uint32Array.from({length: 2 * TILE_SHADES + 1}, (_, i) =>
    new Uint32Array(Uint8Array.of(...signed(i / TILE_SHADES - 1), 255).buffer)[0]);

/** Makes a contender's tiles. Returns its element and follow(url, most): asks for the weights there and draws them. */
export function unitTiles(place, label) {
  const element = make('figure');
  const canvas = make('canvas', {className: 'pixels'});
  const caption = make('figcaption');
  canvas.setAttribute('role', 'img');
  element.append(styledName('h3', place, label), canvas, caption);
  let isBusy = false;
  let next = null;

  function draw({step, hidden, count, rows, columns, scales, units}) {
    const weights = new Int8Array(Uint8Array.from(atob(units), letter => letter.charCodeAt(0)).buffer);
    const end = Math.max(...scales) || 1;
    const across = Math.ceil(Math.sqrt(Math.min(count, 2 * FEW_TILES)) - 1e-9) * (count > 2 * FEW_TILES ? 2 : 1);
    const width = across * (columns + TILE_GAP) - TILE_GAP;
    const height = Math.ceil(count / across) * (rows + TILE_GAP) - TILE_GAP;
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let unit = 0; unit < count; unit++) {
      const corner = Math.floor(unit / across) * (rows + TILE_GAP) * width + unit % across * (columns + TILE_GAP);
      const scale = scales[unit] / end;
      for (let i = 0; i < rows * columns; i++) {
        const shade = Math.round(weights[unit * rows * columns + i] * scale);
        pixels[corner + Math.floor(i / columns) * width + i % columns] = tileShades[TILE_SHADES + shade];
      }
    }
    Object.assign(canvas, {width, height});
    canvas.getContext('2d').putImageData(image, 0, 0);
    const isLost = scales.includes(null);
    const isBlank = !isLost && scales.every(scale => scale === 0);
    const which = count === hidden ? `${whole(hidden)} units` : `${whole(count)} of ${whole(hidden)} units`;
    const note = isLost ? '; some weights are not numbers' : isBlank ? '; all weights are 0' : '';
    caption.textContent = `${which} after step ${whole(step)}${note}`;
    canvas.setAttribute('aria-label', `The weights of ${caption.textContent}, as images`);
    return hidden;
  }

  return {
    element,
    /** Returns how many units there are; null where an earlier drawing is still under way, which this one then follows. */
    async follow(url, most) {
      next = `${url}&count=${most}`;
      if (isBusy) return null;
      isBusy = true;
      try {
        let hidden = null;
        while (next) {
          const now = next;
          next = null;
          hidden = draw(await ask(now));
        }
        return hidden;
      } finally {
        isBusy = false;
      }
    },
  };
}
