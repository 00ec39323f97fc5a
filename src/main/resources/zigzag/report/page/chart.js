// Curves over two axes, drawn by uPlot, and their legend.
import {text} from './format.js';
import {colour, dashes, markers, property, sample} from './looks.js';
import {logMarks} from './ticks.js';

/** All that are drawn. */
export const charts = new Set();

/**
 * A curve in the look of a style number; raw values are thin and pale.
 * format: value to text for the legend; band: arrays low and high about the curve; stray: whether the y axis need not show all of it.
 */
export function series(name, style, {faint = false, points = !faint, format = text, band = null, stray = false} = {}) {
  const stroke = () => colour(style);
  return {
    label: name,
    sample: () => sample(style, {faint, points}),
    band,
    stray,
    width: faint ? 1 : 2,
    alpha: faint ? 0.3 : 1,
    stroke,
    dash: faint ? [] : dashes(style),
    // Markers that touch say nothing.
    points: {show: (_, index, from, to) => points && to - from <= 40, size: 7, width: 0, fill: stroke, paths: markers(style)},
    format,
  };
}

/** A little more than the values, so that none lies on the frame, and room for rows of marks. */
function padded(low, high, log, rows) {
  if (!log) {
    const [from, to] = uPlot.rangeNum(low, high, 0.1, true);
    return [from, to + 0.03 * rows * (to - from)];
  }
  const ratio = low === high ? 4 : high / low;
  return [low / ratio ** 0.04, high * ratio ** (0.04 + 0.035 * rows)];
}

function axis(label, log) {
  const shared = {
    label,
    labelSize: 22,
    labelFont: '13px system-ui, sans-serif',
    font: '12px system-ui, sans-serif',
    stroke: () => property('--muted'),
    grid: {stroke: () => property('--grid'), width: 1},
    ticks: {stroke: () => property('--grid'), width: 1},
    values: (_, splits) => splits.map(split => text(split)),
  };
  if (log) {
    // uPlot draws no axis for which it finds no even steps, though this one has none.
    shared.incrs = (_, index, low, high) => [Math.max(5, high - low)];
    shared.splits = (_, index, low, high) => logMarks(low, high);
    shared.filter = (_, splits) => splits;
  }
  return shared;
}

