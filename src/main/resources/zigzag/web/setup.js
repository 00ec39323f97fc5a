// What to train: presets, a form, and the trainings that there are.
import {find, make} from '../report/page/page.js';
import {address, go, link, remember} from './address.js';
import {Refused, ask, tell} from './ask.js';
import {contenderFields, ownFlags, usualLabel} from './contender.js';
import {fieldOf} from './fields.js';
import {startedList} from './started.js';

const MAX_CONTENDERS = 4;
/** What most trainings differ in; the rest is behind a button. */
const COMMON = ['data', 'hidden', 'activation', 'epochs', 'batch', 'seed'];
/** Contender 2's learning rate is 2.lr in the address. */
const OWN_VALUE = /^([1-4])\.(.+)$/;

/** A training as values of the address. */
const valuesOf = request => ({
  ...request.flags,
  ...Object.fromEntries(request.contenders.flatMap(({label, flags}, place) =>
    Object.entries({...flags, label}).map(([name, value]) => [`${place + 1}.${name}`, value]))),
});

/** The flags that all share, and those of each contender, from values of the address. */
function partsOf(values) {
  const shared = {};
  const each = [];
  for (const [name, value] of Object.entries(values)) {
    const [, place, own] = OWN_VALUE.exec(name) ?? [];
    if (own) (each[place - 1] ??= {})[own] = value;
    else shared[name] = value;
  }
  return {shared, each: each.filter(Boolean)};
}

/** Makes the form that starts a training; its show(values) fills it in as the address says. */
export function settingUp(section, options) {
  const form = section.querySelector('form');
  const refresh = startedList(find('setup-started'));
  const own = ownFlags(options);
  const {given} = options;
  const choices = {
    data: [...new Set([...options.data, ...(given.data ? [given.data] : [])])],
    activation: options.activations,
    schedule: options.schedules,
    augment: options.augmentations,
  };
  let contenders = [];
  let isBusy = false;
  let presets = null;

  const fields = options.flags.filter(flag => !own.has(flag.name)).map(flag => {
    const usual = given[flag.name] ?? options.defaults[flag.name]?.toString();
    const field = fieldOf(flag, {usual, choices: choices[flag.name]});
    if (COMMON.includes(flag.name)) find('setup-common').append(field.element);
    else group(flag.group).append(field.element);
    return field;
  });

  function group(name) {
    const id = `setup-more-${name}`;
    if (!find(id)) find('setup-more').append(make('h3', {textContent: name}), make('div', {id, className: 'fields'}));
    return find(id);
  }

  function add(values) {
    const contender = contenderFields(options, () => {
      contenders = contenders.filter(one => one !== contender);
      contender.element.remove();
      changed();
      find('setup-another').focus();
    });
    contender.fill(values);
    contenders.push(contender);
    find('setup-contenders').append(contender.element);
    return contender;
  }

  /** What is set, as values of the address. */
  function read() {
    contenders.forEach((contender, place) => contender.number(place, contenders.length === 1));
    find('setup-another').hidden = contenders.length === MAX_CONTENDERS;
    const shared = Object.fromEntries(fields.filter(field => field.value).map(field => [field.name, field.value]));
    return {flags: shared, contenders: contenders.map(contender => {
      const {label, ...flags} = contender.read();
      return {label, flags};
    })};
  }

  function changed() {
    const old = Object.fromEntries([...address().values.keys()].map(name => [name, null]));
    remember({...old, ...valuesOf(read())});
  }

  /** Starts trainings and goes to the one there is, or shows where they are. button: what was pressed. */
  async function begin(requests, button, refusal) {
    if (isBusy) return;
    isBusy = true;
    const before = button.textContent;
    button.textContent = 'Loading the data …';
    refusal.textContent = '';
    try {
      const started = [];
      for (const request of requests) started.push(await tell('/api/trainings', request));
      if (started.length === 1) return go(link('train', {training: started[0].id}));
      await refresh();
      find('setup-started').querySelector('a').focus();
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      refusal.textContent = problem.message;
    } finally {
      button.textContent = before;
      isBusy = false;
    }
  }

  function card({name, title, text, requests}) {
    const heading = make('h3', {id: `setup-preset-${name}`, textContent: title});
    const article = make('article');
    const refusal = make('p', {className: 'refusal', role: 'alert'});
    const start = make('button', {type: 'button', textContent: 'Start', className: 'main'});
    start.setAttribute('aria-describedby', heading.id);
    start.addEventListener('click', () => begin(requests, start, refusal));
    const buttons = make('div', {className: 'controls'});
    buttons.append(start, ...requests.map(request => {
      const which = requests.length > 1 ? ` “${request.contenders[0].label}”` : '';
      const change = make('a', {href: link('train', valuesOf(request)), textContent: `Change${which} first`});
      change.addEventListener('click', () => find('setup-own').focus());
      return change;
    }));
    article.append(heading, make('p', {textContent: text}), buttons, refusal);
    return article;
  }

  form.addEventListener('change', changed);
  find('setup-another').addEventListener('click', () => {
    const {element} = add({});
    changed();
    element.querySelector('select').focus();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    changed();
    const {flags, contenders: each} = read();
    const request = {
      flags,
      contenders: each.map(one => ({label: one.label ?? usualLabel(one.flags), flags: one.flags})),
      paused: event.submitter?.value === 'paused',
    };
    begin([request], event.submitter ?? find('setup-begin'), form.querySelector('.refusal'));
  });

  return {
    async show(values) {
      const {shared, each} = partsOf(Object.fromEntries(values));
      for (const field of fields) field.fill(shared[field.name] ?? '');
      contenders = [];
      find('setup-contenders').replaceChildren();
      for (const one of each.length ? each : [{}]) add(one);
      read();
      find('setup-more').open = fields.some(field => field.value && !COMMON.includes(field.name));
      const unknown = Object.keys(shared).filter(name => !fields.some(field => field.name === name));
      form.querySelector('.refusal').textContent =
          unknown.length ? `The address sets ${unknown.join(', ')}, which can’t be set; it is left out.` : '';
      await refresh();
      presets ??= ask('/api/presets').then(all => {
        find('setup-presets').querySelector('div').append(...all.map(card));
        find('setup-presets').hidden = false;
      });
      await presets;
    },
  };
}
