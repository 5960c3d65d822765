// All requests of these pages to the API go through here. `send` adds the header of the chosen
// scheme and writes the journal. `call` gets new credentials if the API refuses the old ones, and
// sends the request again.
import * as access from "./access.js";
import { send } from "./send.js";

/**
 * Ask ``path`` by the chosen scheme and return the Response, with any status but 401.
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
  if (options.keep) {
    options.keep();
    access.sayWhy();
  }
  await access.ask();
  return new Promise(() => {}); // the page is being left
}
