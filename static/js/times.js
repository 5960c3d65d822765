// Moments as the server writes them: day before month, 24 hours, in the person's own zone.
const lang = document.documentElement.lang;
const locale = lang === "en" ? "en-GB" : lang;
const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export function moment(value, options = {}) {
  return new Intl.DateTimeFormat(locale, { ...parts, ...options }).format(new Date(value));
}

export const clock = (value) =>
  new Intl.DateTimeFormat(locale, { timeStyle: "medium", hourCycle: "h23" }).format(new Date(value));
