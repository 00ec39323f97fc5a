import {whole} from './format.js';

/** Means over a centred window of an odd number of values, as in Smoothing.java. */
export function smooth(values, window) {
  const sums = [0];
  const errors = [0];
  const counts = [0];
  values.forEach((value, i) => {
    const [a, b] = [sums[i], value ?? 0];
    const sum = a + b;
    sums.push(sum);
    errors.push(errors[i] + (Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a));
    counts.push(counts[i] + (value == null ? 0 : 1));
  });
  const half = (window - 1) / 2;
  return values.map((value, i) => {
    if (value == null) return null;
    const reach = Math.min(half, Math.max(Math.floor(half / 4), Math.min(i, values.length - 1 - i)));
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return (sums[to] - sums[from] + (errors[to] - errors[from])) / (counts[to] - counts[from]);
  });
}

/** The window that a slider's position from 0 to 100 stands for: from none to a quarter of the points. */
export const windowAt = (position, count) => 2 * Math.floor(Math.max(3, count / 4) ** (position / 100) / 2) + 1;

/**
 * Makes a slider choose a window for smooth, from none to a quarter of the points.
 * count: of points; group: the steps each stands for; window: to start with. Returns the window.
 */
export function smoothing(slider, output, {count, group, window}) {
  const widest = Math.max(3, count / 4);
  const chosen = () => windowAt(slider.value, count);
  const show = () => {
    const steps = chosen() * group;
    output.textContent = steps === 1 ? 'none' : `mean of ${whole(steps)} steps`;
  };
  slider.value = 100 * Math.log(Math.max(1, window)) / Math.log(widest);
  slider.addEventListener('input', show);
  show();
  return chosen;
}
