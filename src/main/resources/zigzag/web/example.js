// Magnifier: one test digit forward and backward through a network, with all its numbers.
import {text, whole} from '../report/page/format.js';
import {property} from '../report/page/looks.js';
import {make} from '../report/page/page.js';
import {fill, gray, largest, signed} from '../report/page/picture.js';
import {go, link, remember} from './address.js';
import {ask, path, tell} from './ask.js';

/** Digits that are fetched and shown at once. */
const STRIP = 24;
/** Of a sum's terms, those that are written out. */
const TERMS = 5;
/** The width of a unit's bar in pixels of the page. */
const NARROWEST = 4;
const WIDEST = 16;
const HOVER_MILLISECONDS = 60;
const SLOPES = {relu: a => a > 0 ? 1 : 0, sigmoid: (a, h) => h * (1 - h), tanh: (a, h) => 1 - h * h};
/** A slope of less is called flat. */
const FLAT = 0.01;
/** What formulas call the hyperparameters. */
const SYMBOLS = {momentum: 'μ', rho: 'ρ', beta1: 'β₁', beta2: 'β₂', epsilon: 'ε'};
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const plainly = (value, digits = 4) => value == null || !Number.isFinite(value) ? 'not a number' : text(value || 0, digits).replace(/^-/, '−');
/** As a factor or summand, in parentheses where its sign would meet another one. */
const asTerm = (value, digits) => value < 0 ? `(${plainly(value, digits)})` : plainly(value, digits);
const total = values => values.reduce((sum, value) => sum + value, 0);

/**
 * A rule's statement with numbers for its symbols.
 * values: by symbol; t: the number of the step. What has no value stays as it is.
 */
