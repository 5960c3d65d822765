// Times are shown in the zone of one's profile. Where the browser is in another, it is offered.
const form = document.querySelector("[data-zone-offer]");
const canonical = (timeZone) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Browsers call some zones by an old name, and so compare them by it; the form knows both.
if (here && !here.startsWith("Etc/") && here !== canonical(form.dataset.zoneOffer)) {
  const button = form.querySelector("button");
  button.value = here;
  button.querySelector("span").textContent = here.replaceAll("_", " ");
  form.hidden = false;
}
