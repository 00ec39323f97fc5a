// The buttons and keys that pause a training, let it go on or take one step, and stop it; and how it stands in words.
import {whole} from '../report/page/format.js';
import {find} from '../report/page/page.js';
import {path, tell} from './ask.js';

/** What has the focus and takes keys itself. */
const TAKES_KEYS = 'input:not([type=checkbox]),select,textarea,summary,[role=gridcell]';
const TAKES_SPACE = 'a,button,input,[role=button]';

/** Whether a training goes on, or can. */
export const isAtWork = ({state}) => state === 'running' || state === 'paused';

/** Makes them; changed is told how the training stands. Returns show(status), and null for none. */
export function steering(changed) {
  const [pause, one, stop] = ['watch-pause', 'watch-one', 'watch-stop'].map(find);
  let shown = null;
  let isBusy = false;

  async function order(what) {
    isBusy = true;
    show(shown);
    const {id} = shown;
    try {
      const status = await tell(`${path`/api/trainings/${id}`}/${what}`);
      if (shown?.id === id) changed(status);
    } finally {
      isBusy = false;
      show(shown);
    }
  }

  pause.addEventListener('click', () => order(shown.state === 'paused' ? 'resume' : 'pause'));
  one.addEventListener('click', () => order('step'));
  stop.addEventListener('click', () => order('stop'));
  document.addEventListener('keydown', event => {
    const {key, target} = event;
    if (!shown || event.ctrlKey || event.altKey || event.metaKey || target.closest?.(TAKES_KEYS)) return;
    const isSpace = key === ' ';
    if (isSpace && target.closest?.(TAKES_SPACE)) return;
    const button = isSpace ? pause : key === 'ArrowRight' || key.toLowerCase() === 's' ? one : null;
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  function show(status) {
    shown = status;
    if (!status) return;
    const {state} = status;
    find('watch-state').textContent = state;
    find('watch-state').dataset.state = state;
    pause.textContent = state === 'paused' ? 'Go on' : 'Pause';
    // Of one that is disabled the focus would be lost.
    for (const [button, makesSense] of [[pause, isAtWork(status)], [one, state === 'paused'], [stop, isAtWork(status)]]) {
      button.disabled = !makesSense || (isBusy && button !== document.activeElement);
    }
    const steps = Math.max(...status.contenders.map(contender => contender.steps));
    Object.assign(find('watch-progress'), {max: steps, value: status.step});
    find('watch-at').textContent = `step ${whole(status.step)} of ${whole(steps)}, epoch ${whole(status.epoch)}`;
  }

  return show;
}
