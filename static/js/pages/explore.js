// The bench runs one endpoint with one kind of credentials and shows request and answer side by
// side, or it runs them all.
import { here } from "../lib/access.js";
import { all, field, one } from "../lib/dom.js";
import { dotted, headers as listHeaders } from "../lib/exchange.js";
import { BearersNeedConsent, NotGiven, credentials, discard } from "../lib/explore-credentials.js";
import { drop, endpoint, prepare, sweep, tidy } from "../lib/explore-sandbox.js";
import { entries, withoutSecrets } from "../lib/journal.js";
import { explainError, hush } from "../lib/notices.js";
import { Refusal, authorize } from "../lib/oauth.js";
import { send } from "../lib/send.js";
import { tab } from "../lib/storage.js";

const RUN = "explore.run";
const page = one("[data-explore]");
/** @param {string} name */
const find = (name) => one(`[data-${name}]`, page);
const [bench] = all("form[data-bench]", page, HTMLFormElement); // none for who is signed out
const cells = all("button.cell", page, HTMLButtonElement);
/** @param {string} name of a field on the bench */
const on = (name) => field(bench, name);
const ISSUED = new Set(["token", "key", "access_token", "refresh_token", "id_token"]);

/** The cell that the bench has chosen. */
function current() {
  const [endpoint, credentials] = [on("endpoint").value, on("credentials").value];
  const found = cells.find(
    ({ dataset }) => dataset.endpoint === endpoint && dataset.credentials === credentials,
  );
  if (!found) throw new Error(`No cell for ${endpoint} by ${credentials}`);
  return found;
}

/** @type {import("../lib/explore-credentials.js").Given} */
const given = {
  basic: () => ({ username: on("username").value, password: on("password").value }),
  typed: (name) => {
    const { value, dataset } = on(`given-${name}`);
    return value && `${dataset.keyword} ${value}`;
  },
};

/** Run what ``cell`` stands for and mark it. @param {HTMLElement} cell */
async function run(cell) {
  const called = endpoint(cell.dataset.endpoint ?? "");
  const as = await credentials(cell.dataset.credentials ?? "", given);
  const request = await prepare(called);
  const response = await send(request.path, { ...request, as });
  const entry = entries()[0];
  await drop(called, response);
  const isRight = response.status === Number(cell.dataset.expected);
  cell.textContent = String(response.status);
  cell.dataset.result = isRight ? "right" : "wrong";
  return { response, entry, isRight };
}

let turn = Promise.resolve();

/** One after the other: they share a poll to try things on. @param {() => Promise<void>} work */
function inTurn(work) {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}

/** @param {HTMLElement} [chosen] @returns {Promise<void>} */
const runInTurn = (chosen = current()) => inTurn(() => runOne(chosen));

/** @param {HTMLElement} chosen */
async function runOne(chosen) {
  if (chosen === current()) clean();
  bench.setAttribute("aria-busy", "true");
  try {
    const { response, entry, isRight } = await run(chosen);
    if (chosen !== current()) return; // something else is on the bench by now
    await show(response, entry);
    judge(response.status, chosen.dataset.expected ?? "", isRight);
    help(response.headers.get("Link") ?? "");
  } catch (error) {
    if (error instanceof BearersNeedConsent) find("allow").hidden = false;
    else await explainError(error, find("place"), () => runInTurn(chosen));
  } finally {
    bench.removeAttribute("aria-busy");
    await tidy().catch(() => {}); // the server is away, and said so already
  }
}

/** @param {HTMLButtonElement} button @param {HTMLButtonElement} allow leads away */
async function runAll(button, allow) {
  let done = 0;
  let wrong = 0;
  let skipped = 0;
  /** @type {Set<string>} */
  const lacking = new Set();
  for (const each of cells) {
    try {
      if (!(await run(each)).isRight) wrong += 1;
      done += 1;
    } catch (error) {
      const lack = lackOf(error);
      each.dataset.result = lack ? "skipped" : "wrong";
      if (lack) skipped += 1;
      else wrong += 1;
      lacking.add(lack);
      if (error instanceof BearersNeedConsent) find("allow").hidden = false;
    }
    const told = [`${done} / ${cells.length}`];
    if (wrong) told.push(`✗ ${wrong}`);
    if (skipped) told.push(`${skipped} ${why(lacking)}`);
    find("progress").textContent = told.join(" · ");
  }
  await tidy();
  await discard();
  button.disabled = allow.disabled = false;
}

/** Return what a run lacks that only a person can give, or "". @param {unknown} error */
function lackOf(error) {
  if (error instanceof NotGiven) return error.message;
  return error instanceof Refusal && error.code === "no_client" ? "application" : "";
}

