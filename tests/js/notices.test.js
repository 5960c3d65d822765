import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { answer, clear, place } from "./page.js";

const { explain, explainError, hush, say } = await import("../../static/js/lib/notices.js");
const { NoAnswer } = await import("../../static/js/lib/send.js");
const { Refusal } = await import("../../static/js/lib/oauth.js");

const here = () => place("<div></div>");
const word = ({ dataset }) => dataset.word;

beforeEach(clear);

const WORDS = [
  [403, { code: "csrf_failed" }, "403-csrf_failed"],
  [403, { code: "permission_denied" }, "403"],
  [418, { code: "teapot" }, "other"],
  [503, { code: "unavailable" }, "503"],
  [500, {}, "5xx"],
];
for (const [status, json, expected] of WORDS) {
  test(`${status} with the code ${json.code} is said by the word ${expected}`, async () => {
    assert.equal(word(await explain(answer(status, json), here())), expected);
  });
}

for (const status of [500, 502, 503]) {
  test(`${status} to what must not be sent twice says that it may have arrived`, async () => {
    const notice = await explain(answer(status, {}), here(), () => {}, { isIdempotent: false });
    assert.equal(word(notice), "5xx-once");
  });
}

test("an answer that is no JSON is said by its status", async () => {
  const notice = await explain(new Response("<h1>Bad gateway</h1>", { status: 502 }), here());
  assert.equal(word(notice), "5xx");
  assert.equal(notice.querySelector("[data-status]").textContent, "502");
});

test("the detail is shown, or what is wrong with the fields", async () => {
  const detail = async (json) =>
    (await explain(answer(418, json), here())).querySelector("[data-detail]").textContent;
  assert.equal(await detail({ detail: "No." }), "No.");
  assert.equal(await detail({ choices: [{}, { text: ["Too long."] }, "Twice."] }), "Too long. Twice.");
});

test("no answer is said as offline, unless sending again might do it twice", async () => {
  const [once, twice] = [here(), here()];
  await explainError(new NoAnswer(), once, () => {});
  assert.ok(once.querySelector("[data-word=offline]"));
  await explainError(new NoAnswer(), twice, () => {}, { isIdempotent: false });
  assert.ok(twice.querySelector("[data-word=no-answer]"));
});

test("it is sent again by itself when the network is back, and once", async () => {
  let times = 0;
  await explain(undefined, here(), () => (times += 1));
  window.dispatchEvent(new Event("online"));
  window.dispatchEvent(new Event("online"));
  assert.equal(times, 1);
});

test("what might be done twice is sent again by its button alone", async () => {
  let times = 0;
  const notice = await explain(undefined, here(), () => (times += 1), { isIdempotent: false });
  window.dispatchEvent(new Event("online"));
  assert.equal(times, 0);
  notice.querySelector("[data-retry]").click();
  assert.equal(times, 1);
});

test("the button waits for as long as the server asks", async () => {
  const refused = answer(429, {}, { "Retry-After": "30" });
  const notice = await explain(refused, here(), () => {});
  assert.equal(notice.querySelector("[data-seconds]").textContent, "30");
  assert.ok(notice.querySelector("[data-retry]").disabled);
  notice.remove(); // it counts no further
});

test("a missing scope is named and offered", async () => {
  const headers = { "WWW-Authenticate": 'Bearer error="insufficient_scope", scope="polls:write"' };
  const notice = await explain(answer(403, {}, headers), here());
  assert.equal(notice.querySelector("[data-scope]").textContent, "polls:write");
  assert.equal(notice.querySelector("[data-allow]").hidden, false);
});

test("without a scope none is offered", async () => {
  const notice = await explain(answer(403, {}), here());
  assert.equal(notice.querySelector("[data-allow]").hidden, true);
});

test("one notice takes the place of the other", () => {
  const form = here();
  say("saved", form);
  say("other", form);
  assert.deepEqual([...form.children].map(word), ["other"]);
  hush(form);
  assert.equal(form.children.length, 0);
});

test("a word that the page does not have is a fault", () => {
  assert.throws(() => say("missing", here()), /no word for missing/);
});

test("a missing client is said; what nobody foresaw is thrown on", async () => {
  const form = here();
  await explainError(new Refusal("no_client"), form);
  assert.equal(word(form.firstElementChild), "no-client");
  await assert.rejects(explainError(new RangeError("?"), form), RangeError);
});
