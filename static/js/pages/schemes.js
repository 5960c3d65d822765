// The menu in the header that chooses the scheme of the page's requests.
import { end, held } from "../lib/access.js";
import { OBTAIN, change, show } from "../lib/choice.js";
import { around, field, one } from "../lib/dom.js";
import { explainError, hush } from "../lib/notices.js";
import { Outdated, chosen, holdsOfOthers, isOutdated } from "../lib/schemes.js";
import { tab } from "../lib/storage.js";

const menu = one("#schemes");

if (holdsOfOthers()) void end(); // of whoever used this browser before
show();
addEventListener("storage", ({ key }) => {
  if (key === null || key === "scheme" || key === "token") refresh(); // chosen in another tab
});

if (document.querySelector("[data-user]")) {
  one("[data-scheme-button]").hidden = false;
  const form = one("form", menu, HTMLFormElement);
  // A button changes the scheme: the arrow keys pass over schemes that you do not want.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void follow(field(form, "scheme").value);
  });
  menu.addEventListener("beforetoggle", refresh); // what was checked and not used is not kept
}

function refresh() {
  if (!menu.hasAttribute("aria-busy")) show(); // else it is on the way from one to another
}

let wanted = "";

/** Change to the scheme ``name``; what is wanted meanwhile comes next. @param {string} name */
async function follow(name) {
  wanted = name;
  if (menu.hasAttribute("aria-busy")) return;
  hush(menu);
  const isInUse = name === chosen().name && held(); // to change would end its credentials
  menu.setAttribute("aria-busy", "true");
  let isDone = isInUse;
  try {
    isDone ||= await change(name, menu, () => follow(name));
  } finally {
    menu.removeAttribute("aria-busy");
  }
  if (wanted !== name) {
    await follow(wanted);
    return;
  }
  show();
  if (isDone && name === "session") menu.hidePopover(); // the token's end is there to read
}

// If someone signs in or out in another tab, this one says so when you come back to it.
for (const name of ["focus", "pageshow"]) {
  addEventListener(name, () => {
    if (isOutdated()) void explainError(new Outdated(), one("#content"));
  });
}

// You have just signed in.
const isPassing = document.querySelector("[data-passing], form[data-sign-in]");
if (document.querySelector("[data-user]") && !isPassing) {
  const isDue = tab.get(OBTAIN);
  tab.remove(OBTAIN);
  if (isDue && !held()) void change(chosen().name, one("#content")).then(show);
}

// The credentials ended while nothing was being sent (wire.html, "access-ended").
document.addEventListener("click", async ({ target }) => {
  const place = around(target, "[data-renew]") && around(target, "[data-word]")?.parentElement;
  if (place && (await change(chosen().name, place))) location.reload();
});