function putIn(statement, values, t) {
  const raised = n => [...String(n)].map(digit => SUPERSCRIPTS[digit]).join('');
  const tokens = statement.match(/β[₁₂]|ᵗ⁺¹|ᵗ|²|√|[\p{L}]+|\d+|\S/gu);
  let line = '';
  let operand = false;
  for (const token of tokens) {
    if (token === 'ᵗ' || token === 'ᵗ⁺¹') {
      line += raised(token === 'ᵗ' ? t : t + 1);
    } else if (token === '²') {
      line += token;
    } else if (token === '+' || token === '-' || token === '/') {
      line += ` ${token.replace('-', '−')} `;
      operand = false;
    } else if (token === ')' || token === ',') {
      line += token === ',' ? ', ' : token;
      operand = token === ')';
    } else {
      const known = token in values;
      // As exactly as it stands after its small change.
      const written = known && (/(^|\()$/.test(line) ? plainly : asTerm)(values[token], token === 'θ' ? 7 : 4);
      line += (operand ? ' · ' : '') + (known ? written : token);
      operand = known || /^\d/.test(token);
    }
  }
  return line;
}

/** A paragraph of a formula, its symbols in italics. */
function inItalics(formula) {
  const line = make('p');
  line.append(...formula.replaceAll(' - ', ' − ').split(/([A-Za-z\u0370-\u03ff]+)/)
      .map((part, n) => n % 2 && !/^(max|sign)$/.test(part) ? make('var', {textContent: part}) : part));
  return line;
}

/** Makes the view; its show(values) draws what the address says. */
export function exampleView(section, options, looks) {
  const one = selector => section.querySelector(selector);
  const all = selector => [...section.querySelectorAll(selector)];
  const named = name => one(`[name=${name}]`);
  const strip = one('.strip-of-digits');

  let trainings = [];
  let training = null;
  let contender = 0;
  let digit = 0;
  /** What was clicked; null for what is shown until then. */
  let kept = {unit: null, class: null, pixel: null};
  /** What is pointed at. */
  let pointed = {};
  /** The server's answer for what was clicked, and for the unit that is pointed at. */
  let answer = null;
  let glimpse = null;
  let shape = {rows: 1, columns: 1, size: 1};
  let strips = new Map();
  let asked = 0;
  let waiting = 0;
  let stream = null;

  const status = () => training.contenders[contender];
  const isOver = () => !['running', 'paused'].includes(training.state);
  const exampleOf = unit => ask(path`/api/trainings/${training.id}/example?contender=${contender}&digit=${digit}`
      + (unit == null ? '' : `&unit=${unit}`));

  async function refresh() {
    const mine = ++asked;
    const found = await exampleOf(kept.unit);
    if (mine !== asked) return;
    answer = found;
    glimpse = null;
    render();
  }

  // --- pointing and keeping

  function point(at) {
    if (!answer || JSON.stringify(at) === JSON.stringify(pointed)) return;
    pointed = at;
    clearTimeout(waiting);
    glimpse = null;
    const unit = at.unit;
    if (unit != null && unit !== answer.unit) {
      const mine = asked;
      waiting = setTimeout(async () => {
        const found = await exampleOf(unit);
        if (pointed.unit !== unit || mine !== asked) return;
        glimpse = found;
        render();
      }, HOVER_MILLISECONDS);
    }
    render();
  }

  async function keep(kind, value) {
    if (kind === 'digit') {
      digit = Math.max(0, Math.min(shape.size - 1, value));
      remember({digit});
      await Promise.all([showStrip(), refresh()]);
      return;
    }
    kept = {...kept, [kind]: value};
    remember({[kind]: value});
    pointed = {};
    clearTimeout(waiting);
    if (kind !== 'unit') render();
    else if (glimpse && glimpse.unit === value && glimpse.step === answer.step) {
      asked++;
      answer = glimpse;
      glimpse = null;
      render();
    } else await refresh();
  }

  const pick = target => target.closest?.('[data-pick]')?.dataset.pick.split(':');
  const pointAt = target => {
    const [kind, value] = pick(target) ?? [];
    if (kind !== 'digit') point(kind ? {[kind]: Number(value)} : {});
  };
  section.addEventListener('pointerover', ({target}) => {
    if (!target.closest('.field, .row-of-units')) pointAt(target);
  });
  section.addEventListener('pointerleave', () => point({}));
  section.addEventListener('focusin', ({target}) => { if (target.matches(':focus-visible')) pointAt(target); });
  section.addEventListener('click', ({target}) => {
    const [kind, value] = pick(target) ?? [];
    if (kind) keep(kind, Number(value));
  });

  /** Makes an element a slider over count() things of a kind, across() of them in a row. */
  function slider(element, kind, current, indexAt, across, count) {
    element.tabIndex = 0;
    element.setAttribute('role', 'slider');
    element.addEventListener('pointermove', event => {
      const index = indexAt(event);
      point(index == null ? {} : {[kind]: index});
    });
    element.addEventListener('pointerleave', () => point({}));
    element.addEventListener('click', event => {
      const index = indexAt(event);
      if (index != null) keep(kind, index);
    });
    element.addEventListener('keydown', event => {
      const by = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across(), ArrowDown: across()}[event.key];
      const next = current() + by;
      if (by === undefined || !answer) return;
      event.preventDefault();
      if (next >= 0 && next < count()) keep(kind, next);
    });
  }

  // --- the digits

  async function showStrip() {
    const from = Math.floor(digit / STRIP) * STRIP;
    const key = `${training.id} ${from}`;
    if (!strips.has(key)) strips.set(key, await ask(path`/api/digits?training=${training.id}&from=${from}&count=${STRIP}`));
    const found = strips.get(key);
    shape = found;
    if (strip.dataset.key !== key) {
      strip.dataset.key = key;
      strip.replaceChildren(...found.digits.map(({index, label, pixels}) => {
        const button = make('button', {type: 'button', title: `Digit ${index}, labelled ${label}`});
        button.dataset.pick = `digit:${index}`;
        button.setAttribute('aria-label', `Digit ${index}, labelled ${label}`);
        const picture = make('canvas', {className: 'pixels'});
        fill(picture, found, Array.from(atob(pixels), character => character.charCodeAt(0)), gray);
        button.append(picture, make('small', {textContent: label}));
        return button;
      }));
    }
    for (const button of strip.children) {
      const isChosen = button.dataset.pick === `digit:${digit}`;
      button.tabIndex = isChosen ? 0 : -1;
      if (isChosen) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
      // scrollIntoView would scroll the page, too.
      if (isChosen) strip.scrollLeft = button.offsetLeft - (strip.clientWidth - button.clientWidth) / 2;
    }
    named('digit').value = digit;
    named('digit').max = shape.size - 1;
    one('.of').textContent = `of 0 to ${whole(shape.size - 1)}`;
    named('previous').disabled = digit === 0;
    named('next').disabled = digit === shape.size - 1;
  }

  strip.addEventListener('keydown', async event => {
    const by = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!by) return;
    event.preventDefault();
    await keep('digit', digit + by);
    strip.querySelector('[aria-current]').focus({preventScroll: true});
  });
  named('previous').addEventListener('click', () => keep('digit', digit - 1));
  named('next').addEventListener('click', () => keep('digit', digit + 1));
  for (const name of ['digit', 'unit', 'class']) {
    named(name).addEventListener('change', ({target}) => {
      const value = Math.max(0, Math.min(Number(target.max), Math.trunc(Number(target.value)) || 0));
      target.value = value;
      keep(name, value);
    });
  }
  named('strongest').addEventListener('click', () => keep('unit', null));
  named('right').addEventListener('click', () => keep('class', null));

  // --- pictures

  const images = all('.field').map(field => {
    const [canvas, mark] = [make('canvas', {className: 'pixels'}), make('i')];
    field.append(canvas, mark);
    const indexAt = event => {
      const box = canvas.getBoundingClientRect();
      const row = Math.floor((event.clientY - box.top) / box.height * shape.rows);
      const column = Math.floor((event.clientX - box.left) / box.width * shape.columns);
      const isInside = row >= 0 && row < shape.rows && column >= 0 && column < shape.columns;
      return isInside ? row * shape.columns + column : null;
    };
    slider(field, 'pixel', () => Number(field.getAttribute('aria-valuenow')), indexAt,
        () => shape.columns, () => shape.rows * shape.columns);
    return (values, pixel, label, said) => {
      const end = largest(values) || 1;
      const isImage = field.dataset.image === 'x';
      fill(canvas, shape, values, isImage ? value => gray(255 * value) : value => signed((value ?? 0) / end));
      const [row, column] = [Math.floor(pixel / shape.columns), pixel % shape.columns];
      Object.assign(mark.style, {left: `${100 * column / shape.columns}%`, top: `${100 * row / shape.rows}%`,
        width: `${100 / shape.columns}%`, height: `${100 / shape.rows}%`});
      describeSlider(field, label, pixel, values.length - 1, `pixel ${pixel}: ${said}`);
    };
  });

  function describeSlider(element, label, now, max, said) {
    for (const [name, value] of Object.entries({label, valuenow: now, valuemin: 0, valuemax: max, valuetext: said})) {
      element.setAttribute(`aria-${name}`, value);
    }
  }

  const rowsOfUnits = all('.row-of-units').map(element => {
    const canvas = make('canvas');
    const label = element.getAttribute('aria-label');
    element.append(canvas);
    const layout = {across: 1, width: 1, height: 1};
    let drawn = null;
    function draw() {
      if (!drawn || !element.clientWidth) return;
      const {values, unit} = drawn;
      const room = element.clientWidth;
      layout.across = Math.ceil(values.length / Math.ceil(values.length * NARROWEST / room));
      layout.width = Math.min(WIDEST, Math.floor(2 * room / layout.across) / 2);
      const rows = Math.ceil(values.length / layout.across);
      layout.height = rows > 4 ? 28 : 52;
      const [width, height] = [layout.across * layout.width, rows * layout.height];
      Object.assign(canvas, {width: width * devicePixelRatio, height: height * devicePixelRatio});
      Object.assign(canvas.style, {width: `${width}px`, height: `${height}px`});
      const context = canvas.getContext('2d');
      context.scale(devicePixelRatio, devicePixelRatio);
      const [line, up, down, chosen] = ['--grid', '--positive', '--negative', '--c0'].map(property);
      const low = Math.min(0, ...values);
      const span = Math.max(0, ...values) - low || 1;
      values.forEach((value, j) => {
        const left = j % layout.across * layout.width;
        const top = Math.floor(j / layout.across) * layout.height + 3;
        const inner = layout.height - 8;
        const zero = top + inner * (1 + low / span);
        const tip = zero - inner * value / span;
        if (j === unit) {
          context.fillStyle = chosen;
          context.globalAlpha = 0.3;
          context.fillRect(left, top - 3, layout.width, layout.height - 2);
          context.globalAlpha = 1;
          context.fillRect(left, top + inner + 2, layout.width, 2);
        }
        context.fillStyle = line;
        context.fillRect(left, zero, layout.width, 1);
        context.fillStyle = value < 0 ? down : up;
        context.fillRect(left + 1, Math.min(zero, tip), layout.width - 2, Math.abs(tip - zero));
      });
    }
    const indexAt = ({clientX, clientY}) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor((clientX - box.left) / layout.width);
      const unit = Math.floor((clientY - box.top) / layout.height) * layout.across + column;
      return column >= 0 && column < layout.across && unit >= 0 && unit < drawn?.values.length ? unit : null;
    };
    slider(element, 'unit', () => answer.unit, indexAt, () => layout.across, () => answer.h.length);
    new ResizeObserver(draw).observe(element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    return (vectors, unit) => {
      const values = vectors[element.dataset.units];
      drawn = {values, unit};
      draw();
      describeSlider(element, label, unit, values.length - 1, `unit ${unit}: ${plainly(values[unit])}`);
    };
  });

  // --- tables

  const picked = (kind, index, chosen) => {
    const row = make('tr', {className: index === chosen ? 'chosen' : ''});
    row.dataset.pick = `${kind}:${index}`;
    return row;
  };

  const classTables = all('.classes').map(table => {
    const body = table.tBodies[0];
    const columns = table.dataset.columns.split(',');
    body.addEventListener('keydown', event => {
      const by = {ArrowUp: -1, ArrowDown: 1}[event.key];
      const next = by && body.rows[Number(pick(event.target)[1]) + by];
      if (!next) return;
      event.preventDefault();
      next.querySelector('button').focus();
      keep('class', next.rowIndex - 1);
    });
    return (vectors, chosen) => {
      const count = vectors.z.length;
      if (body.rows.length !== count) {
        body.replaceChildren(...Array.from({length: count}, (_, c) => {
          const row = picked('class', c);
          const [head, last] = [make('th'), make('td', {className: 'bar'})];
          head.append(make('button', {type: 'button', textContent: c}));
          last.append(make('i'));
          row.append(head, ...columns.map(() => make('td')), last);
          return row;
        }));
      }
      const bars = vectors[columns[columns.length - 1]];
      const low = Math.min(0, ...bars);
      const span = Math.max(0, ...bars) - low || 1;
      [...body.rows].forEach((row, c) => {
        row.classList.toggle('chosen', c === chosen);
        row.querySelector('button').tabIndex = c === chosen ? 0 : -1;
        columns.forEach((name, k) => { row.cells[1 + k].textContent = plainly(vectors[name][c]); });
        const bar = row.querySelector('i');
        bar.className = bars[c] < 0 ? 'against' : '';
        bar.style.marginLeft = `${100 * (Math.min(0, bars[c]) - low) / span}%`;
        bar.style.width = `${100 * Math.abs(bars[c]) / span}%`;
      });
    };
  });

  /** Writes the largest terms of a sum of products, the rest of them, the bias and the sum. */
  function writeTerms(name, kind, left, right, chosen, ends) {
    const products = left.map((value, i) => value * right[i]);
    const counted = products.map((_, i) => i).filter(i => left[i] !== 0);
    const sizes = i => Math.abs(products[i]);
    const shown = counted.sort((a, b) => sizes(b) - sizes(a)).slice(0, kind === 'class' ? 2 * TERMS : TERMS);
    if (!shown.includes(chosen)) shown.push(chosen);
    const rest = counted.filter(i => !shown.includes(i));
    const line = (row, head, ...cells) => {
      row.append(make('th', {textContent: head}), ...cells.map(cell => make('td', {textContent: cell})));
      return row;
    };
    const rows = shown.map(i => line(picked(kind, i, chosen), i, plainly(left[i]), plainly(right[i]), plainly(products[i])));
    if (rest.length) rows.push(line(make('tr'), `${whole(rest.length)} more`, '', '', plainly(total(rest.map(i => products[i])))));
    for (const [head, value] of ends) rows.push(line(make('tr', {className: 'end'}), head, '', '', plainly(value)));
    one(`[data-terms=${name}]`).tBodies[0].replaceChildren(...rows);
    return total(products);
  }

  function writeUpdate(shown, unit, k, i, t) {
    const {rule} = shown;
    const decay = shown.weight_decay;
    const clip = shown.clip_norm > 0 && shown.gradient_norm > shown.clip_norm ? shown.clip_norm / shown.gradient_norm : 1;
    const weights = [
      {before: shown.w2[unit][k], after: shown.w2_after[unit][k], g: shown.dw2[unit][k], slot: slot => [slot.w2[k], slot.w2_after[k]]},
      {before: shown.w1[i], after: shown.w1_after[i], g: shown.dw1[i], slot: slot => [slot.w1[i], slot.w1_after[i]]},
    ];
    const change = ({before, after}) => after == null ? null : after - before;
    const lines = [
      ['before', weight => plainly(weight.before, 7)],
      ['gradient g', weight => plainly(weight.g)],
      ...shown.slots.flatMap(slot => [0, 1].map(n => [`${slot.name} ${n ? 'after' : 'before'}`, weight => plainly(weight.slot(slot)[n])])),
      ['change', weight => plainly(change(weight))],
      ['after', weight => plainly(weight.after, 7)],
    ];
    one('.update').tBodies[0].replaceChildren(...lines.map(([head, cell]) => {
      const row = make('tr', {className: head === 'after' ? 'end' : ''});
      row.dataset.line = head;
      row.append(make('th', {textContent: head}), ...weights.map(weight => make('td', {textContent: cell(weight)})));
      return row;
    }));

    const statements = rule.formula.split(';').map(statement => statement.trim());
    if (!shown.decoupled && decay > 0) statements.unshift('g ← g + λ θ');
    const [weight] = weights;
    const values = {θ: weight.before, g: clip * weight.g, η: shown.learning_rate, λ: decay};
    for (const [name, value] of Object.entries(rule.hyperparameters)) if (SYMBOLS[name]) values[SYMBOLS[name]] = value;
    const after = {g: clip * weight.g + decay * weight.before, θ: weight.after, Δ: -change(weight) / shown.learning_rate};
    for (const slot of shown.slots) [values[slot.name], after[slot.name]] = weight.slot(slot);
    one('.rule').replaceChildren(...statements.map(inItalics));
    one('.rule-put').replaceChildren(...(shown.learning_rate > 0 ? statements : []).map(statement => {
      const [, name, sign, right] = statement.match(/^(\S+) ([←=]) (.*)$/u);
      const line = `${name} ${sign} ${putIn(right, values, t)} = ${plainly(after[name], name === 'θ' ? 7 : 4)}`;
      values[name] = after[name];
      return inItalics(line);
    }));
    return clip;
  }

  // --- the whole

  function render() {
    const shown = glimpse ?? answer;
    if (!shown || !training) return;
    const numbers = [shown.x, shown.a, shown.z, shown.p, shown.w1, shown.b2, ...shown.w2].flat();
    const isBroken = numbers.some(value => value == null);
    const isDiverged = status().state === 'diverged';
    one('.broken').hidden = !isBroken && !isDiverged;
    one('.passes').hidden = isBroken;
    one('.broken').textContent = isBroken
        ? `${status().label} has diverged: after step ${whole(shown.step)} some of its weights are no numbers any more, so that there is nothing to compute with.`
        : isDiverged ? `${status().label} has diverged: its weights have become too large for the precision that it trains in. What follows is what they come to in double precision.` : '';
    describeStanding(shown);
    if (isBroken) return;

    const {x, a, h, z, p, dz, da, w1, label, unit} = shown;
    const xw1 = x.map((value, i) => value * w1[i]);
    const within = (index, values) => index < values.length ? index : null;
    const k = pointed.class ?? within(kept.class ?? label, z) ?? label;
    const strongest = values => values.reduce((best, value, i) => Math.abs(value) > Math.abs(values[best]) ? i : best, 0);
    const i = pointed.pixel ?? within(kept.pixel ?? strongest(xw1), x) ?? 0;
    const row = shown.w2[unit];
    const most = Math.max(...z);
    const shifted = z.map(value => value - most);
    const power = shifted.map(Math.exp);
    const powers = total(power);
    const y = z.map((_, c) => (c === label ? 1 - shown.label_smoothing : 0) + shown.label_smoothing / z.length);
    const slope = SLOPES[shown.activation](a[unit], h[unit]);
    const vectors = {x, a, h, z, p, dz, da, y, shifted, power, w1, xw1, dw1: shown.dw1, w2: row, dw2: shown.dw2[unit]};

    const xw = writeTerms('a', 'pixel', x, w1, i, [['bias', shown.b1], ['sum', a[unit]]]);
    const hw = writeTerms('z', 'unit', h, shown.w2.map(weights => weights[k]), unit, [['bias', shown.b2[k]], ['sum', z[k]]]);
    const dh = total(dz.map((value, c) => value * row[c]));
    writeTerms('da', 'class', dz, row, k, [['sum', dh], ['× f′', slope], ['da', da[unit]]]);
    const factor = writeUpdate(shown, unit, k, i, shown.step + 1);

    const said = {
      i, J: unit, C: k, label, byte: Math.round(255 * x[i]), x: x[i], row: Math.floor(i / shape.columns), column: i % shape.columns,
      inputs: x.length, hidden: h.length, classes: z.length, silent: h.filter(value => value === 0).length,
      xw, b1: shown.b1, a: a[unit], minusA: -a[unit], h: h[unit], hw, b2: shown.b2[k], z: z[k], most, power: power[k], powers, p: p[k],
      pLabel: p[label], loss: shown.loss, smoothing: shown.label_smoothing, shiftedLabel: shifted[label], logPowers: Math.log(powers),
      logP: shifted[label] - Math.log(powers), guess: z.indexOf(most), blind: Math.log(z.length),
      y: y[k], dz: dz[k], dw2: shown.dw2[unit][k], dh, slope, da: da[unit], dw1: shown.dw1[i], db1: shown.db1,
      t: shown.step + 1, rate: shown.learning_rate, norm: shown.gradient_norm, clip: shown.clip_norm, factor,
    };
    for (const slot of all('[data-n]')) {
      const name = slot.dataset.n;
      slot.textContent = name === 'rule' ? shown.rule.name : ['i', 'J', 'C', 'label'].includes(name) ? said[name] : plainly(said[name]);
    }
    for (const slot of all('[data-p]')) slot.textContent = asTerm(said[slot.dataset.p]);
    const holds = {
      [shown.activation]: true, smoothed: shown.label_smoothing > 0, plain: shown.label_smoothing === 0,
      dead: slope === 0 && shown.activation === 'relu', saturated: shown.activation !== 'relu' && slope < FLAT,
      clipped: factor < 1, resting: shown.learning_rate === 0,
    };
    for (const part of all('[data-when]')) part.hidden = !holds[part.dataset.when];
    for (const table of classTables) table(vectors, k);
    for (const units of rowsOfUnits) units(vectors, unit);
    all('.field').forEach((field, n) => {
      const name = field.dataset.image;
      images[n](vectors[name], i, {x: 'The image', w1: 'Weights', xw1: 'Weights times image', dw1: 'Gradient of the weights'}[name],
          plainly(vectors[name][i]));
    });
    if (document.activeElement !== named('unit')) named('unit').value = unit;
    if (document.activeElement !== named('class')) named('class').value = k;
    named('unit').max = h.length - 1;
    named('class').max = z.length - 1;
  }

  function describeStanding(shown) {
    const {step, steps} = status();
    one('.standing output').textContent = `After step ${whole(shown.step)} of ${whole(steps)}, `
        + (training.state !== 'running' ? training.state : step > shown.step ? `now at ${whole(step)}` : 'running');
    one('.steering').hidden = isOver();
    named('now').disabled = step === shown.step && training.state !== 'running';
    named('pause').textContent = training.state === 'paused' ? 'Go on' : 'Pause';
  }

  // --- the training

  function listen() {
    stream?.close();
    stream = null;
    if (isOver()) return;
    stream = new EventSource(path`/api/trainings/${training.id}/events`);
    stream.addEventListener('step', ({data}) => {
      const news = JSON.parse(data);
      Object.assign(training.contenders[news.contender], {step: news.step, state: news.state});
      if (news.contender !== contender) return;
      if (['running', 'paused'].includes(news.state)) training.state = news.state;
      if (answer) describeStanding(glimpse ?? answer);
      if (news.state !== 'running' && answer?.step !== news.step) refresh();
    });
    stream.addEventListener('end', ({data}) => {
      stream?.close();
      Object.assign(training, JSON.parse(data));
      refresh();
    });
    // Left open, it would ask for ever.
    stream.addEventListener('error', () => {
      stream?.close();
      training.state = 'but nothing is heard of it any more: reload the page';
      if (answer) describeStanding(answer);
    });
  }

  async function steer(what) {
    Object.assign(training, await tell(path`/api/trainings/${training.id}/${what}`));
    await refresh();
  }
  named('now').addEventListener('click', refresh);
  named('step').addEventListener('click', () => steer('step'));
  named('pause').addEventListener('click', () => steer(training.state === 'paused' ? 'resume' : 'pause'));
  named('training').addEventListener('change', ({target}) => go(link('example', {training: target.value, digit})));
  named('contender').addEventListener('change', ({target}) => {
    contender = Number(target.value);
    remember({contender});
    refresh();
  });

  const choices = (select, names, chosen) => {
    select.replaceChildren(...names.map(([value, name]) => make('option', {value, textContent: name, selected: value === chosen})));
  };

  return {
    async show(values) {
      const number = name => /^\d+$/.test(values.get(name) ?? '') ? Number(values.get(name)) : null;
      trainings = await ask('/api/trainings');
      one('.none').hidden = trainings.length > 0;
      one('.magnifier').hidden = trainings.length === 0;
      if (trainings.length === 0) return;
      training = trainings.find(({id}) => id === values.get('training')) ?? trainings[trainings.length - 1];
      if (training.id !== values.get('training')) remember({training: training.id});
      contender = Math.min(number('contender') ?? 0, training.contenders.length - 1);
      digit = number('digit') ?? 0;
      kept = {unit: number('unit'), class: number('class'), pixel: number('pixel')};
      pointed = {};
      answer = null;
      one('.passes').hidden = true;
      choices(named('training'), trainings.map(({id, state}) => [id, `${id}, ${state}`]).reverse(), training.id);
      choices(named('contender'), training.contenders.map(({label}, place) => [place, label]), contender);
      named('contender').closest('label').hidden = training.contenders.length === 1;
      listen();
      await Promise.all([showStrip(), refresh()]);
    },
    hide() {
      stream?.close();
      stream = null;
      clearTimeout(waiting);
    },
  };
}
