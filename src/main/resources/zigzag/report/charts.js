'use strict';
// What the charts of all pages share. A page calls Zigzag.start(draw); draw makes its charts.
const Zigzag = (() => {
  const root = document.documentElement;
  const DASHES = [[], [7, 3], [2, 3], [10, 3, 2, 3], [15, 4]];
  const COLOURS = 7;
  const charts = new Set();

  window.addEventListener('error', event => {
    root.dataset.error = event.message;
  });

  const property = name => getComputedStyle(root).getPropertyValue(name).trim();

  /** Short text for a number: four digits, no noise. */
  function text(value) {
    if (value == null) return '–';
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 1e7) return value.toLocaleString('en-US');
    const short = Number(value.toPrecision(4));
    if (size !== 0 && (size < 1e-4 || size >= 1e7)) return short.toExponential().replace('e+', 'e');
    return String(short);
  }

  /** A curve in the look of a style number; raw values are thin and pale. */
  function series(name, style, {faint = false, points = !faint, unit = ''} = {}) {
    const colour = () => property('--c' + style % COLOURS);
    return {
      label: name,
      style: faint ? 0 : style,
      sample: () => `color-mix(in srgb, var(--c${style % COLOURS}) ${faint ? 40 : 100}%, transparent)`,
      width: faint ? 1 : 2,
      alpha: faint ? 0.3 : 1,
      stroke: colour,
      dash: faint ? [] : DASHES[style % DASHES.length],
      points: {show: points, size: 6, fill: colour},
      value: (_, value) => value == null ? '–' : text(value) + unit,
    };
  }

  /** Where a logarithmic axis spans many decades, only the lines of the powers of ten. */
  function fewLines(splits) {
    const isPower = value => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
    return splits.length <= 60 ? splits : splits.map(value => isPower(value) ? value : null);
  }

  function axis(label) {
    return {
      label,
      labelSize: 22,
      labelFont: '13px system-ui, sans-serif',
      font: '12px system-ui, sans-serif',
      stroke: () => property('--muted'),
      grid: {stroke: () => property('--grid'), width: 1},
      ticks: {stroke: () => property('--grid'), width: 1},
    };
  }

  /**
   * Draws a chart into an element, which it follows in width.
   * xLabel, yLabel: names of the axes; data: arrays, x first; curves: one series() for each further
   * array; log: a logarithmic y axis.
   */
  function chart(element, {xLabel, yLabel, data, curves, log = false}) {
    const size = () => {
      const legend = element.querySelector('.u-legend');
      return {
        width: element.clientWidth,
        height: Math.max(160, element.clientHeight - (legend ? legend.offsetHeight : 32)),
      };
    };
    const xAxis = axis(xLabel);
    const yAxis = axis(yLabel);
    xAxis.values = (_, splits) => splits.map(text);
    xAxis.incrs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
    xAxis.size = 34;
    // The axis is as wide as its longest number needs; there are none yet on the first call.
    yAxis.size = (_, labels) => 22 + 7.5 * Math.max(4, ...(labels ?? []).map(label => (label ?? '').length));
    // On a logarithmic axis the values between labelled ones come as null.
    yAxis.values = (_, splits) => splits.map(value => value == null ? '' : text(value));
    if (log) yAxis.grid.filter = yAxis.ticks.filter = (_, splits) => fewLines(splits);
    const plot = new uPlot({
      ...size(),
      scales: {x: {time: false}, y: {distr: log ? 3 : 1}},
      axes: [xAxis, yAxis],
      series: [{label: xLabel, value: (_, value) => text(value)}, ...curves],
      legend: {markers: {
        dash: (_, i) => ['solid', 'dashed', 'dotted', 'dashed', 'dashed'][curves[i - 1].style % 5],
        stroke: (_, i) => curves[i - 1].sample(),
      }},
      cursor: {focus: {prox: 24}},
      focus: {alpha: 0.4},
    }, data, element);
    // The canvas says nothing to a screen reader; the legend does, and must be in its reach.
    plot.root.querySelectorAll('.u-legend .u-series th').forEach((name, index) => {
      if (index === 0) return;
      name.tabIndex = 0;
      name.setAttribute('role', 'button');
      name.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          name.click();
        }
      });
    });
    const watch = new ResizeObserver(() => plot.setSize(size()));
    watch.observe(element);
    const made = {
      plot,
      remove() {
        watch.disconnect();
        plot.destroy();
        charts.delete(made);
      },
    };
    charts.add(made);
    return made;
  }

  /** Draws a chart anew whenever one of the controls changes. */
  function redrawn(element, controls, options) {
    let current = chart(element, options());
    for (const control of controls) {
      control.addEventListener('change', () => {
        current.remove();
        current = chart(element, options());
      });
    }
    return () => current.plot;
  }

  /** Means over a centred window of an odd number of values, as in Smoothing.java. */
  function smooth(values, window) {
    const sums = [0];
    const counts = [0];
    values.forEach((value, i) => {
      sums.push(sums[i] + (value ?? 0));
      counts.push(counts[i] + (value == null ? 0 : 1));
    });
    const half = (window - 1) / 2;
    return values.map((value, i) => {
      if (value == null) return null;
      const reach = Math.min(half, Math.max(Math.floor(half / 4), Math.min(i, values.length - 1 - i)));
      const from = Math.max(0, i - reach);
      const to = Math.min(values.length, i + reach + 1);
      return (sums[to] - sums[from]) / (counts[to] - counts[from]);
    });
  }

  function start(draw) {
    try {
      draw(JSON.parse(document.getElementById('data').textContent));
    } catch (error) {
      root.dataset.error = String(error);
      throw error;
    }
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      for (const one of charts) one.plot.redraw();
    });
    root.dataset.ready = String(charts.size);
  }

  return {chart, redrawn, series, smooth, start};
})();
