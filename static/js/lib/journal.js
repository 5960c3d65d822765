// The last requests, for the drawer. Secrets are replaced by placeholders before anything is
// kept: a mark that nobody types, and the name of a variable.
import { prefix } from "./schemes.js";
import { tab } from "./storage.js";

const LENGTH = 30;
const SECRETS = new Set([
  ..."password token access_token refresh_token id_token client_secret".split(" "),
  ..."code code_verifier key".split(" "),
]);
const KEY_OF = { token: "TOKEN", bearer: "ACCESS_TOKEN", basic: "BASIC" };
const MARK = "\ue000"; // of Unicode's private use area

export const PLACEHOLDER = new RegExp(`${MARK}([A-Z_]+)`, "g");
const placeholder = (name) => MARK + name;

export const entries = () => tab.get("journal") ?? [];

/** Keep ``entry``: at, method, path, scheme, status, ms, request, response (headers), body. */
export function record(entry) {
  const [last, ...older] = entries();
  // Results are asked for again and again: one line with a count.
  const isSame = ["method", "path", "scheme", "status"].every((key) => last?.[key] === entry[key]);
  const kept = isSame ? older : [last, ...older].filter(Boolean);
  const times = isSame ? (last.times ?? 1) + 1 : 1;
  tab.set("journal", [{ ...entry, ...(isSame && { id: last.id }), times }, ...kept].slice(0, LENGTH));
  document.dispatchEvent(new Event("journal"));
}

export function clear() {
  tab.remove("journal");
  document.dispatchEvent(new Event("journal"));
}

/** What goes out with a request, as far as a page can tell; the browser adds the cookies. */
export function masked(headers, { withCookies }) {
  const shown = { ...headers };
  if (shown.Authorization) shown.Authorization = maskedAuthorization(shown.Authorization);
  if (shown["X-CSRFToken"]) shown["X-CSRFToken"] = placeholder("CSRFTOKEN");
  if (withCookies) {
    const [session, csrf] = ["SESSIONID", "CSRFTOKEN"].map(placeholder);
    shown.Cookie = `${prefix}sessionid=${session}; ${prefix}csrftoken=${csrf}`;
    shown.Referer = location.origin + "/";
  }
  return shown;
}

function maskedAuthorization(value) {
  const [scheme, ...words] = value.split(" ");
  // Anything but one word is a mistake that is made on purpose, and no secret.
  const name = KEY_OF[scheme.toLowerCase()] ?? "SECRET";
  return words.length === 1 ? `${scheme} ${placeholder(name)}` : value;
}

/** Replace what is secret in a body, however deep. */
export function withoutSecrets(value, names = SECRETS) {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, names));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name,
      names.has(name) && typeof held === "string"
        ? placeholder(name.toUpperCase())
        : withoutSecrets(held, names),
    ]),
  );
}
