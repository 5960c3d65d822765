// Moments in the zone of the page, which is the person's own, much as the server writes them:
// day before month, 24 hours.
import { site } from "./site.js";

const { lang } = document.documentElement;
const locale = lang === "en" ? "en-GB" : lang;

/** @type {Intl.DateTimeFormatOptions} */
const hours = { hourCycle: "h23", timeZone: site.timeZone };
const format = new Intl.DateTimeFormat(locale, {
  ...hours,
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const clockFormat = new Intl.DateTimeFormat(locale, { ...hours, timeStyle: "medium" });

/** @typedef {string | number | Date} Moment what Date takes; numbers are milliseconds */

/** @param {Moment} value */
export const moment = (value) => format.format(new Date(value));
/** @param {Moment} value */
export const clock = (value) => clockFormat.format(new Date(value));

const HOUR = 3_600_000; // milliseconds

/** @type {Intl.DateTimeFormatOptions} */
const digits = { hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" };
const wall = new Intl.DateTimeFormat("sv", {
  ...digits,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: site.timeZone,
});

/**
 * Return `local`, a time of the person's own clock ("2026-12-01T12:00"), with its offset from UTC.
 * A time that the clocks skip or show twice stays as it is: the server says what is wrong with it.
 *
 * @param {string} local
 */
export function withOffset(local) {
  const time = Date.parse(`${local}Z`);
  if (Number.isNaN(time)) return local;
  // Of a change of the clocks, one day before and one after.
  const around = [offsetAt(time - 24 * HOUR), offsetAt(time + 24 * HOUR)];
  const fitting = around.filter((offset) => offsetAt(time - offset) === offset);
  return new Set(fitting).size === 1 ? local + inWords(fitting[0]) : local;
}

/** @param {number} time milliseconds since 1970 */
function offsetAt(time) {
  const shown = Date.parse(`${wall.format(time).replace(" ", "T")}Z`);
  return shown - Math.floor(time / 1000) * 1000;
}

/** @param {number} offset milliseconds */
function inWords(offset) {
  const minutes = Math.abs(offset) / 60_000;
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
