// A bar for each class, the longest one's length being the scale's end.
import {make} from './page.js';

/**
 * Makes bars of a list element for so many classes, of which at most so many are shown, those of the largest values.
 * Returns show(values, end, words): end the value of a bar of full length, words what stands beside a value.
 */
export function classBars(list, classes, most) {
  const rows = Array.from({length: Math.min(classes, most)}, () => {
    const [name, track, bar, value] = [make('b'), make('span'), make('i'), make('span')];
    const row = make('li');
    track.append(bar);
    row.append(name, track, value);
    list.append(row);
    return {row, name, bar, value};
  });
  return (values, end, words) => {
    const all = Array.from(values, (_, c) => c);
    const shown = classes > most
        ? all.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a])).slice(0, most) : all;
    const largest = shown.reduce((best, c) => values[c] > values[best] ? c : best, shown[0]);
    rows.forEach(({row, name, bar, value}, i) => {
      const c = shown[i];
      name.textContent = c;
      row.classList.toggle('largest', c === largest && values[c] > 0);
      bar.className = values[c] < 0 ? 'against' : '';
      bar.style.width = `${end > 0 ? 100 * Math.min(1, Math.abs(values[c]) / end) : 0}%`;
      value.textContent = words(values[c]);
    });
  };
}
