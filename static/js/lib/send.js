// `send` makes one request to this server: it adds the scheme's header and writes the journal.
import { masked, record, withoutSecrets } from "./journal.js";
import { chosen } from "./schemes.js";

export class NoAnswer extends Error {}

/**
 * @typedef {object} Sending
 * @property {string} [method]
 * @property {import("./schemes.js").Scheme} [as] the credentials; without, the chosen scheme's
 * @property {unknown} [json] the body, as an object
 * @property {Record<string, string>} [form] the same, of a form
 * @property {Record<string, string>} [headers]
 * @property {boolean} [keepalive] whether it goes out although the page is left
 */

/**
 * Ask ``path`` and return the Response, with any status.
 *
 * :raises NoAnswer: when there is none.
 *
 * @param {string} path
 * @param {Sending} [options]
 */
export async function send(path, { method = "GET", as = chosen(), json, form, ...options } = {}) {
  const url = new URL(path, location.origin);
  if (url.origin !== location.origin) throw new Error(`Not of this site: ${url}`);

  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", ...options.headers, ...as.headers(method) };
  if (json) headers["Content-Type"] = "application/json";
  if (form) headers["Content-Type"] = "application/x-www-form-urlencoded";
  const body = json ? JSON.stringify(json) : form && String(new URLSearchParams(form));

  const entry = {
    id: crypto.randomUUID(),
    at: Date.now(),
    method,
    path: url.pathname + url.search,
    scheme: as.name,
    request: masked(headers, { withCookies: as.credentials !== "omit" }),
    ...(json !== undefined && { json: withoutSecrets(json) }),
    ...(form && { form: withoutSecrets(form) }),
  };
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      credentials: as.credentials,
      cache: "no-store", // the browser's cache would answer for the server
      keepalive: options.keepalive,
    });
    const answered = Object.fromEntries(response.headers);
    record({ ...entry, status: response.status, ms: took(), response: answered });
    return response;
  } catch (error) {
    record({ ...entry, status: 0, ms: took(), response: {} });
    throw new NoAnswer("no answer", { cause: error });
  }
}
