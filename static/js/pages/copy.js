// A button that copies the text beside it; without a clipboard the text is selected in one click.
for (const box of document.querySelectorAll("[data-copy]")) {
  const button = box.querySelector("[data-copy-button]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("[data-copy-text]").textContent);
    button.textContent = button.dataset.done;
  });
}

// A key is shown once: reloading the page must not send the form again and make another.
if (document.querySelector("[data-once]")) history.replaceState(null, "", location.href);
