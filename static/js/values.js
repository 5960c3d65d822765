// What a form says, as the API takes it.
import { instant } from "./times.js";

export class NoSuchTime extends Error {}

/**
 * Fields by name. Inputs with data-list make one list, without its empty ones; a time comes in the
 * page's zone and goes out in UTC, unless it is as it was: the inputs know no seconds.
 * Throws NoSuchTime where the clocks never show it, or twice.
 */
export function values(form) {
  const said = {};
  for (const field of form.elements) {
    const { name, type, value } = field;
    if (!name || name === "csrfmiddlewaretoken" || type === "submit") continue;
    if ("list" in field.dataset) said[name] = [...(said[name] ?? []), value].filter((text) => text.trim());
    else if (type === "datetime-local") {
      if (value !== field.dataset.was) said[name] = value ? moment(value) : null;
    } else if (type !== "radio") said[name] = value;
    else if (field.checked) said[name] = Number(value);
  }
  return said;
}

function moment(local) {
  const found = instant(local);
  if (!found) throw new NoSuchTime(local);
  return found.toISOString();
}
