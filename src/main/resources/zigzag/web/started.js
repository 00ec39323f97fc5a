// The trainings that the server has started, so that one that is at work is found again.
import {text, whole} from '../report/page/format.js';
import {make} from '../report/page/page.js';
import {link} from './address.js';
import {ask} from './ask.js';

const AT_WORK = ['running', 'paused'];
const REFRESH = 2000;

const percent = share => share == null ? '–' : `${text(100 * share, 3)} %`;

function accuracies({state, contenders}) {
  const key = AT_WORK.includes(state) ? 'validation_accuracy' : 'test_accuracy';
  if (contenders.every(one => one[key] == null)) return '';
  const each = contenders.map(one => contenders.length > 1 ? `${one.label} ${percent(one[key])}` : percent(one[key]));
  return `${key.replace('_', ' ')} ${each.join(', ')}`;
}

/** What one reads of a training, beside its link. */
function account(training) {
  const {state, step, error, contenders, dataset} = training;
  const steps = Math.max(...contenders.map(one => one.steps));
  return [state, `step ${whole(step)} of ${whole(steps)}`, error || accuracies(training), dataset];
}

/** Makes the list; what it gives looks again, and goes on looking while the list can be seen. */
export function startedList(section) {
  const [atWork, ended] = section.querySelectorAll('ul');
  const details = section.querySelector('details');
  const rows = new Map();
  let timer = 0;

  function row(training) {
    if (!rows.has(training.id)) {
      const item = make('li');
      const [first, ...cells] = Array.from({length: 5}, () => make('span'));
      const named = training.contenders.map(one => one.label).join(' · ');
      first.append(make('a', {href: link('train', {training: training.id}), textContent: named}), ' ',
          make('small', {textContent: training.id}));
      item.append(first, ...cells);
      rows.set(training.id, {item, cells});
    }
    const {item, cells} = rows.get(training.id);
    account(training).forEach((words, index) => { cells[index].textContent = words; });
    return item;
  }

  function place(list, trainings) {
    const items = trainings.map(row);
    // Moving a row would take the focus from its link.
    if (items.length !== list.children.length || items.some((item, index) => list.children[index] !== item)) list.replaceChildren(...items);
  }

  return async function refresh() {
    clearTimeout(timer);
    const all = (await ask('/api/trainings')).reverse();
    const over = all.filter(one => !AT_WORK.includes(one.state));
    place(atWork, all.filter(one => !over.includes(one)));
    place(ended, over);
    details.hidden = !over.length;
    details.querySelector('summary').textContent = over.length === 1 ? 'One that has ended' : `${over.length} that have ended`;
    section.hidden = !all.length;
    timer = setTimeout(() => { if (section.parentElement.checkVisibility()) refresh(); }, REFRESH);
  };
}
