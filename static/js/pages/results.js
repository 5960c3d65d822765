// Keeps results up to date while people vote. It asks again and again, but only while the poll is
// open and someone is looking. "304 Not Modified" costs next to nothing.
import { call } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { explain, explainError, say } from "../lib/notices.js";
import { Outdated, chosen } from "../lib/schemes.js";
import { moment } from "../lib/times.js";

const EVERY = 4000; // milliseconds
const SLOWEST = 60_000;
const DAY = 24 * 3600 * 1000;

/** @typedef {{from: string, to: string, votes: number}} Step */
/** @typedef {{id: number, votes: number, share: number}} Choice */
/**
 * @typedef {object} Results
 * @property {string | null} closes_at
 * @property {number} total
 * @property {Choice[]} choices
 * @property {Step[]} over_time
 */

const list = one("[data-results]");
const place = list.parentElement ?? list;
const state = one("[data-live-state]");
const unit = one("[data-unit]");
const figure = one("[data-timeline]");
const lang = document.documentElement.lang;
const number = new Intl.NumberFormat(lang);
const percent = new Intl.NumberFormat(lang, { maximumFractionDigits: 0, roundingMode: "halfEven" });
const plural = new Intl.PluralRules(lang);
/** @type {string | null | undefined} */
let closesAt = list.dataset.closes;
let wait = EVERY;
/** @type {number | undefined} */
let timer;
let etag = "";
let isOver = false;
let now = new Date(); // of the last answer

function plan() {
  clearTimeout(timer);
  if (!document.hidden && !isOver) timer = setTimeout(refresh, wait);
}

async function refresh() {
  clearTimeout(timer);
  if (isOver) return;
  try {
    /** @type {Record<string, string>} */
    const headers = etag ? { "If-None-Match": etag } : {};
    await take(await call(list.dataset.results ?? "", { headers, background: true }));
  } catch (error) {
    if (error instanceof Outdated) await leave(error);
    else backOff("away"); // no answer, half of one, or somebody else's
  }
  plan();
}

/** @param {Response} response */
async function take(response) {
  const isPassing = response.status === 429 || response.status >= 500;
  if (isPassing) return backOff("paused", Number(response.headers.get("Retry-After")));
  if (response.status !== 304 && !response.ok) return stop(response);
  // By the server's clock: this computer's may be wrong.
  now = new Date(response.headers.get("Date") ?? Date.now());
  if (response.ok) {
    etag = response.headers.get("ETag") ?? "";
    show(await response.json());
  }
  wait = EVERY;
  tell("live");
  // Not at once: another server may answer the next time, with a clock that is behind.
  if (closesAt && now >= new Date(closesAt) && performance.now() > EVERY) location.reload();
}

/**
 * Wait longer each time, or the ``seconds`` that the server asks for, a day at most.
 *
 * @param {string} name
 * @param {number} [seconds]
 */
function backOff(name, seconds = 0) {
  wait = seconds > 0 ? Math.min(seconds * 1000, DAY) : Math.min(wait * 2, SLOWEST);
  tell(name);
}

/** @param {Response} response */
function stop(response) {
  isOver = true;
  tell("");
  if (response.status !== 401) return explain(response, place);
  return say(chosen().name === "session" ? "signed-out" : "access-ended", place);
}

/** @param {Outdated} error */
function leave(error) {
  isOver = true;
  tell("");
  return explainError(error, place);
}

/** Say how the counting goes: "live", "away", "paused", or nothing. @param {string} name */
function tell(name) {
  const text = state.dataset[name] ?? "";
  state.dataset.state = name;
  if (state.textContent !== text) state.textContent = text; // said aloud when it changes
}

/** @param {Results} results */
function show(results) {
  closesAt = results.closes_at;
  for (const choice of results.choices) {
    const [row] = all(`[data-choice="${choice.id}"]`, list);
    if (!row) return location.reload(); // the choices were edited
    one("[data-votes]", row).textContent = number.format(choice.votes);
    one("[data-share]", row).textContent = `${percent.format(choice.share * 100)} %`;
    one("rect", row, SVGElement).setAttribute("width", String(choice.share));
  }
  const { one: singular = "", other = "" } = unit.dataset;
  one("[data-total]").textContent = number.format(results.total);
  unit.textContent = plural.select(results.total) === "one" ? singular : other;
  draw(results.over_time);
}

/** @param {Step[]} steps */
function draw(steps) {
  const ended = steps.at(-1);
  figure.hidden = steps.length < 2;
  if (!ended || figure.hidden) return;
  const most = Math.max(...steps.map(({ votes }) => votes));
  const chart = one("svg", figure, SVGElement);
  chart.setAttribute("viewBox", `0 0 ${steps.length} ${most}`);
  chart.replaceChildren(...steps.map(({ votes }, i) => bar(i, most, votes)));
  const [first, last] = all("time", figure, HTMLTimeElement);
  mark(first, steps[0].from);
  mark(last, Math.min(Number(now), Date.parse(ended.to))); // it may end in the future
}

/** @param {HTMLTimeElement} time @param {import("../lib/times.js").Moment} value */
function mark(time, value) {
  time.dateTime = new Date(value).toISOString();
  time.textContent = moment(value);
}

/** @param {number} i @param {number} most @param {number} votes */
function bar(i, most, votes) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const values = { class: "bar-fill", x: i, y: most - votes, width: 0.86, height: votes };
  for (const [name, value] of Object.entries(values)) rect.setAttribute(name, String(value));
  return rect;
}

document.addEventListener("visibilitychange", () => (document.hidden ? plan() : void refresh()));
addEventListener("online", () => void refresh());
void refresh();
