// A training is watched and steered.
import {whole} from '../report/page/format.js';
import {find, make} from '../report/page/page.js';
import {link, remember} from './address.js';
import {ask, path} from './ask.js';
import {contenderCard} from './card.js';
import {liveCurves} from './curves.js';
import {following} from './feed.js';
import {confusionMatrix} from './matrix.js';
import {Progress} from './progress.js';
import {isAtWork, steering} from './steering.js';
import {unitTiles} from './tiles.js';

/** The page is drawn so often at most, and never more than a tenth of the time. */
const DRAW_MILLISECONDS = 200;
const DRAW_REST = 9;

/** What the address says of the controls, by their names there: the element, and what it is if nothing is said. */
const WATCH_CONTROLS = {
  smooth: ['watch-smooth', '5'],
  log: ['watch-log', '1'],
  zero: ['watch-zero', '0'],
  'epoch-log': ['watch-epoch-log', '1'],
};
/** The charts that are drawn anew for a control. */
const REMADE_FOR = {log: ['watch-loss'], zero: ['watch-accuracy', 'watch-validation'], 'epoch-log': ['watch-validation']};

/** Makes the view of one training; its show(values) begins to watch the one that the address names, its hide() ends that. */
export function watching(section, options) {
  const units = find('watch-most').querySelector('select');
  const epoch = find('watch-epoch');
  let watched = null;
  let chosenEpoch = null;

  const steer = steering(status => watched?.stands(status));

  for (const [name, [id, usual]] of Object.entries(WATCH_CONTROLS)) {
    const control = find(id);
    control.addEventListener('input', () => {
      const value = control.type === 'checkbox' ? String(Number(control.checked)) : control.value;
      remember({[name]: value === usual ? null : value});
      for (const chart of REMADE_FOR[name] ?? []) watched?.curves.remake(chart);
      watched?.later();
    });
  }
  units.addEventListener('change', () => {
    remember({units: units.value === '64' ? null : units.value});
    watched?.showUnits();
  });
  epoch.addEventListener('input', () => {
    // The end of the slider is the newest, whichever that will be.
    chosenEpoch = epoch.value === epoch.max ? null : Number(epoch.value);
    remember({epoch: chosenEpoch});
    watched?.showMatrices();
  });
  find('watch-cut').querySelector('button').addEventListener('click', () => watched?.feed.again());

  function setControls(values) {
    for (const [name, [id, usual]] of Object.entries(WATCH_CONTROLS)) {
      const value = values.get(name) ?? usual;
      find(id).value = value;
      find(id).checked = value === '1';
    }
    units.value = values.get('units') ?? '64';
    if (!units.value) units.value = '64';
    const wanted = values.get('epoch');
    chosenEpoch = wanted !== null && /^\d{1,6}$/.test(wanted) ? Number(wanted) : null;
  }

  /** Where its parts lead. */
  function showLinks({id, contenders, state}) {
    const [left, right] = contenders.map(({folder}) => folder);
    const report = folder => `/api/runs/${folder.split('/').map(encodeURIComponent).join('/')}/report.html`;
    const isKept = !['running', 'paused', 'failed'].includes(state);
    const links = [
      ...isKept ? [['Report', report(id)]] : [],
      ...isKept && contenders.length > 1 ? contenders.map(({label, folder}) => [`Report of ${label}`, report(folder)]) : [],
      ['Magnifier', link('example', {training: id})],
      ['Draw for them', link('draw', {left, right})],
      ['Set up another one', link('train')],
    ];
    find('watch-links').replaceChildren(...links.map(([textContent, href]) => make('a', {textContent, href})));
  }

  function watch(id) {
    let status = null;
    let parts = [];
    let timer = 0;
    let took = 0;
    const isOn = () => watched === self;

    function build({contenders}) {
      const labels = contenders.map(({label}) => label);
      parts = contenders.map((contender, place) => ({
        progress: new Progress(),
        card: contenderCard(id, place, contender, options, now => self.stands(now)),
        tiles: unitTiles(place, contender.label),
        matrix: confusionMatrix(place, contender.label),
        url: null,
      }));
      find('watch-cards').replaceChildren(...parts.map(({card}) => card.element));
      find('watch-tiles').replaceChildren(...parts.map(({tiles}) => tiles.element));
      find('watch-matrices').replaceChildren(...parts.map(({matrix}) => matrix.element));
      self.curves = liveCurves(labels, parts.map(({progress}) => progress));
    }

    function draw() {
      const from = performance.now();
      steer(status);
      status.contenders.forEach((contender, place) => parts[place].card.show(contender));
      self.curves.draw(status.contenders.map(contender => contender.learning_rate_changes));
      took = performance.now() - from;
    }

    async function showUnits(part) {
      if (!part.url) return;
      const hidden = await part.tiles.follow(part.url, units.value);
      if (hidden !== null && isOn()) find('watch-most').hidden = hidden <= 64;
    }

    async function showMatrix({progress, matrix}, place) {
      const {matrices, latest} = progress;
      const shown = chosenEpoch ?? latest;
      if (shown >= 0 && shown <= latest && !matrices.has(shown)) {
        const found = await ask(`${path`/api/trainings/${id}/confusion`}?contender=${place}&epoch=${shown}`);
        if (found.confusion) matrices.set(shown, found.confusion);
      }
      if (isOn() && shown === (chosenEpoch ?? latest)) matrix.show(shown, matrices.get(shown) ?? null);
    }

    /** Of an event: what is new of its contender. */
    function told({contender: place, ...news}) {
      const contender = status.contenders[place];
      const known = ['state', 'step', 'epoch', 'loss', 'learning_rate', 'ratios', 'train_loss', 'train_accuracy',
        'validation_loss', 'validation_accuracy'];
      const isChanged = 'state' in news && news.learning_rate !== contender.learning_rate;
      for (const name of known) {
        if (name in news && !(name === 'learning_rate' && !('state' in news))) contender[name] = news[name];
      }
      // Somebody else has changed it.
      if (isChanged) ask(path`/api/trainings/${id}`).then(now => self.stands(now), () => {});
      status.step = Math.max(status.step, news.step);
      status.epoch = Math.max(status.epoch, news.epoch);
      const states = status.contenders.map(({state}) => state);
      if (isAtWork(status)) status.state = ['running', 'paused'].find(state => states.includes(state)) ?? status.state;
      self.later();
    }

    const self = {
      id,
      curves: null,
      feed: null,
      later() {
        if (timer || !isOn()) return;
        timer = setTimeout(() => requestAnimationFrame(() => {
          timer = 0;
          if (isOn()) draw();
        }), Math.max(DRAW_MILLISECONDS, DRAW_REST * took));
      },
      /** Takes how the training stands. */
      stands(now) {
        if (!isOn()) return;
        status = now;
        if (!parts.length) build(now);
        find('watch-title').textContent = `${now.contenders.map(({label}) => label).join(' beside ')}: ${now.dataset}`;
        Object.assign(find('watch-folder'), {textContent: now.id, title: now.folder});
        find('watch-error').hidden = now.error === null;
        find('watch-error').textContent = now.error ?? '';
        showLinks(now);
        section.classList.add('known');
        draw();
      },
      showUnits: () => parts.forEach(showUnits),
      showMatrices() {
        const latest = Math.max(0, ...parts.map(({progress}) => progress.latest));
        epoch.max = Math.max(latest, chosenEpoch ?? 0);
        epoch.value = chosenEpoch ?? latest;
        find('watch-epoch-said').textContent =
            chosenEpoch === null ? `${whole(latest)}, the latest` : `${whole(chosenEpoch)} of ${whole(latest)}`;
        parts.forEach(showMatrix);
      },
      close() {
        clearTimeout(timer);
        self.feed.close();
        self.curves?.remove();
        steer(null);
      },
    };

    const hear = {
      status: self.stands,
      curves(place, found) {
        if (!isOn()) return;
        parts[place].progress.mend(found);
        self.showMatrices();
        self.later();
      },
      step(event) {
        told(event);
        return parts[event.contender].progress.step(event);
      },
      epoch(event) {
        told(event);
        const isMissing = parts[event.contender].progress.epoch(event);
        self.showMatrices();
        return isMissing;
      },
      units({contender, url}) {
        parts[contender].url = url;
        showUnits(parts[contender]);
      },
      cut(why, isTried) {
        const banner = find('watch-cut');
        banner.hidden = why === null;
        banner.firstElementChild.textContent = why === null ? '' : `${why}${isTried ? ' It is tried again.' : ''}`;
        banner.lastElementChild.hidden = isTried;
      },
    };
    watched = self;
    self.feed = following(id, hear);
    return self.feed.begun;
  }

  function hide() {
    watched?.close();
    watched = null;
  }

  return {
    async show(values) {
      setControls(values);
      const id = values.get('training');
      if (watched?.id === id) {
        for (const chart of Object.values(REMADE_FOR).flat()) watched.curves?.remake(chart);
        watched.later();
        watched.showUnits();
        watched.showMatrices();
        return;
      }
      hide();
      section.classList.remove('known');
      await watch(id).catch(problem => {
        if (watched?.id === id) hide();
        throw problem;
      });
    },
    hide,
  };
}
