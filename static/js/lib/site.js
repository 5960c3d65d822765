// What the page says about the site (includes/wire.html): addresses, zone, names.
import { one } from "./dom.js";

/** @type {Record<string, string>} */
export const site = /** @type {any} */ (one("#wire").dataset);
