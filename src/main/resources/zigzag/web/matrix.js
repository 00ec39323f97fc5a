// What is taken for what: a contender's matrix of one epoch.
import {text, whole} from '../report/page/format.js';
import {make} from '../report/page/page.js';
import {styledName} from './card.js';

const MATRIX_KEYS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};

/** Makes a contender's matrix. Returns its element and show(epoch, counts), counts [true][read as] or null for none. */
export function confusionMatrix(place, label) {
  const element = make('figure');
  const summary = make('figcaption');
  const frame = make('div', {className: 'scroll'});
  const said = make('p', {className: 'said'});
  said.setAttribute('role', 'status');
  element.append(styledName('h3', place, label), summary, frame, said);
  let cells = [];
  let counts = null;
  let at = [0, 0];

  function build(classes) {
    const table = make('table', {className: 'matrix'});
    table.setAttribute('role', 'grid');
    table.setAttribute('aria-label', `${label}: rows what a digit is, columns what it is read as`);
    const head = table.createTHead().insertRow();
    const header = (row, scope, name) => row.append(make('th', {scope, textContent: name}));
    header(head, 'col', '');
    for (let read = 0; read < classes; read++) header(head, 'col', read);
    const body = table.createTBody();
    cells = Array.from({length: classes}, (_, truth) => {
      const row = body.insertRow();
      header(row, 'row', truth);
      return Array.from({length: classes}, (_, read) => {
        const cell = row.insertCell();
        cell.setAttribute('role', 'gridcell');
        cell.tabIndex = truth + read === 0 ? 0 : -1;
        cell.addEventListener('focus', () => look(truth, read));
        cell.addEventListener('click', () => cell.focus());
        return cell;
      });
    });
    table.addEventListener('keydown', event => {
      const step = MATRIX_KEYS[event.key];
      if (!step) return;
      event.preventDefault();
      cells[at[0] + step[0]]?.[at[1] + step[1]]?.focus();
    });
    at = [0, 0];
    frame.replaceChildren(table);
  }

  function look(truth, read) {
    cells[at[0]][at[1]].tabIndex = -1;
    at = [truth, read];
    cells[truth][read].tabIndex = 0;
    const all = counts[truth].reduce((a, b) => a + b);
    const share = all ? ` (${text(100 * counts[truth][read] / all, 3)} %)` : '';
    said.textContent = `${truth} read as ${read}: ${whole(counts[truth][read])} of ${whole(all)}${share}`;
  }

  return {
    element,
    show(epoch, shown) {
      frame.hidden = said.hidden = !shown;
      if (!shown) {
        summary.textContent = epoch < 0 ? 'No epoch yet' : `No counts of epoch ${whole(epoch)}`;
        return;
      }
      counts = shown;
      if (cells.length !== counts.length) build(counts.length);
      let [right, all] = [0, 0];
      counts.forEach((row, truth) => {
        const sum = row.reduce((a, b) => a + b);
        all += sum;
        right += row[truth];
        row.forEach((count, read) => {
          const cell = cells[truth][read];
          cell.textContent = count ? whole(count) : '';
          cell.className = truth === read ? 'right' : '';
          // A few mistakes are what one looks for.
          cell.style.setProperty('--share', `${sum ? 60 * (truth === read ? count / sum : Math.sqrt(count / sum)) : 0}%`);
        });
      });
      summary.textContent =
          `Epoch ${whole(epoch)}: ${whole(right)} of ${whole(all)} right (${(100 * right / Math.max(1, all)).toFixed(2)} %)`;
      if (said.textContent) look(...at);
    },
  };
}
