// Results that stay true while people vote: asked for again and again, but only
// while the poll is open and somebody looks. "304 Not Modified" costs next to nothing.
import { call } from "./api.js";
import { explain, say } from "./notices.js";
import { NoAnswer } from "./send.js";
import { moment } from "./times.js";

const EVERY = 4000; // milliseconds
const SLOWEST = 60_000;

const list = document.querySelector("[data-results]");
const state = document.querySelector("[data-live-state]");
const unit = document.querySelector("[data-unit]");
const figure = document.querySelector("[data-timeline]");
const lang = document.documentElement.lang;
const number = new Intl.NumberFormat(lang);
const percent = new Intl.NumberFormat(lang, { maximumFractionDigits: 0, roundingMode: "halfEven" });
const plural = new Intl.PluralRules(lang);
let closesAt = list.dataset.closes;
let wait = EVERY;
let timer;
let etag = "";
let isOver = false;

function plan() {
  clearTimeout(timer);
  if (!document.hidden && !isOver) timer = setTimeout(refresh, wait);
}

async function refresh() {
  clearTimeout(timer);
  if (isOver) return;
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    await take(await call(list.dataset.results, { headers, background: true }));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    later(wait * 2, state.dataset.away);
  }
  plan();
}

async function take(response) {
  const isPassing = response.status === 429 || response.status >= 500;
  if (isPassing) return later(response.headers.get("Retry-After") * 1000, state.dataset.paused);
  if (response.status !== 304 && !response.ok) return stop(response);
  if (response.ok) {
    etag = response.headers.get("ETag") ?? "";
    show(await response.json());
  }
  wait = EVERY;
  tell(state.dataset.live);
  // By the server's clock: this computer's may be wrong.
  if (closesAt && new Date(response.headers.get("Date")) >= new Date(closesAt)) location.reload();
}

function later(milliseconds, text) {
  wait = Math.min(Math.max(milliseconds, EVERY), SLOWEST);
  tell(text);
}

function stop(response) {
  isOver = true;
  tell("");
  const place = list.parentElement;
  return response.status === 401 ? say("signed-out", place) : explain(response, place);
}

function tell(text) {
  if (state.textContent !== text) state.textContent = text; // said aloud when it changes
}

function show(results) {
  closesAt = results.closes_at;
  for (const choice of results.choices) {
    const row = list.querySelector(`[data-choice="${choice.id}"]`);
    if (!row) return location.reload(); // the choices were edited
    row.querySelector("[data-votes]").textContent = number.format(choice.votes);
    row.querySelector("[data-share]").textContent = `${percent.format(choice.share * 100)} %`;
    row.querySelector("rect").setAttribute("width", choice.share);
  }
  document.querySelector("[data-total]").textContent = number.format(results.total);
  unit.textContent = plural.select(results.total) === "one" ? unit.dataset.one : unit.dataset.other;
  draw(results.over_time);
}

function draw(steps) {
  figure.hidden = steps.length < 2;
  if (figure.hidden) return;
  const most = Math.max(...steps.map(({ votes }) => votes));
  const chart = figure.querySelector("svg");
  chart.setAttribute("viewBox", `0 0 ${steps.length} ${most}`);
  chart.replaceChildren(...steps.map(({ votes }, i) => bar(i, most, votes)));
  const [first, last] = figure.querySelectorAll("time");
  const timeZone = figure.dataset.zone;
  first.textContent = moment(steps[0].from, { timeZone });
  last.textContent = moment(steps.at(-1).to, { timeZone });
}

function bar(i, most, votes) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const values = { class: "bar-fill", x: i, y: most - votes, width: 0.86, height: votes };
  for (const [name, value] of Object.entries(values)) rect.setAttribute(name, value);
  return rect;
}

document.addEventListener("visibilitychange", () => (document.hidden ? plan() : refresh()));
addEventListener("online", refresh);
refresh();
