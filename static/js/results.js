// Results that stay true while people vote: asked for again and again, but only
// while the poll is open and somebody looks. "304 Not Modified" costs next to nothing.
import { call } from "./api.js";

const EVERY = 4000; // milliseconds
const SLOWEST = 60_000;

const list = document.querySelector("[data-results]");
const state = document.querySelector("[data-live-state]");
const number = new Intl.NumberFormat(document.documentElement.lang);
let wait = EVERY;
let timer;
let etag = "";

function plan() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refresh, wait);
}

async function refresh() {
  clearTimeout(timer);
  try {
    const response = await call(list.dataset.results, { headers: { "If-None-Match": etag } });
    if (response.ok) {
      etag = response.headers.get("ETag") ?? "";
      show(await response.json());
    } else if (response.status !== 304) {
      throw new Error(response.status);
    }
    wait = EVERY;
    tell(state.dataset.live);
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
    tell(state.dataset.away);
  }
  plan();
}

function tell(text) {
  if (state.textContent !== text) state.textContent = text; // said aloud when it changes
}

function show(results) {
  for (const choice of results.choices) {
    const row = list.querySelector(`[data-choice="${choice.id}"]`);
    if (!row) return location.reload(); // the choices were edited
    row.querySelector("[data-votes]").textContent = number.format(choice.votes);
    row.querySelector("[data-share]").textContent = `${Math.round(choice.share * 100)} %`;
    row.querySelector("rect").setAttribute("width", choice.share);
  }
  document.querySelector("[data-total]").textContent = number.format(results.total);
}

document.addEventListener("visibilitychange", () => (document.hidden ? plan() : refresh()));
addEventListener("online", refresh);
refresh();
