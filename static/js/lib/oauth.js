// OAuth2 as a public client of this very site: authorization code with PKCE (RFC 7636). A page
// cannot keep a client secret. Instead, the verifier proves that the page that redeems the code is
// the one that asked for it.
import { nobody } from "./schemes.js";
import { send } from "./send.js";
import { site } from "./site.js";
import { tab } from "./storage.js";

const PENDING = "oauth.pending"; // what one authorization must remember until it comes back
export const SCOPE = "polls:read polls:vote";

/** @typedef {import("./schemes.js").Grant} Grant */
/**
 * @typedef {object} Pending
 * @property {string} state
 * @property {string} verifier
 * @property {string} issuer
 * @property {string} token_endpoint
 * @property {string} client_id
 * @property {string} redirect_uri
 * @property {string} scope
 */
/** @typedef {Pending & {next: string, as: string}} Asked */

/** @param {ArrayBuffer | Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/**
 * Ask the person; the browser comes back to the callback page, and from there to ``next``.
 *
 * @param {{scope?: string, next: string, as?: string}} options
 */
export async function authorize({ scope = SCOPE, next, as = "page" }) {
  const { url, pending } = await prepare({ scope });
  tab.set(PENDING, { ...pending, next, as });
  location.assign(url);
}

/**
 * Get a grant without asking, if the person has allowed as much before; else null.
 *
 * @param {{scope: string}} options
 */
export async function authorizeSilently({ scope }) {
  /** @type {import("./schemes.js").Scheme} */
  const browser = { name: "session", credentials: "same-origin", headers: () => ({}) };
  try {
    const { url, pending } = await prepare({ scope, prompt: "none" });
    const arrived = await send(url, { as: browser });
    return await redeem(new URL(arrived.url).searchParams, pending);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Return the address of a request that is answered by a form, with a code or with an error. */
export async function addressOfFormPost() {
  const asked = { scope: "polls:read", prompt: "none", response_mode: "form_post" };
  return (await prepare(asked)).url;
}

/**
 * Redeem the code in the URL of the callback page; return the grant and the page to go on to.
 *
 * :raises Refusal: with ``next``, if it is known.
 *
 * @param {URLSearchParams} answer
 */
export async function complete(answer) {
  /** @type {Asked | null} */
  const pending = tab.get(PENDING);
  tab.remove(PENDING); // a code, a state and a verifier serve once
  if (!pending) throw new Refusal("no_request");
  try {
    return { grant: await redeem(answer, pending), next: pending.next, as: pending.as };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal("no_answer");
    refusal.next = pending.next;
    throw refusal;
  }
}

/** RFC 6749 §6; null if it is refused. @param {Grant} grant @returns {Promise<Grant | null>} */
export async function refresh({ refresh_token, client_id, scope, token_endpoint }) {
  const form = { grant_type: "refresh_token", refresh_token: refresh_token ?? "", client_id };
  const response = await send(token_endpoint, { method: "POST", form, as: nobody });
  return response.ok
    ? { scope, client_id, token_endpoint, ...(await response.json()) }
    : null;
}

/** RFC 7009. With its refresh token the access token ends, too. @param {Grant} grant */
export async function revoke({ refresh_token, access_token, client_id }) {
  const { revocation_endpoint } = await metadata();
  const form = { token: refresh_token ?? access_token, client_id };
  return send(revocation_endpoint, { method: "POST", form, as: nobody, keepalive: true });
}

export class Refusal extends Error {
  /** @type {string | undefined} where to go on from the callback page */
  next;

  /** @param {string} code @param {string | null} [description] */
  constructor(code, description = "") {
    super(description || code);
    this.code = code;
  }
}

/** @param {{scope: string, prompt?: string, response_mode?: string}} options */
async function prepare({ scope, prompt, response_mode }) {
  const { client_id, redirect_uri } = await registered();
  const { issuer, authorization_endpoint, token_endpoint } = await metadata();
  const [state, verifier] = [random(), random()];
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id,
    redirect_uri,
    scope,
    state,
    code_challenge: base64url(digest),
    code_challenge_method: "S256",
    ...(prompt && { prompt }),
    ...(response_mode && { response_mode }),
  });
  const pending = { state, verifier, issuer, token_endpoint, client_id, redirect_uri, scope };
  return { url: `${authorization_endpoint}?${query}`, pending };
}

/** @param {URLSearchParams} answer @param {Pending} pending @returns {Promise<Grant>} */
async function redeem(answer, pending) {
  // A code that this page did not ask for is someone else's: RFC 9700 §4.7 and, for iss, RFC 9207.
  if (answer.get("state") !== pending.state) throw new Refusal("wrong_state");
  if (answer.get("iss") !== pending.issuer) throw new Refusal("wrong_issuer");
  const error = answer.get("error");
  if (error !== null) throw new Refusal(error, answer.get("error_description"));
  const { verifier, token_endpoint, client_id, redirect_uri, scope } = pending;
  const form = {
    grant_type: "authorization_code",
    code: answer.get("code") ?? "",
    code_verifier: verifier,
    client_id,
    redirect_uri,
  };
  const response = await send(token_endpoint, { method: "POST", form, as: nobody });
  if (response.status >= 500) throw response; // in front of the server may be others, with pages
  const issued = await response.json();
  if (!response.ok) throw new Refusal(issued.error, issued.error_description);
  return { scope, client_id, token_endpoint, ...issued };
}

/** @returns {Promise<{client_id: string, redirect_uri: string}>} */
async function registered() {
  const response = await send(site.client, { as: nobody });
  if (response.status === 404) throw new Refusal("no_client");
  if (!response.ok) throw response;
  return response.json();
}

/**
 * RFC 8414: a client that knows one address finds all others.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function metadata() {
  const response = await send(site.metadata, { as: nobody });
  if (!response.ok) throw response;
  return response.json();
}
