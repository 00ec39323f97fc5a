// The surfaces and the rules of the Java program; each page compares its paths with those of the program.
export const single = Math.fround;

// The surfaces of Surfaces.java: the value and the two slopes at a place.
const quadratic = ([a, b, c]) => (x, y) => [
  0.5 * (a * x * x + 2 * b * x * y + c * y * y), a * x + b * y, b * x + c * y,
];

const classic = {
  beale(x, y) {
    const p = 1.5 - x + x * y;
    const q = 2.25 - x + x * y * y;
    const r = 2.625 - x + x * y * y * y;
    return [
      p * p + q * q + r * r,
      2 * (p * (y - 1) + q * (y * y - 1) + r * (y * y * y - 1)),
      2 * x * (p + 2 * q * y + 3 * r * y * y),
    ];
  },
  rosenbrock(x, y) {
    const valley = y - x * x;
    return [(1 - x) * (1 - x) + 100 * valley * valley, -2 * (1 - x) - 400 * x * valley, 200 * valley];
  },
  himmelblau(x, y) {
    const p = x * x + y - 11;
    const q = x + y * y - 7;
    return [p * p + q * q, 4 * p * x + 2 * q, 2 * p + 4 * q * y];
  },
  rastrigin: (x, y) => [
    20 + x * x - 10 * Math.cos(2 * Math.PI * x) + y * y - 10 * Math.cos(2 * Math.PI * y),
    2 * x + 20 * Math.PI * Math.sin(2 * Math.PI * x),
    2 * y + 20 * Math.PI * Math.sin(2 * Math.PI * y),
  ],
  saddle: (x, y) => [x * x / 2 + y * y * y * y / 4 - y * y / 2, x, y * y * y - y],
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

/**
 * Descends as Descent.java does.
 * surface: its name and, if it is a quadratic one, its Hessian; rule and values: of the optimizer.
 */
export function descend({surface, hessian}, rule, values, [startX, startY], steps) {
  const at = classic[surface] ?? quadratic(hessian);
  const update = rules[rule](values);
  const place = [single(startX), single(startY)];
  const memory = [[0, 0], [0, 0]];
  let [height, ...slopes] = at(...place);
  const path = {x: [place[0]], y: [place[1]], f: [height], diverged: false};
  for (let t = 1; t <= steps; t++) {
    const step = update(t);
    for (const i of [0, 1]) place[i] = step(place[i], single(slopes[i]), memory[i]);
    [height, ...slopes] = at(...place);
    if (![...place, height].every(Number.isFinite)) return {...path, diverged: true};
    path.x.push(place[0]);
    path.y.push(place[1]);
    path.f.push(height);
  }
  return path;
}
