// Asking: choices are added and removed one by one. Without this there are spare inputs.
const box = document.querySelector("[data-choices]");

function start() {
  const list = box.querySelector("ol");
  const add = box.querySelector("[data-add]");
  const most = Number(box.dataset.most);

  function number() {
    const rows = [...list.children];
    rows.forEach((row, i) => {
      row.querySelector("input").setAttribute("aria-label", `${add.dataset.label} ${i + 1}`);
      const remove = row.querySelector("[data-remove]");
      remove.hidden = rows.length <= 2;
      remove.setAttribute("aria-label", `${remove.lastElementChild.textContent} ${i + 1}`);
    });
    add.hidden = rows.length >= most;
  }

  function append() {
    const row = list.firstElementChild.cloneNode(true);
    row.querySelector("input").value = "";
    list.append(row);
    number();
    row.querySelector("input").focus();
  }

  add.addEventListener("click", append);
  list.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-remove]")) return;
    const row = target.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    next.querySelector("input").focus();
  });
  list.addEventListener("keydown", (event) => {
    // Enter goes on to the next choice, as in a list, instead of sending the form.
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const next = event.target.closest("li").nextElementSibling;
    if (next) next.querySelector("input").focus();
    else if (!add.hidden) append();
  });

  const spare = [...list.children].filter((row) => !row.querySelector("input").value);
  for (const row of spare) if (list.children.length > 2) row.remove();
  number();
}

if (box) start(); // with votes, the choices are not on the page
