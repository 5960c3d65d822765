// The one way by which these pages talk to the API. Every request passes `send`, which adds the
// chosen scheme's header and writes the journal; `call` is its interceptor: when credentials are
// refused, it goes for new ones and comes back to what one was doing.
import * as access from "./access.js";
import { send } from "./send.js";

/**
 * Ask ``path`` by the chosen scheme and return the Response, whatever its status but 401.
 *
 * ``keep`` is called before the page is left for the sign-in page. With ``background`` nobody
 * waits for this one, so the page stays and the 401 is returned.
 *
 * @param {string} path
 * @param {import("./send.js").Sending & {keep?: () => void, background?: boolean}} [options]
 * @returns {Promise<Response>}
 */
export async function call(path, options = {}) {
  const response = await send(path, options);
  if (response.status !== 401) return response;
  if (await access.renew()) {
    const second = await send(path, options);
    if (second.status !== 401) return second;
  }
  if (options.background) return response;
  options.keep?.();
  await access.ask();
  return new Promise(() => {}); // the page is being left
}
