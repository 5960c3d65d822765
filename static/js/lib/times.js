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
