// Moments in the zone of the page, which is the person's own, much as the server writes them:
// day before month, 24 hours.
const lang = document.documentElement.lang;
const locale = lang === "en" ? "en-GB" : lang;
const { timeZone } = document.getElementById("wire").dataset;
const hours = { hourCycle: "h23", timeZone };

const dated = { ...hours, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const format = new Intl.DateTimeFormat(locale, dated);
const clockFormat = new Intl.DateTimeFormat(locale, { ...hours, timeStyle: "medium" });

export const moment = (value) => format.format(new Date(value));
export const clock = (value) => clockFormat.format(new Date(value));
