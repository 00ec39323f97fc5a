// The test images of a run, side by side in one picture.
import {make} from './page.js';

/** What the page's examples are: span(place, zoom) shows one, pixels(place) has its bytes, words(place) say what it is. */
export function imageSheet({sheet, width, rows, columns, across, gap, all}) {
  const source = `data:image/png;base64,${sheet}`;
  const corner = place => [gap + place % across * (columns + gap), gap + Math.floor(place / across) * (rows + gap)];
  const words = place => {
    const [, truth, predicted] = all[place];
    return truth === predicted ? `a ${truth}, read as one` : `a ${truth} taken for a ${predicted}`;
  };
  return {
    words,
    /** The places of the mistakes, the surest first. */
    mistakes: all.map((_, place) => place).filter(place => all[place][1] !== all[place][2])
        .sort((a, b) => all[b][3] - all[a][3]),
    span(place) {
      const zoom = Math.max(1, Math.round(64 / columns));
      const [left, top] = corner(place);
      const span = make('span');
      span.setAttribute('role', 'img');
      span.setAttribute('aria-label', words(place));
      Object.assign(span.style, {
        width: `${zoom * columns}px`,
        height: `${zoom * rows}px`,
        backgroundImage: `url("${source}")`,
        backgroundSize: `${zoom * width}px auto`,
        backgroundPosition: `${-zoom * left}px ${-zoom * top}px`,
      });
      return span;
    },
    async pixels(place) {
      const image = make('img', {src: source});
      await image.decode();
      const context = make('canvas', {width: columns, height: rows}).getContext('2d');
      const [left, top] = corner(place);
      context.drawImage(image, left, top, columns, rows, 0, 0, columns, rows);
      const {data} = context.getImageData(0, 0, columns, rows);
      return Uint8Array.from({length: rows * columns}, (_, i) => data[4 * i]);
    },
  };
}
