// Questions to the server that this page came from.

/** A request that was refused, with the reason that the server gave. */
export class Refused extends Error {}

async function answer(response) {
  const found = await response.json();
  if (!response.ok) throw new Refused(found.error);
  return found;
}

const sent = request => request.catch(() => {
  throw new Refused('Zigzag does not answer: it has ended, or this machine is asleep. Start scripts/zigzag serve again.');
});

/** The JSON of a GET. */
export const ask = async path => answer(await sent(fetch(path)));

/** The text of a GET; null if it is longer than so many bytes, which are not fetched then. */
export async function askText(path, most) {
  const stop = new AbortController();
  const response = await sent(fetch(path, {signal: stop.signal}));
  if (!response.ok) return answer(response);
  if (response.headers.get('Content-Length') <= most) return response.text();
  stop.abort();
  return null;
}

/** The JSON that a POST is answered with. body: an object, sent as JSON, a blob or nothing. */
export const tell = async (path, body = null) => answer(await sent(fetch(path, {
  method: 'POST',
  body: body === null || body instanceof Blob ? body : JSON.stringify(body),
})));

/** A path with the names between its parts encoded: path`/api/trainings/${id}/units`. */
export const path = (parts, ...names) => String.raw({raw: parts}, ...names.map(encodeURIComponent));
