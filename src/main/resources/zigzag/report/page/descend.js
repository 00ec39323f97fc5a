'use strict';
Zigzag.start(({window: [xLow, xHigh, yLow, yHigh], places, contours, minima, steps, surface, hessian, styles, paths}) => {
  const find = id => document.getElementById(id);
  const root = document.documentElement;
  const single = Math.fround;

  // The surfaces of QuadraticSurface.java and ClassicSurface.java: value and slope.
  const [a, b, c] = hessian;
  const quadratic = {
    value: (x, y) => 0.5 * (a * x * x + 2 * b * x * y + c * y * y),
    slope: (x, y) => [a * x + b * y, b * x + c * y],
  };
  const surfaces = {
    bowl: quadratic,
    ravine: quadratic,
    beale: {
      value: (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y * y * y) ** 2,
      slope(x, y) {
        const p = 1.5 - x + x * y;
        const q = 2.25 - x + x * y * y;
        const r = 2.625 - x + x * y * y * y;
        return [
          2 * (p * (y - 1) + q * (y * y - 1) + r * (y * y * y - 1)),
          2 * x * (p + 2 * q * y + 3 * r * y * y),
        ];
      },
    },
    rosenbrock: {
      value: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      slope(x, y) {
        const valley = y - x * x;
        return [-2 * (1 - x) - 400 * x * valley, 200 * valley];
      },
    },
    himmelblau: {
      value: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
      slope(x, y) {
        const p = x * x + y - 11;
        const q = x + y * y - 7;
        return [4 * p * x + 2 * q, 2 * p + 4 * q * y];
      },
    },
    rastrigin: {
      value: (x, y) => 20 + x * x - 10 * Math.cos(2 * Math.PI * x) + y * y - 10 * Math.cos(2 * Math.PI * y),
      slope: (x, y) => [
        2 * x + 20 * Math.PI * Math.sin(2 * Math.PI * x),
        2 * y + 20 * Math.PI * Math.sin(2 * Math.PI * y),
      ],
    },
    saddle: {
      value: (x, y) => x * x / 2 + y * y * y * y / 4 - y * y / 2,
      slope: (x, y) => [x, y * y * y - y],
    },
  };

  // The update rules of zigzag.optimizer, each operation rounded to single precision as there.
  // Each returns a function that takes a coordinate, its slope and its memory to the new coordinate.
  const rules = {
    sgd: ({learningRate}) => () => (p, g) => single(p - single(single(learningRate) * g)),
    momentum: ({learningRate, momentum}) => () => (p, g, memory) => {
      memory[0] = single(single(single(momentum) * memory[0]) - single(single(learningRate) * g));
      return single(p + memory[0]);
    },
    adagrad: ({learningRate, epsilon}) => () => (p, g, memory) => {
      memory[0] = single(memory[0] + single(g * g));
      return single(p - single(single(single(learningRate) * g) / single(single(Math.sqrt(memory[0])) + single(epsilon))));
    },
    adam: ({learningRate, beta1, beta2, epsilon}) => t => {
      const corrected = Math.sqrt(1 - beta2 ** t);
      const size = single(learningRate * corrected / (1 - beta1 ** t));
      const e = single(epsilon * corrected);
      return (p, g, memory) => {
        memory[0] = single(single(single(beta1) * memory[0]) + single(single(1 - beta1) * g));
        memory[1] = single(single(single(beta2) * memory[1]) + single(single(single(1 - beta2) * g) * g));
        return single(p - single(single(size * memory[0]) / single(single(Math.sqrt(memory[1])) + e)));
      };
    },
  };

  /** Descends as Descent.java does. */
  function descend(rule, values, [startX, startY]) {
    const {value, slope} = surfaces[surface];
    const update = rules[rule](values);
    const place = [single(startX), single(startY)];
    const memory = [[0, 0], [0, 0]];
    const path = {x: [place[0]], y: [place[1]], f: [value(...place)], diverged: false};
    for (let t = 1; t <= steps; t++) {
      const slopes = slope(...place).map(single);
      const step = update(t);
      for (const i of [0, 1]) place[i] = step(place[i], slopes[i], memory[i]);
      const height = value(...place);
      if (![...place, height].every(Number.isFinite)) return {...path, diverged: true};
      path.x.push(place[0]);
      path.y.push(place[1]);
      path.f.push(height);
    }
    return path;
  }

  const near = (one, other) => Math.abs(one - other) <= 1e-5 * (1 + Math.abs(other));
  const same = (one, other) => one.x.length === other.x.length
      && one.x.every((x, i) => near(x, other.x[i]) && near(one.y[i], other.y[i]));
  const began = [paths[0].x[0], paths[0].y[0]];
  const computable = paths.filter(path => path.computable);
  let agrees = true;
  for (const path of computable) agrees &&= same(descend(path.rule, path.values, began), path);
  if (computable.length) root.dataset.agrees = String(agrees);
  find('disagrees').hidden = agrees;
  const movable = agrees && computable.length === paths.length;

  // What is shown now; paths stays what the program computed.
  let start = began;
  const shown = paths.map((path, i) => ({...path, style: styles[i], rate: path.values.learningRate, visible: true}));
  const slider = find('step');
  const canvas = find('plane');
  slider.max = steps;
  slider.value = steps;

  const property = name => getComputedStyle(root).getPropertyValue(name).trim();
  const hue = style => property('--c' + style % PALETTE.hues);

  /** The plot within the canvas, in CSS pixels. */
  function frame() {
    const width = canvas.clientWidth;
    const left = 34;
    const plot = width - left - 8;
    // On a phone the picture may be taller than the window's own shape.
    const aspect = Math.min(1, Math.max(plot < 450 ? 0.75 : 0.5, (yHigh - yLow) / (xHigh - xLow)));
    return {width, left, top: 8, plot, tall: plot * aspect, height: plot * aspect + 34};
  }

  /** Round numbers between two ends. */
  function ticks(low, high, most) {
    const rough = (high - low) / most;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find(digit => digit * power >= rough * (1 - 1e-9));
    const all = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) all.push(Number((i * step).toPrecision(12)));
    return all;
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
    for (const x of ticks(xLow, xHigh, Math.max(3, plot / 70))) ctx.fillText(String(x), across(x), top + tall + 18);
    ctx.textAlign = 'right';
    for (const y of ticks(yLow, yHigh, Math.max(3, tall / 45))) ctx.fillText(String(y), left - 6, down(y) + 4);
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
      ctx.strokeStyle = ctx.fillStyle = hue(path.style);
      ctx.lineWidth = 2;
      ctx.setLineDash(PALETTE.dashes[path.style % PALETTE.dashes.length]);
      ctx.beginPath();
      for (let i = 0; i <= lastOf(path); i++) ctx.lineTo(across(path.x[i]), down(path.y[i]));
      ctx.stroke();
      for (let i = 0; i <= lastOf(path); i++) dot(path, i, 3 * size);
    }
    // On top of all paths, since those in a valley lie on one another.
    for (const path of visible) {
      ctx.fillStyle = property('--background');
      dot(path, lastOf(path), 6.5 * size);
      ctx.fillStyle = hue(path.style);
      dot(path, lastOf(path), 5 * size);
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = property('--ink');
    ctx.lineWidth = 2;
    for (const [x, y] of minima) {
      ctx.beginPath();
      ctx.moveTo(across(x) - 5, down(y) - 5);
      ctx.lineTo(across(x) + 5, down(y) + 5);
      ctx.moveTo(across(x) - 5, down(y) + 5);
      ctx.lineTo(across(x) + 5, down(y) - 5);
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(across(start[0]), down(start[1]), 7, 0, 2 * Math.PI);
    ctx.stroke();
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
    return (gone(last) && gone(x.length - 1) ? 'diverged, f ' : 'f ') + Zigzag.text(f[last], 3);
  }

  const course = find('course').textContent;
  function show() {
    const to = Number(slider.value);
    find('at').textContent = `${Zigzag.text(to)} of ${Zigzag.text(steps)}`;
    const from = start.map(value => Number(value.toPrecision(6))).join(', ');
    find('course').textContent = moved() ? course.replace(/from \([^)]*\)/, `from (${from})`) : course;
    shown.forEach((path, i) => {
      const last = Math.min(to, path.x.length - 1);
      outputs[i].rate.textContent = 'lr ' + Zigzag.text(path.rate, 3);
      outputs[i].zigzag.textContent = 'zigzag ' + zigzag(path, last);
      outputs[i].height.textContent = outcome(path, last, to);
    });
    const names = shown.filter(({visible}) => visible)
        .map(path => `${path.label}: ${outcome(path, Math.min(to, path.x.length - 1), to)}`);
    canvas.setAttribute('aria-label',
        `The paths of the optimizers over the contour lines of the function, after ${to} of ${steps} steps. ${names.join('; ')}.`);
    draw();
  }

  const moved = () => start[0] !== began[0] || start[1] !== began[1];

  /** Computes anew what was changed; what was not stays as the program computed it. */
  function recompute() {
    shown.forEach((path, i) => {
      if (!path.computable) return;
      const changed = moved() || path.rate !== paths[i].values.learningRate;
      const {x, y, f, diverged} = changed
          ? descend(path.rule, {...path.values, learningRate: path.rate}, start)
          : paths[i];
      Object.assign(path, {x, y, f, diverged});
    });
    show();
  }

  const make = (tag, attributes = {}) => Object.assign(document.createElement(tag), attributes);
  const outputs = shown.map(path => {
    const row = make('div');
    const box = make('input', {type: 'checkbox', checked: true});
    const label = make('label');
    label.append(box, Zigzag.sample(path.style, {points: false}), path.label);
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
      const ends = [range.min, range.max].map(end => Zigzag.text(rateAt(end), 3));
      const choose = () => {
        path.rate = rateAt(range.value);
        range.setAttribute('aria-valuetext', `${Zigzag.text(path.rate, 3)}, from ${ends.join(' to ')}`);
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
  let timer = null;
  const pause = () => {
    clearInterval(timer);
    timer = null;
    find('play').textContent = 'Play';
  };
  find('play').addEventListener('click', () => {
    if (timer !== null) {
      pause();
      return;
    }
    if (Number(slider.value) >= steps) slider.value = 0;
    show();
    find('play').textContent = 'Pause';
    const stride = Math.max(1, Math.round(steps / 240));
    timer = setInterval(() => {
      slider.value = Number(slider.value) + stride;
      show();
      if (Number(slider.value) >= steps) pause();
    }, Math.min(200, Math.max(33, 6000 / steps)));
  });
  slider.addEventListener('input', () => {
    pause();
    show();
  });

  const fields = [find('start-x'), find('start-y')];
  const startAt = place => {
    start = place;
    fields.forEach((field, i) => { field.value = Number(place[i].toPrecision(6)); });
    recompute();
  };
  find('starts').hidden = computable.length === 0 || !agrees;
  fields.forEach((field, i) => {
    field.value = Number(began[i].toPrecision(6));
    field.parentElement.hidden = !movable;
    field.addEventListener('change', () => {
      const value = field.valueAsNumber;
      if (Number.isFinite(value) && Math.abs(value) <= 1e15) startAt(start.map((old, j) => j === i ? single(value) : old));
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
      const far = Math.hypot((x - start[0]) / (xHigh - xLow) * plot, (y - start[1]) / (yHigh - yLow) * tall);
      if (far > 24) return;
      dragging = true;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (dragging) startAt(place(event));
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { dragging = false; });
  }

  for (const span of document.querySelectorAll('.sampled')) span.append(Zigzag.sample(Number(span.dataset.style), {points: false}));
  new ResizeObserver(draw).observe(canvas.parentElement);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  show();
});
