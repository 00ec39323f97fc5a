// Fields of a form that are made from what the server says of a flag.
import {make} from '../report/page/page.js';

const DEFAULT_TEXT = / \(default: (.+)\)$/;
const SPOKEN = {lr: 'Learning rate', init: 'Initializer', ema: 'EMA', rho: 'ρ', beta1: 'β₁', beta2: 'β₂', epsilon: 'ε'};
/** Characters of a hint that takes the room of two fields. */
const LONG = 100;
let fields = 0;

/** What a flag comes to where it is not given, as its help says it: '' if that is not said. */
export const usualValue = flag => DEFAULT_TEXT.exec(flag.text)?.[1] ?? '';

/**
 * A control with its label and a hint; a value that is empty stands for the usual one.
 *
 * name: of the flag. usual: its default, or ''. choices: for a list to choose from.
 * Gives {name, element, control, value, fill(value), setUsual(usual)}.
 */
export function flagField(name, {usual = '', hint = '', choices = null}) {
  const id = `field-${fields++}`;
  const title = SPOKEN[name] ?? name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const element = make('div', {className: hint.length > LONG ? 'field wide' : 'field'});
  const control = make(choices ? 'select' : 'input', {id, name});
  const label = make('label', {htmlFor: id, textContent: title});
  element.append(label, control);
  if (hint && hint !== title.toLowerCase()) {
    element.append(make('small', {id: `${id}-hint`, textContent: hint}));
    control.setAttribute('aria-describedby', `${id}-hint`);
  }
  if (choices) {
    const rest = choices.filter(choice => choice !== usual).map(choice => make('option', {value: choice, textContent: choice}));
    control.append(make('option', {value: '', textContent: usual ? `${usual} (default)` : 'default'}), ...rest);
  } else {
    Object.assign(control, {type: 'text', autocomplete: 'off', spellcheck: false, placeholder: usual});
  }
  return {
    name,
    element,
    control,
    get value() { return control.value.trim(); },
    fill(value) {
      const wanted = value === usual ? '' : value;
      // The server says what is wrong with a value that is not on the list.
      if (choices && wanted && !choices.includes(wanted)) control.append(make('option', {value: wanted, textContent: wanted}));
      control.value = wanted;
    },
    setUsual(other) { control.placeholder = other; },
  };
}

/** The field of a flag as the server describes it; usual and choices where they are known better. */
export function fieldOf(flag, {usual = usualValue(flag), choices = null}) {
  const short = usual && !usual.includes(' ');
  return flagField(flag.name, {
    usual: short ? usual : '',
    hint: short ? flag.text.replace(DEFAULT_TEXT, '') : flag.text,
    choices: choices ?? (flag.value.includes('|') ? flag.value.split('|') : null),
  });
}
