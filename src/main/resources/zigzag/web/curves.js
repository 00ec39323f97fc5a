// The charts of a training, which go on as it does.
import {chart, series} from '../report/page/chart.js';
import {text, whole} from '../report/page/format.js';
import {property} from '../report/page/looks.js';
import {find} from '../report/page/page.js';
import {smooth} from '../report/page/smoothing.js';

/** Twice the loss of a network that guesses among ten classes: what is beyond may leave a chart. */
const TOO_HIGH = 4.6;
const USUAL_RATIO = 1e-3;

/** A chart that is made as soon as there is something to draw. options: those of chart, anew for each drawing. */
function growing(element, options) {
  let made = null;
  // Of contenders that lag behind others the legend tells the last value.
  const all = () => ({carried: true, room: 1, ...options()});
  return {
    draw() {
      const next = all();
      if (!next.data[0].length) return;
      if (made) made.update(next.data, []);
      else made = chart(element, next);
    },
    /** Draws it with other axes; what is hidden stays hidden. */
    remake() {
      if (!made) return;
      const next = all();
      next.curves.forEach((curve, i) => { curve.show = made.plot.series[i + 1].show; });
      made.remove();
      made = chart(element, next);
    },
    remove() {
      made?.remove();
    },
  };
}

/** A line where most ratios are. */
function drawUsual(plot) {
  const {left, top, width, height} = plot.bbox;
  const y = plot.valToPos(USUAL_RATIO, 'y', true);
  if (!(y >= top && y <= top + height)) return;
  const context = plot.ctx;
  context.save();
  context.strokeStyle = context.fillStyle = property('--muted');
  context.setLineDash([]);
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.beginPath();
  context.moveTo(left, y);
  context.lineTo(left + width, y);
  context.stroke();
  context.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  context.fillText('usual', left + 5 * devicePixelRatio, y - 2 * devicePixelRatio);
  context.restore();
}

/**
 * Makes the charts of contenders, by their labels; each of progress is a Progress. The controls of the page say how.
 * Returns draw(changes), changes those of the learning rates, a list for each contender; remake(name), and remove().
 */
export function liveCurves(labels, progress) {
  const alone = labels.length === 1;
  const byStep = [];
  const byEpoch = [];
  const name = (place, what) => alone ? what : `${labels[place]}, ${what}`;
  const threeDigits = value => text(value, 3);
  const plain = format => labels.map((label, place) => series(label, place, {format}));

  function losses() {
    const curves = progress.map(one => one.losses);
    const group = Math.max(...curves.map(curve => curve.group));
    for (const curve of curves) curve.coarsen(group);
    const x = curves.reduce((most, curve) => curve.counts.length > most.counts.length ? curve : most).steps;
    const wanted = 2 ** find('watch-smooth').value;
    const window = 2 * Math.floor(wanted / group / 2) + 1;
    find('watch-window').textContent = window * group === 1 ? 'none' : `mean of ${whole(window * group)} steps`;
    const raw = curves.map(curve => curve.means);
    const smoothed = raw.map(values => smooth(values, window));
    find('watch-beyond').hidden = !smoothed.some(values => values.some(value => value > TOO_HIGH));
    const each = group === 1 ? 'each step' : `mean of ${whole(group)} steps`;
    return {
      xLabel: 'step',
      yLabel: 'training loss',
      log: find('watch-log').checked,
      most: TOO_HIGH,
      marks: byStep,
      data: [x, ...[...raw, ...smoothed].map(values => [...values, ...Array(x.length - values.length)])],
      curves: [
        ...labels.map((_, place) => series(name(place, 'not smoothed'), place, {faint: true, format: threeDigits})),
        ...labels.map((_, place) => series(name(place, 'smoothed'), place, {points: false, format: threeDigits})),
      ],
    };
  }

  function epochs(column, unit) {
    const latest = Math.max(...progress.map(one => one.latest));
    const first = find('watch-zero').checked || latest < 1 ? 0 : 1;
    const x = Array.from({length: Math.max(0, latest + 1 - first)}, (_, i) => first + i);
    const rows = progress.map(one => x.map(epoch => one.epochs.get(epoch)?.[column]));
    const isKnown = rows.some(values => values.some(value => value != null));
    return {
      xLabel: 'epoch',
      marks: byEpoch,
      data: [isKnown ? x : [], ...rows.map(values => values.map(value => value == null ? value : unit * value))],
    };
  }

  function ratios(layer) {
    const x = [...new Set(progress.flatMap(one => one.ratios.map(({step}) => step)))].sort((a, b) => a - b);
    const places = new Map(x.map((step, i) => [step, i]));
    const rows = progress.map(one => {
      const values = Array(x.length);
      for (const ratio of one.ratios) values[places.get(ratio.step)] = ratio[layer] > 0 ? ratio[layer] : null;
      return values;
    });
    const isKnown = rows.some(values => values.some(value => value != null));
    return {
      xLabel: 'step',
      yLabel: `change of ${layer.toUpperCase()} in a step, by its length`,
      log: true,
      marks: byStep,
      over: drawUsual,
      data: [isKnown ? x : [], ...rows],
      curves: plain(value => value.toExponential(1)),
    };
  }

  const all = {
    'watch-loss': losses,
    'watch-accuracy': () => ({
      ...epochs('validation_accuracy', 100),
      yLabel: 'validation accuracy (%)',
      curves: plain(value => `${value.toFixed(2)} %`),
    }),
    'watch-validation': () => ({
      ...epochs('validation_loss', 1),
      yLabel: 'validation loss',
      log: find('watch-epoch-log').checked,
      curves: plain(threeDigits),
    }),
    'watch-ratio1': () => ratios('w1'),
    'watch-ratio2': () => ratios('w2'),
  };
  const charts = Object.fromEntries(Object.entries(all).map(([id, options]) => [id, growing(find(id), options)]));

  return {
    draw(changes) {
      const marks = changes.flatMap((list, place) => list.map(({step, value}) => ({
        step,
        epoch: progress[place].epochAt(step),
        label: `${alone ? '' : `${labels[place]}: `}learning rate ${text(value)}`,
      })));
      byStep.splice(0, Infinity, ...marks.map(({step, label}) => ({x: step, label})));
      byEpoch.splice(0, Infinity, ...marks.filter(({epoch}) => epoch !== null).map(({epoch, label}) => ({x: epoch, label})));
      for (const each of Object.values(charts)) each.draw();
    },
    remake: id => charts[id].remake(),
    remove() {
      for (const each of Object.values(charts)) each.remove();
    },
  };
}
