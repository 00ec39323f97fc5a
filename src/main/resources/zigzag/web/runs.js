// Runs: what lies in the folder of runs, and any of them laid over each other.
import {chart, series} from '../report/page/chart.js';
import {text, whole} from '../report/page/format.js';
import {find, make} from '../report/page/page.js';
import {smooth, windowAt} from '../report/page/smoothing.js';
import {copying, sort} from '../report/page/tables.js';
import {link, remember} from './address.js';
import {ask, askText} from './ask.js';

/** As many looks as can be told from each other. */
const MOST_LAID = 24;
const LAID_POINTS = 1000;
const LAID_BYTES = 32e6;
const LIST_SOONEST = 3000;
const LIST_LATEST = 60000;
/** Between names in the address: no name has it. */
const NAMES_BETWEEN = '*';

const RUN_ENDS = {early: 'ended early', interrupted: 'interrupted', stopped: 'stopped', diverged: 'diverged'};
const LAID_CURVES = {
  accuracy: {column: 'validation_accuracy', name: 'validation accuracy', unit: ' (%)'},
  validation: {column: 'validation_loss', name: 'validation loss', unit: ''},
  training: {column: 'train_loss', name: 'training loss', unit: ''},
  steps: {column: 'loss', name: 'training loss', unit: ''},
};

const percentText = value => value == null ? '' : `${(100 * value).toFixed(2)} %`;
const membersOf = ({name, runs}) => runs.map(run => `${name}/runs/${run}`);
const ownerOf = name => name.split('/', 1)[0];
const shownName = name => name.replace('/runs/', ' / ');
const fileOf = (name, file) => `/api/runs/${name.split('/').map(encodeURIComponent).join('/')}/${file}`;

/** The columns of a CSV file of numbers; what is none is null. A last line that is still being written is left out. */
function numbersOf(csv) {
  const [head, ...lines] = csv.slice(0, csv.lastIndexOf('\n')).split('\n');
  const columns = head.split(',').map(() => []);
  for (const line of lines) {
    line.split(',').forEach((cell, i) => {
      const value = Number(cell);
      columns[i]?.push(cell === '' || !Number.isFinite(value) ? null : value);
    });
  }
  return Object.fromEntries(head.split(',').map((name, i) => [name, columns[i]]));
}

/** Means of groups of values; that of a group with one that is none is none. */
function meansOf(values, group) {
  const means = [];
  for (let i = 0; i < values.length; i += group) {
    const part = values.slice(i, i + group);
    means.push(part.includes(null) ? null : part.reduce((a, b) => a + b) / part.length);
  }
  return means;
}

/** The epoch, step or second at which a step was taken, from those at the ends of the epochs. */
function placesAlong({step = [], epoch = [], seconds = []}, x) {
  if (x === 'step') return value => value;
  let sum = 0;
  const ends = x === 'epoch' ? epoch : seconds.map(value => sum += value ?? 0);
  return value => {
    let i = step.findIndex(end => end >= value);
    if (i < 0) i = step.length - 1;
    if (i < 1) return step[i] === value ? ends[i] : null;
    return ends[i] - (step[i] - value) * (ends[i] - ends[i - 1]) / (step[i] - step[i - 1]);
  };
}

