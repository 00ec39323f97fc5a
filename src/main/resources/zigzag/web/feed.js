// Follows a training: how it stands and what has been, then its events; what was cut off is begun anew.
import {ask, path} from './ask.js';

const FEED_EVENTS = ['step', 'epoch', 'units'];
const RETRY_WAIT = 1000;
/** So many times a server that does not answer is asked again, after twice the time before each. */
const MOST_TRIES = 6;
const MEND_WAIT = 2000;

/**
 * Begins to follow a training, until close is called on what it returns; again is for another try after the last one.
 * hear: status(how it stands), curves(contender, what has been), one function for each event, which returns whether
 * something before it was missed, and cut(why, whether it is tried again), null when all is well.
 */
export function following(id, hear) {
  let source = null;
  let isClosed = false;
  let tries = 0;
  let timer = 0;
  const mending = new Map();
  const mended = new Map();

  const curves = async contender => {
    mended.set(contender, performance.now());
    hear.curves(contender, await ask(`${path`/api/trainings/${id}/curves`}?contender=${contender}`));
  };

  async function begin() {
    const status = await ask(path`/api/trainings/${id}`);
    if (isClosed) return;
    hear.status(status);
    if (!document.hidden) listen();
    await Promise.all(status.contenders.map((_, contender) => curves(contender)));
    if (!isClosed) hear.cut(null);
  }

  function listen() {
    source?.close();
    const opened = new EventSource(path`/api/trainings/${id}/events`);
    source = opened;
    opened.onopen = () => { tries = 0; };
    opened.onerror = () => {
      opened.close();
      if (opened === source && !document.hidden) retry('The connection to Zigzag was lost.');
    };
    for (const name of FEED_EVENTS) {
      opened.addEventListener(name, ({data}) => {
        const told = JSON.parse(data);
        if (hear[name](told)) mend(told.contender);
      });
    }
    opened.addEventListener('end', ({data}) => {
      opened.close();
      const status = JSON.parse(data);
      hear.status(status);
      status.contenders.forEach((_, contender) => mend(contender, 0));
    });
  }

  /** Asks for what was missed, which is more from time to time than at once. */
  function mend(contender, rest = MEND_WAIT) {
    if (mending.has(contender)) return;
    const wait = Math.max(0, rest - performance.now() + (mended.get(contender) ?? 0));
    mending.set(contender, setTimeout(async () => {
      mending.delete(contender);
      // If the server is gone, its stream says so.
      if (!isClosed) await curves(contender).catch(() => {});
    }, wait));
  }

  function retry(why) {
    clearTimeout(timer);
    const isTried = tries < MOST_TRIES;
    hear.cut(why, isTried);
    if (isTried) timer = setTimeout(restart, RETRY_WAIT * 2 ** tries++);
  }

  const restart = () => begin().catch(problem => { if (!isClosed) retry(problem.message); });

  // A page has few connections to a server, all its tabs together: one that nobody sees needs none.
  function seen() {
    clearTimeout(timer);
    source?.close();
    tries = 0;
    if (!document.hidden) restart();
  }

  document.addEventListener('visibilitychange', seen);
  return {
    begun: begin(),
    again: seen,
    close() {
      isClosed = true;
      source?.close();
      clearTimeout(timer);
      mending.forEach(clearTimeout);
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
