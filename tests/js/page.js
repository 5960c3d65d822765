// A page for the modules under test: import this first, and the modules afterwards.
import { JSDOM } from "jsdom";

const WORDS = [
  ..."403-csrf_failed 403 429 503 5xx 5xx-once other".split(" "),
  ..."offline no-answer no-client saved".split(" "),
];

export const BODY = `
  <nav><a data-user="7">Bob</a></nav>
  <main id="content"></main>
  <aside id="wire" data-time-zone="Europe/Berlin" data-sign-in="/sign-in/" data-client="/client"
    data-metadata="/metadata" data-tokens="/tokens" data-me="/me" data-get-auth-token="/get-auth-token"></aside>
  <template id="words">${WORDS.map(
    (word) => `<div data-word="${word}">
      <p><span data-status></span> <span data-detail></span> <span data-seconds></span></p>
      <code data-scope></code>
      <button data-retry></button><button data-allow hidden></button>
    </div>`,
  ).join("")}</template>`;

const dom = new JSDOM(`<!doctype html><html lang="en"><body>${BODY}</body></html>`, {
  url: "http://polls.example/polls/1/",
});
const { window } = dom;
window.Element.prototype.scrollIntoView = () => {}; // jsdom draws nothing

const shared = ["document", "location", "FormData", "Event", "sessionStorage", "localStorage"];
for (const name of [...shared, ...Object.getOwnPropertyNames(window)]) {
  const isElement = /^(Element|Node|HTML\w*Element|SVGElement)$/.test(name);
  if (isElement || shared.includes(name)) globalThis[name] = window[name];
}
globalThis.window = window;
globalThis.addEventListener = window.addEventListener.bind(window);
globalThis.CSS = { escape: (text) => text.replaceAll(/[^\w-]/g, String.raw`\$&`) };

/** Answer each request by ``answer(url, options)``; return the requests that were made. */
export function serve(answer) {
  const asked = [];
  globalThis.fetch = async (url, options = {}) => {
    asked.push({ path: url.pathname + url.search, ...options });
    return answer(url, options);
  };
  return asked;
}

/** An answer as JSON. */
export const answer = (status, json, headers = {}) =>
  new Response(status === 204 ? null : JSON.stringify(json), { status, headers });

/** Put ``html`` on the page, as the only form, and return its first element. */
export function place(html) {
  const content = document.getElementById("content");
  content.innerHTML = html;
  return content.firstElementChild;
}

/** Forget what the last test left in the browser. */
export function clear() {
  sessionStorage.clear();
  localStorage.clear();
  for (const pair of document.cookie.split("; ")) {
    document.cookie = `${pair.split("=")[0]}=; Path=/; Max-Age=0`;
  }
}

/** Sign ``user`` in; without one, nobody is. */
export function become(user) {
  document.querySelector("nav").innerHTML = user ? `<a data-user="${user}"></a>` : "";
}
