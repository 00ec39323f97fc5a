import {redrawn, series} from './chart.js';
import {text} from './format.js';
import {paint, strokeCross, strokeRing} from './looks.js';
import {find, showSamples, start} from './page.js';
import {smooth, smoothing} from './smoothing.js';
import './tables.js';

start(({labels, looks, runs, steps, epoch, tuning, changes = []}) => {
  const marks = along => changes.map(change => ({x: change[along], label: change.label}));
  const threeDigits = value => text(value, 3);
  // Twice the loss of a network that guesses among ten classes: what is beyond may leave a chart.
  const GUESSING = 4.6;
  const least = values => values.reduce((a, b) => Math.min(a, b));
  const most = values => values.reduce((a, b) => Math.max(a, b));

  /**
   * The runs that speak for each label: those that did not diverge, or, if all did, all of them.
   * The latter's curves may leave the chart.
   */
  const groups = labels.map((name, place) => {
    const all = runs.filter(run => run.label === place);
    const sound = all.filter(run => !run.diverged);
    return {name, place, style: looks[place], members: sound.length ? sound : all, stray: !sound.length};
  }).filter(({members}) => members.length);

  /** Mean, lowest and highest of a label's runs where each of them has a value. */
  function summed(members, values) {
    const columns = members.map(values);
    const at = combine => columns[0].map((_, i) => {
      const row = columns.map(column => column[i] ?? null);
      return row.includes(null) ? null : combine(row);
    });
    return {
      mean: at(row => row.reduce((a, b) => a + b) / row.length),
      band: columns.length > 1 ? {low: at(least), high: at(most)} : null,
    };
  }

  /**
   * The options of a chart with a curve for each label. values: run to array; look: that of series(),
   * and reach: what ends further below the best may leave the chart.
   */
  function curves(x, values, look) {
    const drawn = groups.map(group => ({...group, ...summed(group.members, values)}));
    // One that learned nothing would press all others into one line.
    const last = ({mean}) => mean.findLast(value => value !== null) ?? -Infinity;
    const best = most(drawn.map(last));
    const far = drawn.filter(curve => last(curve) < best - (look.reach ?? Infinity));
    for (const curve of far) curve.stray = true;
    return {
      far,
      data: [x, ...drawn.map(({mean}) => mean)],
      curves: drawn.map(({name, style, stray, band}) => series(name, style, {...look, stray, band})),
    };
  }

  const slider = find('smoothing');
  const {group, window} = steps;
  const chosen = smoothing(slider, find('window'), {count: steps.step.length, group, window});
  const perStep = find('per-step');
  const loss = redrawn(find('loss'), [perStep, find('per-epoch'), find('loss-log')], () => {
    slider.disabled = !perStep.checked;
    const options = perStep.checked
        ? curves(steps.step, run => smooth(run.loss, chosen()), {points: false, format: threeDigits})
        : curves(epoch.slice(1), run => run.epochLoss.slice(1), {format: threeDigits});
    find('loss-beyond').hidden = !options.data.slice(1).flat().some(value => value > GUESSING);
    return {
      xLabel: perStep.checked ? 'step' : 'epoch',
      yLabel: perStep.checked ? 'training loss' : 'training loss, mean of the epoch',
      log: find('loss-log').checked,
      most: GUESSING,
      marks: marks(perStep.checked ? 'step' : 'epoch'),
      ...options,
    };
  });
  slider.addEventListener('input', loss.refresh);

  const accuracy = find('accuracy');
  if (accuracy) {
    // Before training a network guesses; with that on the axis all that follows looks the same.
    redrawn(accuracy, [find('from-zero')], () => {
      const first = find('from-zero').checked || epoch.length < 2 ? 0 : 1;
      const look = {format: value => value.toFixed(2) + ' %', reach: 20};
      const {far, ...options} = curves(epoch.slice(first), run => run.accuracy.slice(first), look);
      find('accuracy-beyond').hidden = far.length === 0;
      return {xLabel: 'epoch', yLabel: 'validation accuracy (%)', marks: marks('epoch'), ...options};
    });
  }

  if (tuning) {
    const tuned = tuning.curves.map(({mean, low, high, diverged, ...curve}) => {
      // A rate that diverged interrupts the line, one that was not tried does not.
      const tried = values => values.map((value, i) => value ?? (diverged.includes(i) ? null : undefined));
      return {...curve, diverged, mean: tried(mean), band: {low: tried(low), high: tried(high)}};
    });
    const ROWS = 6;
    const crosses = tuning.rates.map((_, i) => tuned.filter(({diverged}) => diverged.includes(i)).length);
    const rows = Math.min(ROWS, most(crosses));
    /** A cross at the top for each rate that diverged, a ring about the chosen one. */
    const marks = plot => {
      const {ctx, bbox} = plot;
      const ratio = devicePixelRatio;
      const taken = new Map();
      ctx.save();
      tuned.forEach((curve, index) => {
        const {show, alpha, stroke} = plot.series[index + 1];
        if (!show) return;
        ctx.globalAlpha = alpha;
        ctx.strokeStyle = stroke(plot, index + 1);
        ctx.lineWidth = 2 * ratio;
        ctx.setLineDash([]);
        for (const rate of curve.diverged) {
          const place = taken.get(rate) ?? 0;
          taken.set(rate, place + 1);
          const x = plot.valToPos(tuning.rates[rate], 'x', true) - 11 * ratio * Math.floor(place / ROWS);
          const y = bbox.top + (9 + 11 * (place % ROWS)) * ratio;
          strokeCross(ctx, x, y, 4 * ratio);
        }
        for (const rate of curve.chosen) {
          if (curve.mean[rate] == null) continue;
          const x = plot.valToPos(tuning.rates[rate], 'x', true);
          const y = plot.valToPos(curve.mean[rate], 'y', true);
          strokeRing(ctx, x, y, 8 * ratio);
        }
      });
      ctx.restore();
    };
    redrawn(find('tuning'), [find('tuning-log')], () => ({
      xLabel: 'learning rate',
      yLabel: 'validation loss',
      logX: true,
      log: find('tuning-log').checked,
      most: GUESSING,
      room: rows,
      over: marks,
      data: [tuning.rates, ...tuned.map(({mean}) => mean)],
      curves: tuned.map(({label, band}) => series(labels[label], looks[label], {band, format: threeDigits})),
    }));
  }

  showSamples();

  // All on one scale, so that they can be compared.
  const width = 88;
  const height = 22;
  const lines = new Map(groups.map(({place, members, stray}) => {
    const {mean} = summed(members, run => smooth(run.loss, window));
    return [place, {stray, logs: mean.map(value => value > 0 ? Math.log(value) : null)}];
  }));
  const settled = [...lines.values()].filter(({stray}) => !stray).flatMap(({logs}) => logs.filter(value => value !== null));
  if (settled.length) {
    const low = least(settled);
    const span = Math.min(most(settled), Math.max(low, Math.log(GUESSING))) - low || 1;
    for (const spark of document.querySelectorAll('.spark')) {
      const place = Number(spark.dataset.place);
      const {logs} = lines.get(place) ?? {logs: []};
      let path = '';
      logs.forEach((value, i) => {
        if (value === null) return;
        const x = 1 + (width - 2) * i / Math.max(1, logs.length - 1);
        const y = 2 + (height - 4) * (1 - Math.min(1, (value - low) / span));
        path += `${path ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
      });
      spark.innerHTML = `<svg width="${width}" height="${height}" aria-hidden="true"><path d="${path}"/></svg>`;
      spark.firstChild.firstChild.style.stroke = paint(looks[place]);
    }
  }
});