/** What the y axis must show: the curves that are on, with their bands, as far as it goes. */
function extent(plot, curves, log, most) {
  const [from, to] = plot.series[0].idxs;
  const shown = curves.map((curve, i) => ({curve, i: i + 1})).filter(({i}) => plot.series[i].show);
  const settled = shown.filter(({curve}) => !curve.stray);
  let low = Infinity;
  let high = -Infinity;
  for (const {curve, i} of settled.length ? settled : shown) {
    for (const values of curve.band ? [curve.band.low, curve.band.high] : [plot.data[i]]) {
      for (let j = from; j <= to; j++) {
        const value = values[j];
        if (value == null || (log && value <= 0)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) return null;
  return [low, low < most ? Math.min(high, most) : high];
}

/** The indices of values between gaps, which are null; undefined is no gap, as in uPlot. */
function stretches(values) {
  const all = [[]];
  values.forEach((value, i) => {
    if (value != null) all[all.length - 1].push(i);
    else if (value === null) all.push([]);
  });
  return all.filter(indices => indices.length);
}

/** Fills the bands of the curves that are on, below all lines. */
function fillBands(plot, curves) {
  const {left, top, width, height} = plot.bbox;
  const context = plot.ctx;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  curves.forEach((curve, i) => {
    const {show, alpha} = plot.series[i + 1];
    if (!show || !curve.band) return;
    const at = (values, j) => {
      const y = plot.valToPos(values[j], 'y', true);
      return [plot.valToPos(plot.data[0][j], 'x', true), Number.isFinite(y) ? y : top + height];
    };
    context.globalAlpha = 0.18 * alpha;
    context.fillStyle = curve.stroke();
    context.beginPath();
    for (const stretch of stretches(curve.band.low)) {
      context.moveTo(...at(curve.band.high, stretch[0]));
      for (const j of stretch) context.lineTo(...at(curve.band.high, j));
      for (const j of stretch.reverse()) context.lineTo(...at(curve.band.low, j));
      context.closePath();
    }
    context.fill();
  });
  context.restore();
}

/** Lines at moments at which something was changed, and what they say; of very many, the lines alone. */
function drawMarks(plot, marks) {
  const {left, top, width, height} = plot.bbox;
  const context = plot.ctx;
  const size = 12 * devicePixelRatio;
  context.save();
  context.strokeStyle = context.fillStyle = property('--muted');
  context.font = `${size}px system-ui, sans-serif`;
  context.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  marks.forEach(({x, label}, i) => {
    const at = plot.valToPos(x, 'x', true);
    if (!(at >= left && at <= left + width)) return;
    context.beginPath();
    context.moveTo(at, top);
    context.lineTo(at, top + height);
    context.stroke();
    if (marks.length > 12) return;
    const late = at > left + width * 2 / 3;
    context.textAlign = late ? 'right' : 'left';
    context.fillText(label, at + (late ? -5 : 5), top + size * (1.2 + 1.4 * (i % 6)));
  });
  context.restore();
}

/** The chart in words, on its canvas: what it shows, and where each curve begins and ends. */
function describe(plot, curves, element, {xLabel, yLabel, xText, marks}) {
  const ends = curves.map(({label, format}, i) => {
    const values = plot.data[i + 1];
    const known = values.map((value, at) => value == null ? -1 : at).filter(at => at >= 0);
    if (!known.length) return `${label}: no values`;
    const end = at => `${format(values[at])} at ${xText(plot.data[0][at])}`;
    return `${label}: ${end(known[0])} to ${end(known.at(-1))}`;
  });
  const canvas = plot.root.querySelector('canvas');
  const name = element.parentElement.querySelector('h2, h3').textContent;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${name}. ${yLabel || 'Values'} over ${xLabel}. ${[...ends, ...marks.map(({x, label}) => `${label} from ${xText(x)} on`)].join('; ')}.`);
}

/** The legend, too, must be in a screen reader's reach. */
function openLegend(plot, curves) {
  plot.root.querySelectorAll('.u-legend .u-series th').forEach((name, index) => {
    if (index === 0) return;
    name.querySelector('.u-marker').replaceWith(curves[index - 1].sample());
    name.tabIndex = 0;
    name.setAttribute('role', 'button');
    name.setAttribute('aria-pressed', String(plot.series[index].show));
    name.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        name.dispatchEvent(new MouseEvent('click', {bubbles: true, ctrlKey: event.ctrlKey}));
      }
    });
  });
}

/**
 * Draws a chart into an element, which it follows in width.
 * xLabel, yLabel: names of the axes; data: arrays, x first; curves: one series() for each further
 * array; log, logX: logarithmic axes; zeroAt: the x that stands for 0 on a logarithmic axis; most: the y axis need not go further; room: for so many rows
 * of marks above the curves; over: draws on top of it all; marks: moments at which something was changed, as {x, label};
 * wholeX: whether x counts something; carried: where a curve has no point of its own (undefined), the legend tells its last one.
 */
export function chart(element, {
  xLabel, yLabel, data, curves, log = false, logX = false, zeroAt = null, most = Infinity, room = 0, over = null, marks = [], wholeX = true, carried = false,
}) {
  // With many curves a legend within the height of the element would leave none for the plot.
  const grows = element.classList.contains('grows');
  const size = () => {
    const legend = element.querySelector('.u-legend');
    const taken = grows ? 0 : legend ? legend.offsetHeight : 32;
    const height = grows ? parseFloat(getComputedStyle(element).getPropertyValue('--plot')) : element.clientHeight;
    return {width: element.clientWidth, height: Math.max(160, height - taken)};
  };
  const xAxis = axis(xLabel, logX);
  const yAxis = axis(yLabel, log);
  if (wholeX) xAxis.incrs ??= [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
  xAxis.size = 34;
  const xText = value => value === zeroAt ? '0' : text(value);
  if (zeroAt !== null) {
    xAxis.splits = (_, index, low, high) => [
      ...low <= zeroAt ? [zeroAt] : [], ...logMarks(Math.max(low, 2 * zeroAt), high)];
    xAxis.values = (_, splits) => splits.map(xText);
  }
  // The axis is as wide as its longest number needs; there are none yet on the first call.
  yAxis.size = (_, labels) => 22 + 7.5 * Math.max(4, ...(labels ?? []).map(label => (label ?? '').length));
  const last = (values, at) => {
    while (at > 0 && values[at] === undefined) at--;
    return values[at];
  };
  const value = curve => (plot, own, index, at) => {
    const value = carried && at != null ? last(plot.data[index], at) : own;
    if (value == null) return '–';
    const {format, band} = curve;
    return format(value) + (band && at != null ? ` (${format(band.low[at])} to ${format(band.high[at])})` : '');
  };
  // With no pointer on the chart the legend tells the values at its right end.
  const showEnd = plot => {
    if ((!logX || zeroAt !== null) && !(plot.cursor.left >= 0)) plot.setLegend({idx: plot.series[0].idxs[1]});
  };
  const drawn = [plot => drawMarks(plot, marks), ...over ? [over] : [], showEnd];
  const longest = Math.max(...curves.map(({label}) => label.length));
  element.style.setProperty('--entry', `${Math.round(230 + 8 * longest)}px`);
  const plot = new uPlot({
    ...size(),
    scales: {
      x: {time: false, distr: logX ? 3 : 1, ...(logX && {range: (_, low, high) => padded(low, high, true, 0)})},
      y: {
        distr: log ? 3 : 1,
        range: plot => {
          const values = extent(plot, curves, log, most);
          return values ? padded(...values, log, room) : [null, null];
        },
      },
    },
    axes: [xAxis, yAxis],
    series: [
      {label: xLabel, value: (_, value) => value == null ? text(value) : xText(value)},
      ...curves.map(({band, ...curve}, i) => ({...curve, value: value(curves[i])})),
    ],
    cursor: {focus: {prox: 24}},
    focus: {alpha: 0.4},
    hooks: {
      drawAxes: [plot => fillBands(plot, curves)],
      setSeries: [(plot, index, {show}) => {
        const name = plot.root.querySelectorAll('.u-legend .u-series th')[index];
        if (show != null && name) name.setAttribute('aria-pressed', String(show));
      }],
      draw: drawn,
      setCursor: [showEnd],
    },
  }, data, element);
  openLegend(plot, curves);
  const words = () => describe(plot, curves, element, {xLabel, yLabel, xText, marks});
  words();
  const watch = new ResizeObserver(() => plot.setSize(size()));
  watch.observe(element);
  const made = {
    plot,
    curves,
    /** Other values for the same curves; what is zoomed stays zoomed, and a chart of all of them one of all. */
    update(data, bands) {
      curves.forEach((curve, i) => { curve.band = bands[i]; });
      const {min, max} = plot.scales.x;
      const isWhole = min <= plot.data[0][0] && max >= plot.data[0].at(-1);
      plot.setData(data, isWhole);
      if (!isWhole) plot.setScale('x', {min, max});
      words();
    },
    remove() {
      watch.disconnect();
      plot.destroy();
      charts.delete(made);
    },
  };
  charts.add(made);
  return made;
}

/**
 * Draws a chart anew whenever one of the controls changes; what is hidden stays hidden.
 * Returns the chart as it is and a way to give it the values of new options.
 */
export function redrawn(element, controls, options) {
  let current = chart(element, options());
  for (const control of controls) {
    control.addEventListener('change', () => {
      const hidden = new Set(current.plot.series.filter(({show}) => !show).map(({label}) => label));
      const next = options();
      for (const curve of next.curves) curve.show = !hidden.has(curve.label);
      current.remove();
      current = chart(element, next);
    });
  }
  return {
    plot: () => current.plot,
    refresh() {
      const {data, curves} = options();
      current.update(data, curves.map(({band}) => band));
    },
  };
}
