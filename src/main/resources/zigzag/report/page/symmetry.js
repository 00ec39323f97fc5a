import {chart, series} from './chart.js';
import {text, whole} from './format.js';
import {paint, shape} from './looks.js';
import {find, make, showSamples, start} from './page.js';
import {player} from './player.js';
import './tables.js';

start(({steps, zeroAt, hidden, output, inits}) => {
  const slider = find('step');

  showSamples();

  /** Bars as high as the square roots of shares, which are ten-thousandths. */
  function histogram(svg, shares) {
    const width = 200 / shares.length;
    svg.querySelector('path').setAttribute('d', shares.map((share, bin) => share
        ? `M${(bin * width).toFixed(2)} 70v${(-0.7 * Math.sqrt(share)).toFixed(2)}h${(0.92 * width).toFixed(2)}V70z`
        : '').join(''));
  }

  const cards = [...document.querySelectorAll('.init')].map((card, i) => {
    for (const [name, ends] of Object.entries({hidden, output})) {
      const svg = card.querySelector(`.histogram.${name}`);
      const bars = shape('path');
      bars.style.fill = paint(inits[i].style);
      svg.append(bars);
      const labels = svg.nextElementSibling.children;
      labels[0].textContent = text(ends[0]);
      labels[2].textContent = text(ends[1]);
    }
    return {...inits[i], card, facts: card.querySelectorAll('.facts dd')};
  });

  /** Shows a recorded step; a network that stopped before it stays at its last one. */
  function show(index) {
    const step = whole(steps[index]);
    find('at').textContent = `step ${step} of ${whole(steps.at(-1))}`;
    slider.setAttribute('aria-valuetext', `step ${step}`);
    for (const init of cards) {
      const row = init.at.findLastIndex(at => at <= index);
      const then = `of ${init.name} at step ${whole(steps[init.at[row]])}`;
      for (const [kind, what] of Object.entries({units: 'Incoming weights', cosines: 'Cosines between units'})) {
        const image = init.card.querySelector('.' + kind);
        image.src = 'data:image/png;base64,' + init[kind][row];
        image.alt = `${what} ${then}`;
      }
      for (const kind of ['hidden', 'output']) {
        const svg = init.card.querySelector(`.histogram.${kind}`);
        histogram(svg, init[kind][row]);
        svg.setAttribute('aria-label', `Histogram of the ${kind} layer ${then}`);
      }
      init.facts.forEach((fact, i) => { fact.textContent = init.figures[row][i]; });
    }
  }

  player(find('play'), slider, show, 1, 800);
  // A reload may have kept the slider where it was.
  show(Number(slider.value));

  /** How many later curves cover one all along. */
  function covering(columns, i) {
    const values = columns.flat().filter(value => value !== null);
    const same = 0.005 * (Math.max(...values) - Math.min(...values, 0));
    return columns.slice(i + 1).filter(other => other.every((value, j) =>
      value === null || columns[i][j] === null
        ? value === columns[i][j]
        : Math.abs(value - columns[i][j]) <= same)).length;
  }

  const places = steps.map(step => step === 0 ? zeroAt : step);
  for (const place of document.querySelectorAll('#charts > div')) {
    const {column} = place.dataset;
    const percent = 'percent' in place.dataset;
    const columns = inits.map(({values}) => values[column].map(value => percent && value !== null ? 100 * value : value));
    const drawn = columns.flat().filter(value => value !== null);
    if (!drawn.length) {
      place.append(make('p', {className: 'hint', textContent: 'not recorded'}));
      continue;
    }
    const element = make('div', {className: 'chart grows'});
    const positive = drawn.filter(value => value > 0);
    // Curves over several powers of ten, as those of gradients and losses, need a logarithmic axis.
    const log = /norm|loss/.test(column) && positive.length > 0 && Math.max(...positive) > 50 * Math.min(...positive);
    place.append(element);
    if (log && positive.length < drawn.length) {
      place.append(make('p', {className: 'hint', textContent: 'What is 0 has no place on this logarithmic axis.'}));
    }
    chart(element, {
      xLabel: 'step',
      yLabel: '',
      logX: true,
      zeroAt: steps[0] === 0 ? zeroAt : null,
      log,
      data: [places, ...columns.map(values => values.map(value => log && value <= 0 ? null : value))],
      curves: inits.map(({name, style}, i) => {
        const curve = series(name, style);
        const over = covering(columns, i);
        return over ? {...curve, width: 2 + 4 * over, dash: []} : curve;
      }),
    });
  }
});
