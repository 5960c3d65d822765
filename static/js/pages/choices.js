// Adds and removes the choices of a question one by one. Without scripts there are spare inputs.
import { all, around, one } from "../lib/dom.js";

/** @param {Element | null} row */
const input = (row) => one("input", /** @type {Element} */ (row), HTMLInputElement);

/** @param {HTMLElement} box */
function start(box) {
  const list = one("ol", box);
  const add = one("[data-add]", box);
  const most = Number(box.dataset.most);

  function number() {
    const rows = [...list.children];
    rows.forEach((row, i) => {
      input(row).setAttribute("aria-label", `${add.dataset.label} ${i + 1}`);
      const remove = one("[data-remove]", row);
      remove.hidden = rows.length <= 2;
      remove.setAttribute("aria-label", `${remove.lastElementChild?.textContent} ${i + 1}`);
    });
    add.hidden = rows.length >= most;
  }

  function append() {
    const row = /** @type {HTMLElement} */ (one("li", list).cloneNode(true));
    input(row).value = "";
    list.append(row);
    number();
    input(row).focus();
  }

  add.addEventListener("click", append);
  list.addEventListener("click", ({ target }) => {
    const row = around(target, "[data-remove]") && around(target, "li");
    if (!row) return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    input(next).focus();
  });
  list.addEventListener("keydown", (event) => {
    // Enter goes to the next choice, as in a list, and does not send the form.
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const next = around(event.target, "li")?.nextElementSibling;
    if (next) input(next).focus();
    else if (!add.hidden) append();
  });

  const spare = [...list.children].filter((row) => !input(row).value);
  for (const row of spare) if (list.children.length > 2) row.remove();
  number();
}

for (const box of all("[data-choices]")) start(box); // with votes, the choices are not on the page
