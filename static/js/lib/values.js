import { fields } from "./dom.js";
import { withOffset } from "./times.js";

/**
 * Return the values of a form as the API takes them: fields by name. Inputs with data-list make one
 * list, without its empty ones. A time is one of the person's own clock and goes out with its
 * offset; one that was not touched stays away, since inputs know no seconds.
 *
 * @param {HTMLFormElement} form
 */
export function values(form) {
  /** @type {Record<string, unknown>} */
  const json = {};
  for (const { name, type, value, checked, dataset } of fields(form)) {
    if (!name || ["button", "fieldset", "hidden", "submit"].includes(type)) continue;
    if ("list" in dataset) {
      const before = /** @type {string[]} */ (json[name] ?? []);
      json[name] = [...before, value].filter(Boolean);
    } else if (type === "datetime-local") {
      if (value !== dataset.was) json[name] = value ? withOffset(value) : null;
    } else if (type !== "radio") json[name] = value;
    else if (checked) json[name] = Number(value);
  }
  return json;
}