/** Makes the view; its show(values) lists the runs and draws those that the address names. */
export function runsView(section) {
  const table = find('runs-table');
  const headers = [...table.tHead.rows[0].cells];
  const filter = find('runs-filter');
  const slider = find('runs-smooth');
  const choices = {y: find('runs-y'), x: find('runs-x')};
  const switches = {log: find('runs-log'), zero: find('runs-zero')};
  const bodies = new Map(); // name to what is shown of a folder
  const parts = new Map(); // comparison to its runs' entries
  const files = new Map(); // file to its columns, and when its run was last written
  const styles = new Map(); // name of a curve to its style
  let entries = new Map();
  let work = new Map(); // folder to what is at work in it
  let chosen = new Set();
  let asked = []; // names of the address that the list has not been seen for
  let drawn = null;
  let turn = 0;
  let timer = 0;
  let visit = 0;
  let wait = LIST_SOONEST;

  const entryOf = name => entries.get(name) ?? parts.get(ownerOf(name))?.find(part => part.name === name);
  const leaves = entry => entry.kind === 'train' ? [entry.name] : membersOf(entry);
  const isWhole = entry => leaves(entry).length > 0 && leaves(entry).every(name => chosen.has(name));

  function stateOf(entry) {
    const state = work.get(entry.name)?.state;
    if (state) return state === 'paused' ? 'paused' : 'at work';
    if (entry.problem) return `damaged: ${entry.problem}`;
    return RUN_ENDS[entry.stopped] ?? (entry.finished ? 'finished' : 'not finished');
  }

  /** The line of a folder and the one that unfolds from it. */
  function lines() {
    const line = make('tr');
    const detail = make('tr', {hidden: true});
    const tick = make('input', {type: 'checkbox'});
    const name = make('button', {type: 'button', className: 'unfold'});
    const head = make('th', {scope: 'row'});
    const both = make('span', {className: 'named'});
    both.append(tick, name);
    head.append(both);
    line.append(head, ...headers.slice(1).map(header => make('td', {className: 'numeric' in header.dataset ? '' : 'word'})));
    const cell = make('td', {className: 'unfolded', colSpan: headers.length});
    detail.append(cell);
    name.setAttribute('aria-expanded', 'false');
    let shown = '';
    let entry;
    tick.addEventListener('change', () => {
      for (const leaf of leaves(entry)) {
        if (tick.checked) chosen.add(leaf);
        else chosen.delete(leaf);
      }
      choose();
    });

    function unfold() {
      const command = make('div', {className: 'command'});
      const code = make('code', {textContent: entry.command ?? ''});
      const pre = make('pre');
      const button = make('button', {type: 'button', textContent: 'Copy', hidden: true});
      pre.append(code);
      command.append(pre, button);
      copying(button);
      cell.replaceChildren(entry.command ? command : make('p', {textContent: 'No command is known that repeats it.'}));
      const changes = entry.learning_rate_changes.map(({step, value}) => `${text(value)} from step ${whole(step + 1)} on`);
      if (changes.length) cell.append(make('p', {textContent: `Its learning rate was changed: ${changes.join(', ')}.`}));
    }

    return {
      line,
      detail,
      name,
      update(now) {
        entry = now;
        const state = stateOf(entry);
        tick.checked = isWhole(entry);
        tick.indeterminate = !tick.checked && leaves(entry).some(leaf => chosen.has(leaf));
        tick.disabled = !leaves(entry).length;
        if (shown === JSON.stringify([entry, state])) return;
        shown = JSON.stringify([entry, state]);
        name.textContent = entry.name.split('/').at(-1);
        head.dataset.value = entry.name;
        tick.setAttribute('aria-label', `lay ${shownName(entry.name)} over others`);
        const time = new Date(entry.written);
        const [, open, kind, standing, accuracy, validation, data, optimizer, init, rate, hidden, epochs, written] = line.cells;
        const tell = (cell, content, value) => {
          cell.textContent = content ?? '';
          cell.dataset.value = value ?? content ?? '';
        };
        tell(kind, entry.problem ? '' : entry.kind);
        tell(standing, state);
        standing.classList.toggle('problem', state === 'diverged' || entry.problem !== null);
        tell(accuracy, percentText(entry.test_accuracy), entry.test_accuracy);
        tell(validation, percentText(entry.best_validation_accuracy), entry.best_validation_accuracy);
        tell(data, entry.dataset);
        tell(optimizer, entry.optimizer);
        tell(init, entry.init);
        for (const cell of [data, optimizer, init]) cell.classList.toggle('several', cell.textContent.length > 20);
        tell(rate, entry.learning_rate == null ? '' : text(entry.learning_rate), entry.learning_rate);
        tell(hidden, entry.hidden);
        tell(epochs, entry.epochs);
        tell(written, time.toLocaleString('sv').slice(0, 16), time.getTime());
        const training = work.get(entry.name);
        if (training) {
          standing.replaceChildren(make('a', {href: link('train', {training: training.id}), textContent: state}));
        }
        open.replaceChildren();
        if (entry.report) {
          open.append(make('a', {href: fileOf(entry.name, 'report.html'), target: '_blank', rel: 'noopener', textContent: 'Report'}), ' ');
        }
        if (entry.model) open.append(make('a', {href: link('draw', {left: entry.name}), textContent: 'Draw'}));
        unfold();
      },
    };
  }

  /** What is shown of a folder: its lines, and below them those of a comparison's runs. */
  function bodyOf(entry) {
    const body = make('tbody');
    const own = lines();
    const runs = new Map();
    body.append(own.line, own.detail);
    const isOpen = () => !own.detail.hidden;
    own.name.addEventListener('click', async () => {
      own.detail.hidden = isOpen();
      own.name.setAttribute('aria-expanded', String(isOpen()));
      for (const {line, detail, name} of runs.values()) {
        line.hidden = !isOpen();
        detail.hidden = line.hidden || name.getAttribute('aria-expanded') === 'false';
      }
      if (isOpen() && entry.runs.length) await refresh();
    });
    return {
      body,
      isOpen,
      update(now) {
        entry = now;
        own.update(entry);
        const all = isOpen() ? parts.get(entry.name) ?? [] : [];
        for (const part of all) {
          if (!runs.has(part.name)) {
            const made = lines();
            made.line.className = 'part';
            made.name.addEventListener('click', () => {
              made.detail.hidden = !made.detail.hidden;
              made.name.setAttribute('aria-expanded', String(!made.detail.hidden));
            });
            body.append(made.line, made.detail);
            runs.set(part.name, made);
          }
          runs.get(part.name).update(part);
        }
        for (const [name, {line, detail}] of runs) {
          if (!isOpen() || all.some(part => part.name === name)) continue;
          line.remove();
          detail.remove();
          runs.delete(name);
        }
      },
    };
  }

  /** Shows the list as it is, and leaves alone what somebody is at. */
  function list() {
    const focused = document.activeElement;
    for (const [name, {body}] of bodies) {
      if (!entries.has(name)) {
        body.remove();
        bodies.delete(name);
      }
    }
    for (const entry of entries.values()) {
      if (!bodies.has(entry.name)) {
        bodies.set(entry.name, bodyOf(entry));
        table.append(bodies.get(entry.name).body);
      }
      bodies.get(entry.name).update(entry);
    }
    sort(table);
    if (focused !== document.activeElement && table.contains(focused)) focused.focus({preventScroll: true});
    sieve();
  }

  /** Hides what the filter does not find. */
  function sieve() {
    const words = filter.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const {body} of bodies.values()) {
      const said = [...body.rows[0].cells].map(cell => cell.textContent).join(' ').toLowerCase();
      body.hidden = !words.every(word => said.includes(word));
      shown += body.hidden ? 0 : 1;
    }
    find('runs-none').hidden = entries.size > 0;
    find('runs-some').hidden = find('runs-over').hidden = entries.size === 0;
    const counted = `${shown} of ${entries.size} shown, ${chosen.size} chosen`;
    if (find('runs-count').textContent !== counted) find('runs-count').textContent = counted;
  }

  /** The names for the address: a comparison whose runs are all chosen stands for them. */
  const names = () => [...new Set([...chosen].map(name => {
    const owner = entries.get(ownerOf(name));
    return owner && isWhole(owner) ? owner.name : name;
  }))];

  async function choose() {
    remember({over: chosen.size ? names().join(NAMES_BETWEEN) : null});
    for (const entry of entries.values()) bodies.get(entry.name).update(entry);
    sieve();
    await readParts();
    await draw();
  }

  /** The runs of comparisons that are unfolded or drawn. */
  async function readParts() {
    const owners = new Set([...chosen].slice(0, MOST_LAID).map(ownerOf));
    for (const {name, runs} of entries.values()) {
      if (runs.length && (bodies.get(name)?.isOpen() || owners.has(name))) {
        parts.set(name, await ask(`/api/runs?${new URLSearchParams({of: name})}`));
      }
    }
  }

  async function read() {
    const [all, trainings] = await Promise.all([ask('/api/runs'), ask('/api/trainings')]);
    entries = new Map(all.map(entry => [entry.name, entry]));
    work = new Map(trainings.filter(({state}) => state === 'running' || state === 'paused')
        .flatMap(({id, state, contenders}) => [
          [id, {id, state}],
          ...contenders.map(one => [one.folder, {id, state: one.state}])])
        .filter(([, {state}]) => state === 'running' || state === 'paused'));
    for (const name of asked) {
      for (const leaf of entries.has(name) ? leaves(entries.get(name)) : [name]) chosen.add(leaf);
    }
    asked = [];
    await readParts();
  }

  /** Reads all anew; says where that fails, and then asks less often. */
  async function refresh() {
    const lost = find('runs-lost');
    const began = performance.now();
    try {
      await read();
      list();
      await draw();
      lost.hidden = true;
      wait = Math.max(LIST_SOONEST, 30 * (performance.now() - began));
    } catch (problem) {
      lost.textContent = problem.message;
      lost.hidden = false;
      wait = Math.min(LIST_LATEST, 2 * wait);
    }
  }

  /** Goes on asking as long as the view is on. */
  function again(mine) {
    if (mine !== visit) return;
    timer = setTimeout(async () => {
      if (!document.hidden) await refresh();
      again(mine);
    }, wait);
  }

  async function columnsOf(entry, file) {
    const url = fileOf(entry.name, file);
    const before = files.get(url);
    if (before?.written === entry.written) return before.columns;
    const csv = await askText(url, LAID_BYTES);
    const columns = csv === null ? null : numbersOf(csv);
    files.set(url, {written: entry.written, columns});
    return columns;
  }

  /** A curve's points of a run, its marks, and what must be said of it. */
  function curveOf(entry, metrics, steps, y, x, group) {
    const {column, name: what} = LAID_CURVES[y];
    const name = shownName(entry.name);
    const place = placesAlong(metrics, x);
    const source = y === 'steps' ? steps : metrics;
    let values = source[column] ?? [];
    let at = source.step ?? [];
    if (y === 'steps') {
      values = meansOf(values, group);
      at = meansOf(at, group).map(value => Math.floor(value));
      const window = windowAt(slider.value, LAID_POINTS);
      values = smooth(values, window);
    } else if (!switches.zero.checked && at[0] === 0 && at.length > 1) {
      values = values.slice(1);
      at = at.slice(1);
    }
    const points = at.map((step, i) => [place(step), values[i] == null ? null : y === 'accuracy' ? 100 * values[i] : values[i]])
        .filter(([where]) => where != null);
    let note = null;
    if (entry.diverged) note = `${name} diverged: its curve ends where its numbers do.`;
    else if (points.every(([, value]) => value === null)) note = `${name} has no ${what}.`;
    return {
      name,
      table: [points.map(([where]) => where), points.map(([, value]) => value)],
      marks: entry.learning_rate_changes.map(({step, value}) =>
        ({x: place(step), label: `${name}: learning rate ${text(value)}`})).filter(mark => mark.x != null),
      note,
    };
  }

  /** Draws the chosen runs, unless they are chosen anew meanwhile. */
  async function draw() {
    const mine = ++turn;
    const [y, x] = [choices.y.value, choices.x.value];
    const all = [...chosen];
    const notes = all.length > MOST_LAID
        ? [`${all.length} runs are chosen, and the first ${MOST_LAID} of them drawn: more could not be told apart.`] : [];
    const found = all.slice(0, MOST_LAID).map(name => [name, entryOf(name)]);
    for (const [name, entry] of found) {
      if (!entry) notes.push(`${shownName(name)} is not in this folder.`);
      else if (entry.kind === 'damaged') notes.push(`${shownName(name)} is damaged: ${entry.problem}`);
      else if (entry.epochs === null) notes.push(`${shownName(name)} has no curves yet.`);
    }
    const shown = found.map(([, entry]) => entry).filter(entry => entry && entry.kind !== 'damaged' && entry.epochs !== null);
    const read = await Promise.all(shown.map(async entry => ({
      entry,
      metrics: await columnsOf(entry, 'metrics.csv') ?? {},
      steps: y === 'steps' ? await columnsOf(entry, 'steps.csv') : {},
    })));
    if (mine !== turn || section.hidden) return;
    const urls = new Set(shown.flatMap(({name}) => [fileOf(name, 'metrics.csv'), fileOf(name, 'steps.csv')]));
    for (const url of files.keys()) if (!urls.has(url)) files.delete(url);
    for (const {entry} of read.filter(({steps}) => !steps)) notes.push(`${shownName(entry.name)} has too many steps to be drawn here; its report has them.`);
    const complete = read.filter(({steps}) => steps);
    const longest = Math.max(1, ...complete.map(({steps}) => steps.loss?.length ?? 0));
    const group = Math.ceil(longest / LAID_POINTS);
    const curves = complete.map(({entry, metrics, steps}) => curveOf(entry, metrics, steps, y, x, group));
    notes.push(...curves.map(({note}) => note).filter(Boolean));

    for (const name of styles.keys()) if (!curves.some(curve => curve.name === name)) styles.delete(name);
    for (const {name} of curves) {
      for (let style = 0; !styles.has(name); style++) {
        if (![...styles.values()].includes(style)) styles.set(name, style);
      }
    }

    const steps = group * windowAt(slider.value, LAID_POINTS);
    find('runs-window').textContent = steps === 1 ? 'none' : `mean of ${steps} steps`;
    slider.closest('label').hidden = y !== 'steps';
    switches.log.closest('label').hidden = y === 'accuracy';
    switches.zero.closest('label').hidden = y === 'steps';
    find('runs-hint').textContent = chosen.size ? 'Drag to zoom, double-click to see all. A click on a name hides its curve; with Ctrl it hides all others.'
        : 'Tick runs in the list to see their curves in one chart.';
    find('runs-notes').replaceChildren(...notes.map(note => make('li', {textContent: note})));
    place(curves, y, x);
  }

  /** Puts the curves into the chart; what is hidden or zoomed stays so. */
  function place(curves, y, x) {
    const key = JSON.stringify([curves, y, x, switches.log.checked]);
    if (drawn?.key === key) return;
    const same = drawn?.x === x && drawn.plot.scales.x.min > drawn.plot.data[0][0] ? drawn.plot.scales.x : null;
    const hidden = new Set(drawn?.plot.series.filter(({show}) => !show).map(({label}) => label));
    clear();
    const element = find('runs-chart');
    element.hidden = !curves.some(({table}) => table[0].length);
    if (element.hidden) return;
    const {name, unit} = LAID_CURVES[y];
    const format = y === 'accuracy' ? value => `${value.toFixed(2)} %` : text;
    const made = chart(element, {
      xLabel: {epoch: 'epoch', step: 'step', seconds: 'seconds of training'}[x],
      yLabel: name + unit,
      log: switches.log.checked && y !== 'accuracy',
      carried: true,
      wholeX: x !== 'seconds',
      data: uPlot.join(curves.map(({table}) => table)),
      curves: curves.map(curve => Object.assign(
          series(curve.name, styles.get(curve.name), {points: y !== 'steps', format}), {show: !hidden.has(curve.name)})),
      marks: curves.flatMap(({marks}) => marks),
    });
    drawn = {...made, key, x};
    if (same) made.plot.setScale('x', {min: same.min, max: same.max});
  }

  function clear() {
    drawn?.remove();
    drawn = null;
  }

  headers.forEach(header => header.querySelector('button')?.addEventListener('click', () =>
    remember({sort: header.dataset.sort, order: header.getAttribute('aria-sort')})));
  filter.addEventListener('input', () => {
    remember({filter: filter.value || null});
    sieve();
  });
  find('runs-all').addEventListener('click', () => {
    for (const [name, {body}] of bodies) if (!body.hidden) for (const leaf of leaves(entries.get(name))) chosen.add(leaf);
    choose();
  });
  find('runs-clear').addEventListener('click', () => {
    chosen.clear();
    choose();
  });
  for (const [name, control] of Object.entries(choices)) {
    control.addEventListener('change', () => {
      remember({[name]: control.value});
      draw();
    });
  }
  for (const [name, control] of Object.entries(switches)) {
    control.addEventListener('change', () => {
      remember({[name]: control.checked ? 1 : null});
      draw();
    });
  }
  slider.addEventListener('input', () => {
    remember({smooth: slider.value});
    draw();
  });
  document.addEventListener('visibilitychange', () => {
    if (!section.hidden && !document.hidden) refresh();
  });

  return {
    async show(values) {
      const sorted = headers.find(({dataset}) => dataset.sort === values.get('sort'));
      for (const header of headers) header.removeAttribute('aria-sort');
      const order = values.get('order') === 'ascending' ? 'ascending' : 'descending';
      (sorted ?? headers.find(({dataset}) => dataset.sort === 'written')).setAttribute('aria-sort', order);
      filter.value = values.get('filter') ?? '';
      for (const [name, control] of Object.entries(choices)) {
        control.value = values.get(name);
        if (control.selectedIndex < 0) control.selectedIndex = 0;
      }
      for (const [name, control] of Object.entries(switches)) control.checked = values.has(name);
      slider.value = values.get('smooth') ?? 50;
      chosen = new Set();
      asked = (values.get('over') ?? '').split(NAMES_BETWEEN).filter(name => name);
      clearTimeout(timer);
      const mine = ++visit;
      await refresh();
      again(mine);
    },
    hide() {
      clearTimeout(timer);
      visit++;
      turn++;
      clear();
    },
  };
}