/** Say why some were not run. @param {Set<string>} lacking */
function why(lacking) {
  const { dataset } = find("progress");
  const words = [...lacking].flatMap((lack) => dataset[lack] ?? []);
  const listed = new Intl.ListFormat(document.documentElement.lang, { type: "disjunction" });
  return `${dataset.skipped} ${listed.format(words)}`;
}

/** @param {Response} response @param {import("../lib/journal.js").Entry} entry */
async function show(response, entry) {
  const { method, path, request } = entry;
  find("request-line").textContent = `${method} ${path}`;
  listHeaders(find("request-headers"), request);
  fill("request-body", entry.json ? dotted(JSON.stringify(entry.json, null, 2)) : "");
  find("answer-line").textContent = `${response.status} ${response.statusText}`;
  listHeaders(find("answer-headers"), entry.response);
  fill("answer-body", pretty(await response.text()));
  find("panes").hidden = false;
}

/** @param {string} text */
function pretty(text) {
  try {
    return dotted(JSON.stringify(withoutSecrets(JSON.parse(text), ISSUED), null, 2));
  } catch {
    return text.length > 4000 ? `${text.slice(0, 4000)} …` : text;
  }
}

/** @param {string} name @param {string} text */
function fill(name, text) {
  find(name).textContent = text;
  find(name).hidden = !text;
}

/** @param {number} status @param {string} expected @param {boolean} isRight */
function judge(status, expected, isRight) {
  const verdict = find("verdict");
  const { right = "", wrong = "" } = verdict.dataset;
  find("got").textContent = `${isRight ? "✓" : "✗"} ${status}`;
  find("text").textContent = isRight ? right : `${wrong} ${expected}`;
  verdict.dataset.result = isRight ? "right" : "wrong";
  verdict.hidden = false;
}

/** Lead to the words about a refusal, which its header names (RFC 8288). @param {string} link */
function help(link) {
  const [, address] = /^<(\/[^>]+)>; rel="help"$/.exec(link) ?? [];
  find("help").hidden = !address;
  if (address) find("help").setAttribute("href", address);
}

/** Clear the bench: the last answer must not look like the new one. */
function clean() {
  hush(find("place"));
  for (const part of ["verdict", "panes", "allow"]) find(part).hidden = true;
}

function choose() {
  clean();
  const [endpoint, credentials] = [on("endpoint").value, on("credentials").value];
  history.replaceState(null, "", `?${new URLSearchParams({ endpoint, credentials })}`);
  for (const why of all("[data-why]", page)) why.hidden = why.dataset.why !== credentials;
  for (const asked of all("[data-given]", page)) {
    asked.hidden = asked.dataset.given !== credentials;
    for (const input of all("input[id]", asked, HTMLInputElement)) input.required = !asked.hidden;
  }
  for (const each of cells) each.removeAttribute("aria-current");
  current().setAttribute("aria-current", "true");
}

if (bench) {
  const runButton = one("[data-run]", page, HTMLButtonElement);
  const runAllButton = one("[data-run-all]", page, HTMLButtonElement);
  const allowButton = one("[data-allow-button]", page, HTMLButtonElement);
  for (const button of [runButton, runAllButton, ...cells]) button.disabled = false;
  bench.addEventListener("change", choose);
  bench.addEventListener("submit", (event) => {
    event.preventDefault();
    void runInTurn();
  });
  runAllButton.addEventListener("click", () => {
    runAllButton.disabled = allowButton.disabled = true;
    void inTurn(() => runAll(runAllButton, allowButton));
  });
  allowButton.addEventListener("click", () => {
    tab.set(RUN, location.search);
    const asked = authorize({ scope: page.dataset.scopes, next: here(), as: "explore.grant" });
    asked.catch((error) => explainError(error, find("place")));
  });
  addEventListener("pagehide", () => void Promise.allSettled([tidy(), discard()]));
  for (const each of cells) {
    each.addEventListener("click", () => {
      on("endpoint").value = each.dataset.endpoint ?? "";
      on("credentials").value = each.dataset.credentials ?? "";
      choose();
      bench.scrollIntoView({ block: "start" });
      if (bench.reportValidity()) void runInTurn();
    });
  }
  for (const [name, value] of new URLSearchParams(location.search)) {
    const wanted = `[name="${CSS.escape(name)}"] option[value="${CSS.escape(value)}"]`;
    for (const option of all(wanted, bench, HTMLOptionElement)) option.selected = true;
  }
  choose();
  void inTurn(sweep).catch(() => {}); // the server is away, and the first run says so
  // You come back from allowing this very run; a link alone runs nothing.
  if (tab.get(RUN) === location.search) void runInTurn();
  tab.remove(RUN);
}
