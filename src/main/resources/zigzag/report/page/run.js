import {chart, redrawn, series} from './chart.js';
import {drawing, reading} from './draw.js';
import {text} from './format.js';
import {network} from './net.js';
import {find, make, start} from './page.js';
import {imageSheet} from './sheet.js';
import {smooth, smoothing} from './smoothing.js';
import './tables.js';

/** So many mistakes, and so many right answers. */
const STARTERS = 12;

start(({steps, epochs, changes = [], examples, network: trained, sure, most}) => {
  const TRAINING = 0;
  const VALIDATION = 1;
  const marks = along => changes.map(change => ({x: change[along], label: change.label}));
  const known = column => epochs[column].some(value => value != null);
  const percent = column => epochs[column].map(value => value == null ? null : 100 * value);

  // Every step, raw and smoothed.
  const slider = find('smoothing');
  const {group, window} = steps;
  const chosen = smoothing(slider, find('window'), {count: steps.loss.length, group, window});
  const raw = group === 1 ? 'each step' : `mean of ${group} steps`;
  const stepLoss = redrawn(find('step-loss'), [find('step-log')], () => ({
    xLabel: 'step',
    yLabel: 'training loss',
    data: [steps.step, steps.loss, smooth(steps.loss, chosen())],
    curves: [
      series(raw, TRAINING, {faint: true}),
      series('smoothed', TRAINING, {points: false}),
    ],
    log: find('step-log').checked,
    marks: marks('step'),
  }));
  slider.addEventListener('input', stepLoss.refresh);

  const pair = (suffix, values, format) => {
    const columns = [['training', 'train_' + suffix, TRAINING], ['validation', 'validation_' + suffix, VALIDATION]]
        .filter(([, column]) => known(column));
    return {
      data: [epochs.epoch, ...columns.map(([, column]) => values(column))],
      curves: columns.map(([name, , style]) => series(name, style, {format})),
      marks: marks('epoch'),
    };
  };
  redrawn(find('epoch-loss'), [find('epoch-log')], () => ({
    xLabel: 'epoch',
    yLabel: 'cross-entropy',
    log: find('epoch-log').checked,
    ...pair('loss', column => epochs[column], text),
  }));

  // Before training a network guesses; with that on the axis all that follows looks the same.
  redrawn(find('epoch-accuracy'), [find('from-zero')], () => {
    const accuracy = pair('accuracy', percent, value => text(value) + ' %');
    if (!find('from-zero').checked && epochs.epoch[0] === 0 && epochs.epoch.length > 1) {
      accuracy.data = accuracy.data.map(column => column.slice(1));
    }
    return {xLabel: 'epoch', yLabel: 'accuracy (%)', ...accuracy};
  });

  const single = (id, column, yLabel) => chart(find(id), {
    xLabel: 'epoch',
    yLabel,
    data: [epochs.epoch, epochs[column]],
    curves: [series(yLabel, 0)],
    marks: column === 'learning_rate' ? [] : marks('epoch'),
  });
  single('learning-rate', 'learning_rate', 'learning rate');
  single('gradient-norm', 'gradient_norm', 'gradient norm');

  if (examples) showExamples(examples);
  if (trained) showDrawing(find('draw'));

  function showDrawing(section) {
    section.hidden = false;
    const net = network(trained);
    const drawn = drawing(section, net);
    drawn.readBy([reading(section.querySelector('.answer'), section.querySelector('.units'), net, {sure, most})]);
    if (examples && examples.rows === net.rows && examples.columns === net.columns) drawn.offer(starters(examples));
  }

  /** The worst mistakes to start a drawing from, and right answers beside them, one of each class as far as there is room. */
  function starters({all, rows, columns}) {
    const sheet = imageSheet(examples);
    const right = all.map((_, place) => place).filter(place => all[place][1] === all[place][2])
        .slice(0, STARTERS).sort((a, b) => all[a][1] - all[b][1]);
    return [...sheet.mistakes.slice(0, STARTERS), ...right].map(place => ({
      title: `Start from #${all[place][0]}, ${sheet.words(place)}`,
      picture: sheet.span(place),
      image: async () => ({rows, columns, pixels: await sheet.pixels(place)}),
    }));
  }

  /** Makes each cell of the confusion matrix a button that shows its digits. */
  function showExamples(shown) {
    const {all} = shown;
    const sheet = imageSheet(shown);
    const digits = find('digits');
    const cells = [...find('confusion').querySelectorAll('[data-true]')];
    const classes = Math.sqrt(cells.length);
    /** The places on the sheet of each cell's digits. */
    const places = cells.map(() => []);
    all.forEach(([, truth, predicted], place) => places[truth * classes + predicted].push(place));

    function digit([index, truth, predicted, probability], place) {
      const figure = make('figure');
      const caption = make('figcaption');
      caption.append(`${truth} → ${predicted}, ${(100 * probability).toFixed(1)} %`, make('br'), `#${index}`);
      figure.append(sheet.span(place), caption);
      return figure;
    }

    function show(title, chosen) {
      find('cell').textContent = title;
      digits.replaceChildren(...chosen.map(place => digit(all[place], place)));
    }

    function choose(cell) {
      const i = cells.indexOf(cell);
      const chosen = places[i];
      const [truth, predicted] = [Math.floor(i / classes), i % classes];
      for (const other of cells) other.classList.toggle('chosen', other === cell);
      const what = truth === predicted
          ? `${truth} read as ${truth}, the least sure`
          : `${truth} taken for ${predicted}, the surest`;
      show(chosen.length ? `${what} ${chosen.length}` : `${truth} taken for ${predicted}: none`, chosen);
    }

    // An image to a screen reader has no buttons in it.
    const svg = find('confusion').querySelector('svg');
    svg.setAttribute('role', 'group');
    cells.forEach((cell, i) => {
      cell.setAttribute('role', 'button');
      cell.setAttribute('tabindex', i === 0 ? 0 : -1);
      cell.setAttribute('aria-label', `${Math.floor(i / classes)} taken for ${i % classes}, ${places[i].length} to show`);
      cell.addEventListener('click', () => choose(cell));
      cell.addEventListener('keydown', event => {
        const row = Math.floor(i / classes);
        const to = {
          ArrowLeft: i % classes ? i - 1 : i,
          ArrowRight: i % classes < classes - 1 ? i + 1 : i,
          ArrowUp: row ? i - classes : i,
          ArrowDown: row < classes - 1 ? i + classes : i,
        }[event.key];
        if (event.key === 'Enter' || event.key === ' ') choose(cell);
        else if (to === undefined) return;
        else {
          cell.setAttribute('tabindex', -1);
          cells[to].setAttribute('tabindex', 0);
          cells[to].focus();
        }
        event.preventDefault();
      });
    });
    const surest = sheet.mistakes.slice(0, 12);
    show(surest.length ? 'The mistakes it was surest of' : 'No mistakes', surest);
    find('examples').hidden = false;
  }
});
