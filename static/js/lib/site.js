// The addresses, the zone and the names that the page gives its scripts (includes/wire.html).
import { one } from "./dom.js";

/** @type {Record<string, string>} */
export const site = /** @type {any} */ (one("#wire").dataset);
