import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { clear as clearPage } from "./page.js";

const { PLACEHOLDER, clear, entries, masked, record, withoutSecrets } = await import(
  "../../static/js/lib/journal.js"
);

const shown = (text) => text.replaceAll(PLACEHOLDER, "<$1>");
const entry = (id, changes = {}) => ({
  id,
  at: 0,
  method: "GET",
  path: "/a",
  scheme: "session",
  status: 200,
  ms: 1,
  request: {},
  response: {},
  ...changes,
});

beforeEach(clearPage);

test("the journal has the newest request first", () => {
  record(entry("1"));
  record(entry("2", { path: "/b" }));
  assert.deepEqual(entries().map(({ id }) => id), ["2", "1"]);
});

test("the journal counts the same request with the same answer on one line", () => {
  record(entry("1"));
  record(entry("2", { at: 9 }));
  record(entry("3"));
  const [line, ...others] = entries();
  assert.deepEqual([line.id, line.times, others], ["1", 3, []]);
});

for (const changes of [{ method: "POST" }, { path: "/b" }, { scheme: "token" }, { status: 304 }]) {
  test(`the journal has a line of its own for another ${Object.keys(changes)}`, () => {
    record(entry("1"));
    record(entry("2", changes));
    assert.equal(entries().length, 2);
  });
}

test("the journal keeps thirty lines", () => {
  for (let i = 0; i < 40; i += 1) record(entry(String(i), { path: `/${i}` }));
  assert.equal(entries().length, 30);
  assert.equal(entries()[0].path, "/39");
});

test("the journal tells the page when it changes", () => {
  let times = 0;
  document.addEventListener("journal", () => (times += 1));
  record(entry("1"));
  clear();
  assert.equal(times, 2);
  assert.deepEqual(entries(), []);
});

const HEADERS = [
  ["Token dar_abc", "Token <TOKEN>"],
  ["token dar_abc", "token <TOKEN>"],
  ["Bearer abc", "Bearer <ACCESS_TOKEN>"],
  ["Basic Ym9i", "Basic <BASIC>"],
  ["Digest abc", "Digest <SECRET>"],
  ["Token this is not a key", "Token this is not a key"],
  ["Token", "Token"],
];
for (const [sent, kept] of HEADERS) {
  test(`the journal shows "${sent}" as "${kept}"`, () => {
    const { Authorization } = masked({ Authorization: sent }, { withCookies: false });
    assert.equal(shown(Authorization), kept);
  });
}

test("the journal shows the cookies that the browser adds, without their values", () => {
  const headers = masked({ "X-CSRFToken": "secret" }, { withCookies: true });
  assert.deepEqual(
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(value)])),
    {
      "X-CSRFToken": "<CSRFTOKEN>",
      Cookie: "sessionid=<SESSIONID>; csrftoken=<CSRFTOKEN>",
      Referer: "http://polls.example/",
    },
  );
});

test("secrets are replaced however deep they are, and nothing else is", () => {
  const body = { a: [{ password: "p", user: "u" }], key: "k", code: 5, token: null };
  const kept = JSON.parse(shown(JSON.stringify(withoutSecrets(body))));
  assert.deepEqual(kept, {
    a: [{ password: "<PASSWORD>", user: "u" }],
    key: "<KEY>",
    code: 5,
    token: null,
  });
});
