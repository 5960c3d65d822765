// What is remembered: in this browser (local) or in this tab (session). Where storage is
// forbidden, as long as the page.
const open = (name) => {
  const fallback = new Map();
  const attempt = (work, otherwise) => {
    try {
      return work(window[name]);
    } catch {
      return otherwise();
    }
  };
  return {
    get(key) {
      const text = attempt((area) => area.getItem(key), () => fallback.get(key));
      return text ? JSON.parse(text) : null;
    },
    set(key, value) {
      const text = JSON.stringify(value);
      attempt((area) => area.setItem(key, text), () => fallback.set(key, text));
    },
    remove(key) {
      attempt((area) => area.removeItem(key), () => fallback.delete(key));
    },
  };
};

export const browser = open("localStorage");
export const tab = open("sessionStorage");
