/**
 * Copy the text of ``source`` and say so on ``button``. If the browser refuses, the text is
 * selected, so that the keyboard copies it.
 *
 * @param {HTMLElement} source
 * @param {HTMLElement} button
 */
export async function copy(source, button) {
  try {
    await navigator.clipboard.writeText(source.textContent ?? ""); // undefined without HTTPS
    button.textContent = button.dataset.done ?? "";
  } catch {
    getSelection()?.selectAllChildren(source);
  }
}
