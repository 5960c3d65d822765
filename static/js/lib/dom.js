// Finds the elements that the templates promise. A missing one is an error that names its selector.

/**
 * Return the first element inside ``place`` that ``selector`` finds and that is a ``kind``.
 *
 * :raises Error: when there is none.
 *
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [place]
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function one(selector, place = document, kind = any(HTMLElement)) {
  const found = place.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} that is ${selector}`);
}

/**
 * Return every element inside ``place`` that ``selector`` finds and that is a ``kind``.
 *
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [place]
 * @param {new () => T} [kind]
 * @returns {T[]}
 */
export function all(selector, place = document, kind = any(HTMLElement)) {
  return any([...place.querySelectorAll(selector)].filter((found) => found instanceof kind));
}

/**
 * Return the element around ``target``, the target of an event, or the target itself.
 *
 * @param {EventTarget | null} target
 * @param {string} selector
 */
export function around(target, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * Return the fields of ``form``; the values of buttons and field sets among them do not matter.
 *
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[]}
 */
export const fields = (form) => any([...form.elements]);

/**
 * Return the field ``name`` of ``form``, or its radio buttons as one field.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement}
 */
export const field = (form, name) => any(form.elements.namedItem(name));

/** @param {unknown} value @returns {any} */
function any(value) {
  return value;
}
