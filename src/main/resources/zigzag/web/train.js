// Train: what to train is chosen, or a training is watched and steered.
import {find} from '../report/page/page.js';
import {settingUp} from './setup.js';
import {watching} from './watch.js';

/** Makes the view; its show(values) draws what the address says. */
export function trainView(section, options) {
  const setup = settingUp(find('setup'), options);
  const watch = watching(find('watch'), options);
  return {
    async show(values) {
      const watched = values.has('training');
      find('setup').hidden = watched;
      find('watch').hidden = !watched;
      if (watched) await watch.show(values);
      else await setup.show(values);
    },
    hide: watch.hide,
  };
}
