// Shows the headers of a request or an answer, in the drawer and on Explore.
import { PLACEHOLDER } from "./journal.js";

/** @param {HTMLElement} place @param {Record<string, string>} values */
export function headers(place, values) {
  place.replaceChildren(
    ...Object.entries(values).map(([name, value]) => {
      const line = document.createElement("div");
      const key = document.createElement("b");
      key.textContent = `${name}: `;
      line.append(key, dotted(value));
      return line;
    }),
  );
}

/** A placeholder is for copying; to look at, it is dots. @param {string} text */
export const dotted = (text) => text.replaceAll(PLACEHOLDER, "••••••••");
