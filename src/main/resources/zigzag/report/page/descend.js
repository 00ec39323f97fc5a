import {descend, single} from './descent.js';
import {text} from './format.js';
import {colour, dashes, property, sample, strokeCross, strokeRing} from './looks.js';
import {find, make, showSamples, start} from './page.js';
import {player} from './player.js';
import './tables.js';
import {evenMarks} from './ticks.js';

start(({window: [xLow, xHigh, yLow, yHigh], places, contours, minima, steps, surface, hessian, styles, paths}) => {

  const descent = (rule, values, from) => descend({surface, hessian}, rule, values, from, steps);
  const near = (one, other) => Math.abs(one - other) <= 1e-5 * (1 + Math.abs(other));
  const same = (one, other) => one.x.length === other.x.length
      && one.x.every((x, i) => near(x, other.x[i]) && near(one.y[i], other.y[i]));
  const began = [paths[0].x[0], paths[0].y[0]];
  const computable = paths.filter(path => path.computable);
  let agrees = true;
  for (const path of computable) agrees &&= same(descent(path.rule, path.values, began), path);
  if (computable.length) document.documentElement.dataset.agrees = String(agrees);
  find('disagrees').hidden = agrees;
  const movable = agrees && computable.length === paths.length;

  // What is shown now; paths stays what the program computed.
  let origin = began;
  const shown = paths.map((path, i) => ({...path, style: styles[i], rate: path.values.learningRate, visible: true}));
  const slider = find('step');
  const canvas = find('plane');
  slider.max = steps;
  slider.value = steps;

  /** The plot within the canvas, in CSS pixels. */
  function frame() {
    const width = canvas.clientWidth;
    const left = 34;
    const plot = width - left - 8;
    // On a phone the picture may be taller than the window's own shape.
    const aspect = Math.min(1, Math.max(plot < 450 ? 0.75 : 0.5, (yHigh - yLow) / (xHigh - xLow)));
    return {width, left, top: 8, plot, tall: plot * aspect, height: plot * aspect + 34};
  }

  function draw() {
    const {width, left, top, plot, tall, height} = frame();
    const ratio = devicePixelRatio;
    canvas.style.height = height + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    const limit = value => Math.max(-1e6, Math.min(1e6, value));
    const across = x => limit(left + plot * (x - xLow) / (xHigh - xLow));
    const down = y => limit(top + tall * (yHigh - y) / (yHigh - yLow));

    ctx.font = '13px system-ui, sans-serif';
    ctx.fillStyle = property('--muted');
    ctx.textAlign = 'center';
    for (const x of evenMarks(xLow, xHigh, Math.max(3, plot / 70))) ctx.fillText(String(x), across(x), top + tall + 18);
    ctx.textAlign = 'right';
    for (const y of evenMarks(yLow, yHigh, Math.max(3, tall / 45))) ctx.fillText(String(y), left - 6, down(y) + 4);
    ctx.strokeStyle = property('--muted');
    ctx.strokeRect(left, top, plot, tall);

    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, plot, tall);
    ctx.clip();
    ctx.globalAlpha = 0.42;
    ctx.beginPath();
    for (const line of contours) {
      for (let i = 0; i < line.length; i += 2) {
        const x = left + plot * line[i] / places;
        const y = top + tall * (1 - line[i + 1] / places);
        if (i === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      }
    }
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.lineJoin = 'round';
    const to = Number(slider.value);
    const size = (plot < 450 ? 0.75 : 1) * (to > 100 ? 0.6 : 1);
    const visible = shown.filter(path => path.visible);
    const lastOf = path => Math.min(to, path.x.length - 1);
    const dot = (path, i, radius) => {
      ctx.beginPath();
      ctx.arc(across(path.x[i]), down(path.y[i]), radius, 0, 2 * Math.PI);
      ctx.fill();
    };
    for (const path of visible) {
      ctx.strokeStyle = ctx.fillStyle = colour(path.style);
      ctx.lineWidth = 2;
      ctx.setLineDash(dashes(path.style));
      ctx.beginPath();
      for (let i = 0; i <= lastOf(path); i++) ctx.lineTo(across(path.x[i]), down(path.y[i]));
      ctx.stroke();
      for (let i = 0; i <= lastOf(path); i++) dot(path, i, 3 * size);
    }
    // On top of all paths, since those in a valley lie on one another.
    for (const path of visible) {
      ctx.fillStyle = property('--background');
      dot(path, lastOf(path), 6.5 * size);
      ctx.fillStyle = colour(path.style);
      dot(path, lastOf(path), 5 * size);
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = property('--ink');
    ctx.lineWidth = 2;
    for (const [x, y] of minima) strokeCross(ctx, across(x), down(y), 5);
    strokeRing(ctx, across(origin[0]), down(origin[1]), 7);
    ctx.restore();
  }

  function zigzag({x, y}, last) {
    let length = 0;
    for (let i = 1; i <= last; i++) length += Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
    const straight = Math.hypot(x[last] - x[0], y[last] - y[0]);
    return straight > 0 ? (length / straight).toFixed(2) : '–';
  }

  /** What a path has come to: its height, and whether it went away. */
  function outcome({x, y, f, diverged}, last, to) {
    if (diverged && last < to) return 'diverged';
    // A path may leave the frame and come back; what ends there, higher than it began, does not.
    const gone = at => f[at] > f[0] && (x[at] < xLow || x[at] > xHigh || y[at] < yLow || y[at] > yHigh);
    return (gone(last) && gone(x.length - 1) ? 'diverged, f ' : 'f ') + text(f[last], 3);
  }

  const course = find('course').textContent;
  function show() {
    const to = Number(slider.value);
    find('at').textContent = `${text(to)} of ${text(steps)}`;
    const from = origin.map(value => Number(value.toPrecision(6))).join(', ');
    find('course').textContent = moved() ? course.replace(/from \([^)]*\)/, `from (${from})`) : course;
    shown.forEach((path, i) => {
      const last = Math.min(to, path.x.length - 1);
      outputs[i].rate.textContent = 'lr ' + text(path.rate, 3);
      outputs[i].zigzag.textContent = 'zigzag ' + zigzag(path, last);
      outputs[i].height.textContent = outcome(path, last, to);
    });
    const names = shown.filter(({visible}) => visible)
        .map(path => `${path.label}: ${outcome(path, Math.min(to, path.x.length - 1), to)}`);
    canvas.setAttribute('aria-label',
        `The paths of the optimizers over the contour lines of the function, after ${to} of ${steps} steps. ${names.join('; ')}.`);
    draw();
  }

  const moved = () => origin[0] !== began[0] || origin[1] !== began[1];

  /** Computes anew what was changed; what was not stays as the program computed it. */
  function recompute() {
    shown.forEach((path, i) => {
      if (!path.computable) return;
      const changed = moved() || path.rate !== paths[i].values.learningRate;
      const {x, y, f, diverged} = changed
          ? descent(path.rule, {...path.values, learningRate: path.rate}, origin)
          : paths[i];
      Object.assign(path, {x, y, f, diverged});
    });
    show();
  }

  const outputs = shown.map(path => {
    const row = make('div');
    const box = make('input', {type: 'checkbox', checked: true});
    const label = make('label');
    label.append(box, sample(path.style, {points: false}), path.label);
    box.addEventListener('change', () => {
      path.visible = box.checked;
      show();
    });
    const [rate, zigzag, height] = [make('output'), make('output'), make('output')];
    const place = make('span', {className: 'slider'});
    let reset = () => {};
    if (path.computable && agrees) {
      // Logarithmic: from a hundredth of the rate to ten times it.
      const range = make('input', {type: 'range', min: -200, max: 100, value: 0, step: 1});
      range.setAttribute('aria-label', `learning rate of ${path.label}`);
      range.dataset.rule = path.rule;
      const rateAt = place => path.values.learningRate * 10 ** (place / 100);
      const ends = [range.min, range.max].map(end => text(rateAt(end), 3));
      const choose = () => {
        path.rate = rateAt(range.value);
        range.setAttribute('aria-valuetext', `${text(path.rate, 3)}, from ${ends.join(' to ')}`);
      };
      range.addEventListener('input', () => {
        choose();
        recompute();
      });
      const [least, most] = ends.map(end => make('small', {textContent: end}));
      place.append(least, range, most);
      reset = () => {
        range.value = 0;
        choose();
      };
      reset();
    }
    row.append(label, rate, place, zigzag, height);
    find('rules').append(row);
    return {rate, zigzag, height, reset};
  });

  // Play goes through all steps in some seconds.
  player(find('play'), slider, show, Math.max(1, Math.round(steps / 240)), Math.min(200, Math.max(33, 6000 / steps)));

  const fields = [find('start-x'), find('start-y')];
  const startAt = place => {
    origin = place;
    fields.forEach((field, i) => { field.value = Number(place[i].toPrecision(6)); });
    recompute();
  };
  find('starts').hidden = computable.length === 0 || !agrees;
  fields.forEach((field, i) => {
    field.value = Number(began[i].toPrecision(6));
    field.parentElement.hidden = !movable;
    field.addEventListener('change', () => {
      const value = field.valueAsNumber;
      if (Number.isFinite(value) && Math.abs(value) <= 1e15) startAt(origin.map((old, j) => j === i ? single(value) : old));
    });
  });
  find('reset').addEventListener('click', () => {
    outputs.forEach(({reset}) => reset());
    startAt(began);
  });
  find('drag').hidden = !movable;
  if (movable) {
    canvas.classList.add('draggable');
    let dragging = false;
    const place = event => {
      const box = canvas.getBoundingClientRect();
      const {left, top, plot, tall} = frame();
      const within = share => Math.max(0, Math.min(1, share));
      return [
        single(xLow + (xHigh - xLow) * within((event.clientX - box.left - left) / plot)),
        single(yHigh - (yHigh - yLow) * within((event.clientY - box.top - top) / tall)),
      ];
    };
    canvas.addEventListener('pointerdown', event => {
      const [x, y] = place(event);
      const {plot, tall} = frame();
      const far = Math.hypot((x - origin[0]) / (xHigh - xLow) * plot, (y - origin[1]) / (yHigh - yLow) * tall);
      if (far > 24) return;
      dragging = true;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (dragging) startAt(place(event));
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { dragging = false; });
  }

  showSamples({points: false});
  new ResizeObserver(draw).observe(canvas.parentElement);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  show();
});
