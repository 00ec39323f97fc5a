// Who takes part in a training: a rule with its hyperparameters and what its weights start from.
import {text} from '../report/page/format.js';
import {make} from '../report/page/page.js';
import {flagField, usualValue} from './fields.js';

/** The flags that a contender has for itself. */
export const ownFlags = options => new Set([
  'optimizer', 'init', 'weight-decay', ...options.optimizers.flatMap(rule => Object.keys(rule.hyperparameters)),
]);

/** What a contender is called whom nobody has named: its rule, and what is not usual about it. */
export const usualLabel = ({optimizer, label, ...others}) =>
  [optimizer, ...Object.entries(others).map(([name, value]) => `${name}=${value}`)].join(' ');

/** Shows what a rule does and who published it, if there is such a rule. */
function explain(place, rule) {
  place.replaceChildren();
  if (rule) place.append(make('code', {textContent: rule.formula}), ` ${rule.source}`);
}

/**
 * A rule of a list and a field for each of its hyperparameters, with the defaults in them.
 *
 * field: chooses among the rules. words: what is known of the hyperparameters, by their names.
 */
function ruleFields(field, rules, usual, words) {
  const formula = make('p', {className: 'hint formula'});
  const place = make('div', {className: 'fields'});
  let parts = [];
  const show = () => {
    const rule = rules.find(({name}) => name === (field.value || usual));
    explain(formula, rule);
    parts = Object.entries(rule?.hyperparameters ?? {})
        .map(([name, value]) => flagField(name, {usual: text(value), hint: words[name] ?? ''}));
    place.replaceChildren(field.element, ...parts.map(part => part.element));
  };
  field.control.addEventListener('change', show);
  show();
  return {
    elements: [place, formula],
    given: () => parts.filter(part => part.value).map(part => [part.name, part.value]),
    fill(name, values) {
      field.fill(name);
      show();
      for (const part of parts) part.fill(values[part.name] ?? '');
    },
  };
}

/**
 * The fields of one contender.
 *
 * Gives {element, read(), fill(values), number(place, alone)}; what is read and filled in are the flags of the contender
 * alone and its label, without those that are as usual.
 */
export function contenderFields(options, remove) {
  const flags = Object.fromEntries(options.flags.map(flag => [flag.name, flag]));
  const usualRule = usualValue(flags.optimizer);
  const words = Object.fromEntries(options.flags.map(({name, text: words}) => [name, words.replace(/ \(.*\)$/, '')]));
  const optimizer = flagField('optimizer', {usual: usualRule, choices: options.optimizers.map(rule => rule.name)});
  const init = flagField('init', {choices: options.initializers.map(rule => rule.name), hint: `Default: ${usualValue(flags.init)}`});
  const label = flagField('label', {hint: 'what it is called in charts'});
  const rule = ruleFields(optimizer, options.optimizers, usualRule, words);
  const start = ruleFields(init, options.initializers, '', {});

  const title = make('legend');
  const button = make('button', {type: 'button', textContent: 'Remove'});
  const element = make('fieldset', {className: 'contender'});
  element.append(title, ...rule.elements, ...start.elements, label.element, button);
  button.addEventListener('click', remove);

  const contender = {
    element,
    read() {
      const drawn = [init.value, ...start.given().map(pair => pair.join('='))].join(':');
      const all = {
        optimizer: optimizer.value || usualRule,
        ...Object.fromEntries(rule.given()),
        ...(drawn && {init: drawn}),
        ...(label.value && {label: label.value}),
      };
      label.setUsual(usualLabel(all));
      return all;
    },
    fill(values) {
      rule.fill(values.optimizer ?? usualRule, values);
      const [name, ...parts] = (values.init ?? '').split(':');
      start.fill(name, Object.fromEntries(parts.map(part => part.split('=', 2))));
      label.fill(values.label ?? '');
    },
    number(place, alone) {
      title.textContent = `Contender ${place + 1}`;
      button.hidden = alone;
    },
  };
  return contender;
}
