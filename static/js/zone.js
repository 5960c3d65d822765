// Times are shown in the zone of one's profile. Where the browser is in another, it is offered.
const place = document.querySelector("[data-zone]");
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

if (timeZone && timeZone !== place.dataset.zone) {
  const form = place.querySelector("form");
  const button = form.querySelector("button");
  button.value = timeZone;
  button.querySelector("span").textContent = timeZone.replaceAll("_", " ");
  form.hidden = false;
}
