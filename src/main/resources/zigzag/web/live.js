// The local page: which of its views is shown.
import {find, start} from '../report/page/page.js';
import {address, link} from './address.js';
import {ask} from './ask.js';
import {drawingView} from './drawing.js';
import {exampleView} from './example.js';
import {runsView} from './runs.js';
import {trainView} from './train.js';

start(async looks => {
  const notice = find('notice');
  const say = problem => {
    notice.textContent = problem;
    notice.hidden = !problem;
  };
  window.addEventListener('unhandledrejection', event => {
    event.preventDefault();
    say(event.reason?.message ?? String(event.reason));
  });

  const options = await ask('/api/options');
  const makers = {train: trainView, example: exampleView, draw: drawingView, runs: runsView};
  const views = Object.fromEntries(
      Object.entries(makers).map(([name, view]) => [name, view(find(name), options, looks)]));
  let shown = null;

  async function show() {
    const {view, values} = address();
    const next = views[view] ? view : 'train';
    say('');
    if (shown !== next) {
      views[shown]?.hide();
      for (const name of Object.keys(views)) find(name).hidden = name !== next;
      shown = next;
    }
    for (const tab of document.querySelectorAll('nav a')) {
      const name = tab.dataset.view;
      tab.href = link(name, {training: values.get('training')});
      if (name === next) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    delete document.documentElement.dataset.view;
    try {
      await views[next].show(values);
    } finally {
      document.documentElement.dataset.view = next;
    }
  }

  window.addEventListener('hashchange', show);
  await show();
});
