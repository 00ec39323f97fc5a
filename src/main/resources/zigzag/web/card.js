// A contender's card: how it stands, and its learning rate, which can be changed.
import {text, whole} from '../report/page/format.js';
import {paint, sample} from '../report/page/looks.js';
import {find, make} from '../report/page/page.js';
import {copying} from '../report/page/tables.js';
import {path, tell} from './ask.js';
import {isAtWork} from './steering.js';

/** Ratios beyond are unusual. */
const [SMALL_RATIO, LARGE_RATIO] = [1e-4, 1e-2];
const CARD_FACTS = ['state', 'step', 'loss of the last step', 'validation accuracy', 'test accuracy', 'learning rate',
  'update by weights, W1', 'update by weights, W2'];

const shareInWords = value => value == null ? '–' : `${(100 * value).toFixed(2)} %`;

function ratioInWords(ratios, layer, {state}) {
  if (state === 'diverged') return 'not a number';
  if (!ratios) return '–';
  const ratio = ratios[layer];
  if (ratio === null) return 'none: weights are 0';
  return `${ratio === 0 ? '0' : ratio.toExponential(1)}, ${ratio < SMALL_RATIO ? 'small' : ratio > LARGE_RATIO ? 'large' : 'usual'}`;
}

/** The name of a contender in its style. */
export function styledName(tag, place, label) {
  const name = make(tag, {className: 'named'});
  name.append(sample(place), label);
  return name;
}

/**
 * Makes a card for a contender of a training; changed is told how the training stands after a change.
 * Returns its element and show(contender), how it stands.
 */
export function contenderCard(id, place, {label, optimizer, init}, {optimizers}, changed) {
  const element = find('watch-card').content.firstElementChild.cloneNode(true);
  const get = selector => element.querySelector(selector);
  element.style.borderTopColor = paint(place);
  get('h3').replaceWith(styledName('h3', place, label));
  get('.what').textContent = `${optimizer}, started by ${init}`;
  const rule = optimizers.find(({name}) => name === optimizer);
  get('.rule').textContent = rule ? `${rule.formula} (${rule.source})` : '';
  const values = CARD_FACTS.map(name => {
    const [row, value] = [make('div'), make('dd')];
    row.append(make('dt', {textContent: name}), value);
    get('dl').append(row);
    return value;
  });
  copying(get('.copy'));
  const [form, field, said] = ['form', 'input', '.said'].map(get);
  let rate = NaN;
  let changes = -1;

  async function change(value) {
    said.textContent = '';
    try {
      if (!(value > 0 && Number.isFinite(value))) throw new Error('Give a number above 0, such as 0.05.');
      changed(await tell(`${path`/api/trainings/${id}/learning-rate`}?contender=${place}&value=${value}`));
      said.textContent = `The learning rate of ${label} is now ${text(value)}.`;
    } catch (problem) {
      said.textContent = problem.message;
    }
  }

  form.addEventListener('submit', event => {
    event.preventDefault();
    change(Number(field.value.trim().replace(',', '.')));
  });
  form.addEventListener('click', ({target}) => {
    if (target.dataset.factor) change(Number((rate * target.dataset.factor).toPrecision(6)));
  });

  function show(contender) {
    const {state, step, loss, ratios} = contender;
    const isDiverged = state === 'diverged';
    const facts = [
      isDiverged ? `diverged after step ${whole(step)}` : state,
      `${whole(step)} of ${whole(contender.steps)}`,
      isDiverged ? 'not a number' : text(loss),
      shareInWords(contender.validation_accuracy),
      contender.test_accuracy == null ? null : shareInWords(contender.test_accuracy),
      text(contender.learning_rate),
      ratioInWords(ratios, 'w1', contender),
      ratioInWords(ratios, 'w2', contender),
    ];
    facts.forEach((fact, i) => {
      values[i].parentElement.hidden = fact === null;
      if (values[i].textContent !== fact) values[i].textContent = fact ?? '';
    });
    element.classList.toggle('diverged', isDiverged);
    get('code').textContent = contender.command;
    form.hidden = !isAtWork(contender);
    if (contender.learning_rate !== rate) {
      rate = contender.learning_rate;
      field.value = text(rate).replaceAll(',', '');
    }
    if (contender.learning_rate_changes.length === changes) return;
    changes = contender.learning_rate_changes.length;
    get('.changes').replaceChildren(...contender.learning_rate_changes.map(({step: after, value}) =>
        make('li', {textContent: `${text(value)} from step ${whole(after + 1)} on`})));
  }

  return {element, show};
}
