// Signing in with a passkey, also from the list that browsers show in the field for the username;
// and adding one.
import { all, field, one } from "../lib/dom.js";
import { schemes } from "../lib/schemes.js";
import { send } from "../lib/send.js";

const canDo = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** @type {AbortController | undefined} */
let waiting; // a browser asks for one passkey at a time

for (const place of all("[data-passkey]")) {
  place.hidden = !canDo;
  one("button", place).addEventListener("click", () => signIn(place));
}
for (const form of all("[data-new-passkey]")) {
  form.hidden = !canDo;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void add(/** @type {HTMLFormElement} */ (form));
  });
}
void offer();

/** Have the browser list passkeys among the usernames, if it can. */
async function offer() {
  const username = document.querySelector("form[data-sign-in] input[name=username]");
  const [place] = all("[data-passkey]");
  if (!canDo || !place || !(username instanceof HTMLInputElement)) return;
  if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return;
  username.autocomplete = /** @type {AutoFill} */ ("username webauthn");
  await signIn(place, "conditional");
}

/**
 * Sign in and go on; say so if it did not work, unless the person never chose a passkey.
 *
 * @param {HTMLElement} place
 * @param {CredentialMediationRequirement} [mediation]
 */
async function signIn(place, mediation = "optional") {
  waiting?.abort();
  const mine = (waiting = new AbortController());
  const failed = one("[data-passkey-failed]", place);
  failed.hidden = true;
  try {
    const options = await ask(place.dataset.options);
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const chosen = await navigator.credentials.get({ publicKey, mediation, signal: mine.signal });
    const answer = { credential: json(chosen), next: place.dataset.next };
    location.assign((await ask(place.dataset.url, answer)).next);
  } catch (error) {
    const isOff = mine.signal.aborted || (mediation === "conditional" && isDenial(error));
    failed.hidden = isOff;
  }
}

/** @param {HTMLFormElement} form */
async function add(form) {
  const failed = one("[data-passkey-failed]", form);
  failed.hidden = true;
  try {
    const options = await ask(form.dataset.options);
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const made = await navigator.credentials.create({ publicKey });
    const answer = { name: field(form, "name").value, credential: json(made) };
    location.assign((await ask(form.dataset.url, answer)).next);
  } catch {
    failed.hidden = false;
  }
}

/**
 * :raises Error: for an answer that refuses.
 *
 * @param {string | undefined} path
 * @param {object} [body]
 */
async function ask(path, body = {}) {
  const response = await send(path ?? "", { method: "POST", json: body, as: schemes.session });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** @param {Credential | null} credential */
const json = (credential) => /** @type {PublicKeyCredential} */ (credential).toJSON();

/** @param {unknown} error */
const isDenial = (error) => error instanceof DOMException;
