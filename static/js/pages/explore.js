// The bench: one endpoint, one kind of credentials, request and answer side by side; or all.
import { send } from "../lib/send.js";
import { dotted, headers as listHeaders } from "../lib/exchange.js";
import { BearersNeedConsent, NotGiven, credentials, discard } from "../lib/explore-credentials.js";
import { drop, prepare, tidy } from "../lib/explore-sandbox.js";
import { entries, withoutSecrets } from "../lib/journal.js";
import { explainError, hush } from "../lib/notices.js";
import { authorize } from "../lib/oauth.js";
import { here } from "../lib/access.js";
import { tab } from "../lib/storage.js";

const RUN = "explore.run";
const page = document.querySelector("[data-explore]");
const find = (name) => page.querySelector(`[data-${name}]`);
const endpoints = JSON.parse(document.getElementById("endpoints").textContent);
const bench = find("bench");
const cells = [...page.querySelectorAll("button.cell")];
const ISSUED = new Set(["token", "key", "access_token", "refresh_token", "id_token"]);

const cell = () =>
  cells.find(
    ({ dataset }) =>
      dataset.endpoint === bench.endpoint.value && dataset.credentials === bench.credentials.value,
  );

/** Run what ``cell`` stands for and mark it; return the Response. */
async function run(cell) {
  const endpoint = endpoints.find(({ name }) => name === cell.dataset.endpoint);
  const as = await credentials(cell.dataset.credentials, {
    username: bench.username.value,
    password: bench.password.value,
  });
  const request = await prepare(endpoint);
  const response = await send(request.path, { ...request, as });
  const entry = entries()[0];
  await drop(endpoint, response);
  const isRight = response.status === Number(cell.dataset.expected);
  cell.textContent = response.status;
  cell.dataset.result = isRight ? "right" : "wrong";
  return { response, entry, isRight };
}

/** One after the other: they share a poll to try things on. */
let turn = Promise.resolve();
function inTurn(work) {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}

const runInTurn = (chosen = cell()) => inTurn(() => runOne(chosen));

async function runOne(chosen) {
  if (chosen === cell()) clean();
  bench.setAttribute("aria-busy", "true");
  try {
    const { response, entry, isRight } = await run(chosen);
    if (chosen !== cell()) return; // something else is on the bench by now
    await show(response, entry);
    judge(response.status, chosen.dataset.expected, isRight);
  } catch (error) {
    if (error instanceof BearersNeedConsent) find("allow").hidden = false;
    else await explainError(error, find("place"), () => runInTurn(chosen));
  } finally {
    bench.removeAttribute("aria-busy");
    await tidy().catch(() => {}); // the server is away, and said so already
  }
}

async function runAll(button) {
  let done = 0;
  let wrong = 0;
  let skipped = 0;
  for (const each of cells) {
    try {
      if (!(await run(each)).isRight) wrong += 1;
      done += 1;
    } catch (error) {
      const isSkipped = error instanceof NotGiven;
      each.dataset.result = isSkipped ? "skipped" : "wrong";
      if (isSkipped) skipped += 1;
      else wrong += 1;
      if (error instanceof BearersNeedConsent) find("allow").hidden = false;
    }
    const told = [`${done} / ${cells.length}`];
    if (wrong) told.push(`✗ ${wrong}`);
    if (skipped) told.push(`${skipped} ${find("progress").dataset.skipped}`);
    find("progress").textContent = told.join(" · ");
  }
  await tidy();
  await discard();
  button.disabled = false;
}

async function show(response, entry) {
  const { method, path, request } = entry;
  find("request-line").textContent = `${method} ${path}`;
  listHeaders(find("request-headers"), request);
  fill("request-body", entry.json && dotted(JSON.stringify(entry.json, null, 2)));
  find("answer-line").textContent = `${response.status} ${response.statusText}`;
  listHeaders(find("answer-headers"), entry.response);
  fill("answer-body", pretty(await response.text()));
  find("panes").hidden = false;
}

function pretty(text) {
  try {
    return dotted(JSON.stringify(withoutSecrets(JSON.parse(text), ISSUED), null, 2));
  } catch {
    return text.length > 4000 ? `${text.slice(0, 4000)} …` : text;
  }
}

function fill(name, text) {
  find(name).textContent = text ?? "";
  find(name).hidden = !text;
}

function judge(status, expected, isRight) {
  const verdict = find("verdict");
  find("got").textContent = `${isRight ? "✓" : "✗"} ${status}`;
  find("text").textContent = isRight ? verdict.dataset.right : `${verdict.dataset.wrong} ${expected}`;
  verdict.dataset.result = isRight ? "right" : "wrong";
  verdict.hidden = false;
}

/** What was answered before must not seem to be the answer now. */
function clean() {
  hush(find("place"));
  for (const part of ["verdict", "panes", "allow"]) find(part).hidden = true;
}

function choose() {
  clean();
  const { endpoint, credentials } = bench;
  const query = new URLSearchParams({ endpoint: endpoint.value, credentials: credentials.value });
  history.replaceState(null, "", `?${query}`);
  for (const why of page.querySelectorAll("[data-why]")) {
    why.hidden = why.dataset.why !== bench.credentials.value;
  }
  find("password-field").hidden = bench.credentials.value !== "basic";
  bench.password.required = bench.credentials.value === "basic";
  for (const each of cells) each.removeAttribute("aria-current");
  cell().setAttribute("aria-current", "true");
}

if (bench) {
  for (const button of [find("run"), find("run-all"), ...cells]) button.disabled = false;
  bench.addEventListener("change", choose);
  bench.addEventListener("submit", (event) => {
    event.preventDefault();
    runInTurn();
  });
  find("run-all").addEventListener("click", ({ target }) => {
    target.disabled = true;
    inTurn(() => runAll(target));
  });
  find("allow-button").addEventListener("click", () => {
    tab.set(RUN, location.search);
    authorize({ scope: page.dataset.scopes, next: here(), as: "explore.grant" });
  });
  addEventListener("pagehide", discard);
  for (const each of cells) {
    each.addEventListener("click", () => {
      bench.endpoint.value = each.dataset.endpoint;
      bench.credentials.value = each.dataset.credentials;
      choose();
      bench.scrollIntoView({ block: "start" });
      if (bench.reportValidity()) runInTurn();
    });
  }
  for (const [name, value] of new URLSearchParams(location.search)) {
    const option = bench.querySelector(`[name="${CSS.escape(name)}"] [value="${CSS.escape(value)}"]`);
    if (option) option.selected = true;
  }
  choose();
  // One came back from allowing just this; a link alone runs nothing.
  if (tab.get(RUN) === location.search) runInTurn();
  tab.remove(RUN);
}
