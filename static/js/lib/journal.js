// The journal keeps the last requests for the drawer. It replaces secrets by placeholders before
// it keeps anything: a mark that nobody types, and the name of a variable.
import { prefix } from "./schemes.js";
import { tab } from "./storage.js";

const LENGTH = 30;
const SECRETS = new Set([
  ..."password token access_token refresh_token id_token client_secret".split(" "),
  ..."code code_verifier key".split(" "),
]);
/** @type {Record<string, string>} */
const KEY_OF = { token: "TOKEN", bearer: "ACCESS_TOKEN", basic: "BASIC" };
const MARK = "\ue000"; // of Unicode's private use area

export const PLACEHOLDER = new RegExp(`${MARK}([A-Z_]+)`, "g");
/** @param {string} name */
const placeholder = (name) => MARK + name;

/**
 * One request and its answer. Status 0: no answer came.
 *
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} at milliseconds since 1970
 * @property {string} method
 * @property {string} path with its query
 * @property {string} scheme
 * @property {number} status
 * @property {number} ms how long it took
 * @property {Record<string, string>} request headers
 * @property {Record<string, string>} response headers
 * @property {unknown} [json] the body that was sent
 * @property {Record<string, string>} [form] the same, of a form
 * @property {number} [times] how often, one after the other
 */

/** @returns {Entry[]} the newest first */
export const entries = () => tab.get("journal") ?? [];

/** @param {Entry} entry */
export function record(entry) {
  const [last, ...older] = entries();
  // The page asks for results again and again: those requests share one line with a count.
  const isSame =
    last?.method === entry.method &&
    last.path === entry.path &&
    last.scheme === entry.scheme &&
    last.status === entry.status;
  const kept = isSame ? older : [last, ...older].filter(Boolean);
  const times = isSame ? (last.times ?? 1) + 1 : 1;
  tab.set("journal", [{ ...entry, ...(isSame && { id: last.id }), times }, ...kept].slice(0, LENGTH));
  document.dispatchEvent(new Event("journal"));
}

export function clear() {
  tab.remove("journal");
  document.dispatchEvent(new Event("journal"));
}

/**
 * Return the headers of a request, as far as a page can know them; the browser adds the cookies.
 *
 * @param {Record<string, string>} headers
 * @param {{withCookies: boolean}} options
 */
export function masked(headers, { withCookies }) {
  const shown = { ...headers };
  if (shown.Authorization) shown.Authorization = maskedAuthorization(shown.Authorization);
  if (shown["X-CSRFToken"]) shown["X-CSRFToken"] = placeholder("CSRFTOKEN");
  if (withCookies) {
    const [session, csrf] = ["SESSIONID", "CSRFTOKEN"].map(placeholder);
    shown.Cookie = `${prefix}sessionid=${session}; ${prefix}csrftoken=${csrf}`;
    shown.Referer = `${location.origin}/`;
  }
  return shown;
}

/** @param {string} value */
function maskedAuthorization(value) {
  const [scheme, ...words] = value.split(" ");
  // Explore sends malformed headers on purpose; those hold no secret.
  const name = KEY_OF[scheme.toLowerCase()] ?? "SECRET";
  return words.length === 1 ? `${scheme} ${placeholder(name)}` : value;
}

/**
 * Replace the secrets in a body, at any depth.
 *
 * @template T
 * @param {T} value
 * @param {Set<string>} [names]
 * @returns {T}
 */
export function withoutSecrets(value, names = SECRETS) {
  /** @param {unknown} held @returns {any} */
  const cleaned = (held) => withoutSecrets(held, names);
  if (Array.isArray(value)) return /** @type {any} */ (value.map(cleaned));
  if (value === null || typeof value !== "object") return value;
  return /** @type {any} */ (
    Object.fromEntries(
      Object.entries(value).map(([name, held]) => [
        name,
        names.has(name) && typeof held === "string" ? placeholder(name.toUpperCase()) : cleaned(held),
      ]),
    )
  );
}
