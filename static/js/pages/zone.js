// Times are shown in the zone of your profile. If your browser is in another, the page offers it.
import { one } from "../lib/dom.js";

const form = one("[data-zone-offer]");
/** @param {string | undefined} timeZone */
const canonical = (timeZone) =>
  new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Browsers use old names for some zones, so names are compared in that form; the server knows both.
if (here && !here.startsWith("Etc/") && here !== canonical(form.dataset.zoneOffer)) {
  const button = one("button", form, HTMLButtonElement);
  button.value = here;
  one("span", button).textContent = here.replaceAll("_", " ");
  form.hidden = false;
}
