// Switches between light and dark. If you choose the system's own theme, the choice is forgotten.
import { one } from "../lib/dom.js";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const button = one("[data-theme-switch]");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
const show = () => button.setAttribute("aria-pressed", String(isDark()));

/** @param {boolean} dark */
function choose(dark) {
  const theme = dark ? "dark" : "light";
  root.dataset.theme = theme;
  try {
    if (dark === system.matches) localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
  show();
}

button.addEventListener("click", () => choose(!isDark()));
system.addEventListener("change", () => {
  delete root.dataset.theme;
  show();
});
show();
button.hidden = false;
