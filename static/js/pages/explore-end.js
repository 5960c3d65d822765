// Gets an access token, ends it, and shows who goes on taking it. The page plays an API that checks
// JWTs by itself: it has the keys of the issuer, and asks nobody.
import { here } from "../lib/access.js";
import { all, one } from "../lib/dom.js";
import { BearersNeedConsent, headed, narrow } from "../lib/explore-credentials.js";
import { endpoint } from "../lib/explore-sandbox.js";
import { NotGood, check } from "../lib/jwt.js";
import { explainError, hush } from "../lib/notices.js";
import { authorize, metadata, revoke } from "../lib/oauth.js";
import { nobody } from "../lib/schemes.js";
import { send } from "../lib/send.js";
import { tab } from "../lib/storage.js";

const RUN = "explore.end";
const SCOPE = "polls:read";
const panel = one("[data-end]");
/** @param {string} name */
const find = (name) => one(`[data-end-${name}]`, panel);
const [button] = all("button[data-end-run]", panel, HTMLButtonElement); // none where they are off
const seconds = () => Date.now() / 1000;
/** @type {number | undefined} */
let timer;

/**
 * Fetch the keys, as an API does when it starts, and return how it judges a token: by its claims,
 * or null if it refuses it.
 */
async function otherApi() {
  const { issuer, jwks_uri } = await metadata();
  const response = await send(jwks_uri, { as: nobody });
  if (!response.ok) throw response;
  const { keys } = await response.json();
  const expected = { keys, issuer, audience: issuer, scope: SCOPE };
  /** @param {string} token */
  return async (token) => {
    try {
      return await check(token, { ...expected, now: seconds() });
    } catch (error) {
      if (error instanceof NotGood) return null;
      throw error;
    }
  };
}

async function run() {
  const judge = await otherApi();
  const grant = await narrow();
  const token = grant.access_token;
  /** @param {string} when */
  const compare = async (when) => {
    const { status } = await send(endpoint("list").path, { as: headed("oauth", `Bearer ${token}`) });
    mark(`here-${when}`, status);
    const claims = await judge(token);
    mark(`there-${when}`, claims ? 200 : 401);
    return claims;
  };
  await compare("before");
  await revoke(grant);
  const claims = await compare("after");
  if (claims) countDown(claims.exp, async () => mark("there-after", (await judge(token)) ? 200 : 401, 401));
}

/** @param {string} name @param {number} status @param {number} [expected] */
function mark(name, status, expected) {
  const cell = one(`[data-end-cell="${name}"]`, panel);
  cell.textContent = String(status);
  cell.dataset.result = status === (expected ?? Number(cell.dataset.expected)) ? "right" : "wrong";
}

/** Return "4:59". @param {number} seconds */
const clock = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Tell how long the token is taken, and call ``over`` then. @param {number} exp @param {() => unknown} over */
function countDown(exp, over) {
  const tick = () => {
    const left = Math.max(Math.ceil(exp - seconds()), 0);
    find("left").textContent = clock(left);
    find("open").hidden = !left;
    find("over").hidden = Boolean(left);
    if (left) return;
    clearInterval(timer);
    over();
  };
  timer = window.setInterval(tick, 1000);
  tick();
}

async function start() {
  clearInterval(timer);
  hush(find("place"));
  for (const part of ["allow", "open", "over"]) find(part).hidden = true;
  button.disabled = true;
  try {
    await run();
  } catch (error) {
    if (error instanceof BearersNeedConsent) find("allow").hidden = false;
    else await explainError(error, find("place"), start);
  } finally {
    button.disabled = false;
  }
}

if (button) {
  button.disabled = false;
  button.addEventListener("click", () => void start());
  find("allow-button").addEventListener("click", () => {
    tab.set(RUN, true);
    const scope = one("[data-explore]").dataset.scopes;
    const asked = authorize({ scope, next: here(), as: "explore.grant" });
    asked.catch((error) => explainError(error, find("place")));
  });
  if (tab.get(RUN)) {
    // You come back from allowing it, to the top of a long page.
    panel.scrollIntoView();
    void start();
  }
  tab.remove(RUN);
}
