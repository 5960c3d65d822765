// Adds a button that shows a password, and ticks off the rules while you type a new one. Without
// scripts the fields and the rules are the same; the server decides in any case.
import { all, one } from "../lib/dom.js";
import { isMet } from "../lib/password-rules.js";

const toggle = one("#show-password", document, HTMLTemplateElement).content;

for (const input of all("input[type=password]", document, HTMLInputElement)) {
  offerToShow(input);
  const rules = all(`#${CSS.escape(input.id)}_helptext [data-rule]`);
  if (rules.length) input.addEventListener("input", () => tick(rules, input.value));
}

const [fresh, repeated] = all("input[autocomplete=new-password]", document, HTMLInputElement);
if (repeated) {
  const help = document.getElementById(`${repeated.id}_helptext`);
  const compare = () => {
    mark(help, repeated.value ? repeated.value === fresh.value : undefined);
  };
  for (const input of [fresh, repeated]) input.addEventListener("input", compare);
}

/** @param {HTMLInputElement} input */
function offerToShow(input) {
  const box = document.createElement("span");
  box.className = "password";
  const isFocused = document.activeElement === input;
  input.replaceWith(box);
  box.append(input, toggle.cloneNode(true));
  if (isFocused) input.focus();
  const button = one("button", box);
  /** @param {boolean} isShown */
  const show = (isShown) => {
    input.type = isShown ? "text" : "password";
    input.spellcheck = false;
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false)); // so that browsers know what to keep
}

/** @param {HTMLElement[]} rules @param {string} password */
function tick(rules, password) {
  for (const rule of rules) {
    const { rule: name = "", least } = rule.dataset;
    mark(rule, isMet(name, password, { least: Number(least) }));
  }
}

/** @param {HTMLElement | null} element @param {boolean | undefined} met */
function mark(element, met) {
  if (element) element.dataset.met = met === undefined ? "" : String(met);
}
