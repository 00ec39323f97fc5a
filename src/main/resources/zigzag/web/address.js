// What the page shows stands in its address, behind the #, so that a link brings it back: a view and its values.
const DEFAULT = 'train';

/** The view and its values, a URLSearchParams. */
export function address() {
  const [view, values] = location.hash.slice(1).split('?', 2);
  return {view: view || DEFAULT, values: new URLSearchParams(values ?? '')};
}

/** The address of a view; values that are null are left out. */
export function link(view, values = {}) {
  const some = Object.entries(values).filter(([, value]) => value != null);
  return some.length ? `#${view}?${new URLSearchParams(some)}` : `#${view}`;
}

/** Writes values of the view that is shown into the address, without a step in the history; null takes one away. */
export function remember(changed) {
  const {view, values} = address();
  history.replaceState(null, '', link(view, {...Object.fromEntries(values), ...changed}));
}

/** Goes to an address as a click on a link does. */
export const go = where => { location.hash = where; };
