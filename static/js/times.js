// Moments in the zone of the page, which is the person's own, much as the server writes them:
// day before month, 24 hours.
const lang = document.documentElement.lang;
const locale = lang === "en" ? "en-GB" : lang;
const { timeZone } = document.getElementById("wire").dataset;
const DAY = 86_400_000; // milliseconds
const hours = { hourCycle: "h23", timeZone };

const dated = { ...hours, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const format = new Intl.DateTimeFormat(locale, dated);
const clockFormat = new Intl.DateTimeFormat(locale, { ...hours, timeStyle: "medium" });

const parts = { year: "numeric", month: "numeric", day: "numeric", minute: "numeric", second: "numeric" };
const wall = new Intl.DateTimeFormat("en", { ...hours, ...parts, hour: "numeric" });

export const moment = (value) => format.format(new Date(value));
export const clock = (value) => clockFormat.format(new Date(value));

/**
 * When the clocks of the page's zone show ``local`` (2026-11-25T08:30, as inputs have it), a Date;
 * null when they never do, or do so twice, as where clocks are changed.
 */
export function instant(local) {
  const asUTC = Date.parse(`${local}Z`);
  if (Number.isNaN(asUTC)) return null;
  // The offsets before and after; a zone changes them once in two days at most.
  const offsets = new Set([asUTC - DAY, asUTC + DAY].map(offset));
  const found = [...offsets].filter((each) => offset(asUTC - each) === each);
  return found.length === 1 ? new Date(asUTC - found[0]) : null;
}

/** Milliseconds by which the page's zone is ahead of UTC at ``time``. */
function offset(time) {
  const shown = Object.fromEntries(wall.formatToParts(time).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - time;
}
