// Remembers values in this browser (local) or in this tab (session). If storage is forbidden, it
// remembers them as long as the page is open.

/** @param {"localStorage" | "sessionStorage"} name */
const open = (name) => {
  /** @type {Map<string, string>} */
  const fallback = new Map();
  /** @template T @param {(area: Storage) => T} work @param {() => T} otherwise */
  const attempt = (work, otherwise) => {
    try {
      return work(window[name]);
    } catch {
      return otherwise();
    }
  };
  return {
    /** @param {string} key @returns {any} null if there is nothing, or nothing that can be read */
    get(key) {
      const text = attempt((area) => area.getItem(key), () => fallback.get(key) ?? null);
      try {
        return text ? JSON.parse(text) : null;
      } catch {
        return null; // another program of this origin wrote it
      }
    },
    /** @param {string} key @param {unknown} value */
    set(key, value) {
      const text = JSON.stringify(value);
      attempt((area) => area.setItem(key, text), () => void fallback.set(key, text));
    },
    /** @param {string} key */
    remove(key) {
      attempt((area) => area.removeItem(key), () => void fallback.delete(key));
    },
  };
};

export const browser = open("localStorage");
export const tab = open("sessionStorage");
