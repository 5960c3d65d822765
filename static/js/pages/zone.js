// Times are shown in the zone of your profile. If the browser is in another, it is offered.
import { one } from "../lib/dom.js";

const form = one("[data-zone-offer]");
/** @param {string | undefined} timeZone */
const canonical = (timeZone) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Browsers call some zones by an old name, and so compare them by it; the form knows both.
if (here && !here.startsWith("Etc/") && here !== canonical(form.dataset.zoneOffer)) {
  const button = one("button", form, HTMLButtonElement);
  button.value = here;
  one("span", button).textContent = here.replaceAll("_", " ");
  form.hidden = false;
}
