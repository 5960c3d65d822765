import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { answer, clear, serve } from "./page.js";

const { NoAnswer, send } = await import("../../static/js/lib/send.js");
const { nobody } = await import("../../static/js/lib/schemes.js");
const { entries } = await import("../../static/js/lib/journal.js");

beforeEach(clear);

test("a request has its body as JSON, or as a form", async () => {
  const asked = serve(() => answer(200, {}));
  await send("/a", { method: "POST", json: { b: 1 } });
  await send("/a", { method: "POST", form: { b: "1 2" } });
  const [json, form] = asked;
  assert.deepEqual([json.body, json.headers["Content-Type"]], ['{"b":1}', "application/json"]);
  assert.deepEqual(
    [form.body, form.headers["Content-Type"]],
    ["b=1+2", "application/x-www-form-urlencoded"],
  );
});

test("a request of nobody carries no cookie", async () => {
  const asked = serve(() => answer(200, {}));
  await send("/a", { as: nobody });
  assert.equal(asked[0].credentials, "omit");
});

test("nothing goes out to another site", async () => {
  const asked = serve(() => answer(200, {}));
  await assert.rejects(send("https://other.example/a"), /Not of this site/);
  await assert.rejects(send("//other.example/a"), /Not of this site/);
  assert.deepEqual(asked, []);
});

test("a request and its answer are in the journal", async () => {
  serve(() => answer(404, {}, { "X-Request-ID": "9" }));
  await send("/a?b=1", { as: nobody });
  const [{ method, path, scheme, status, response }] = entries();
  assert.deepEqual([method, path, scheme, status], ["GET", "/a?b=1", "none", 404]);
  assert.equal(response["x-request-id"], "9");
});

test("a request without an answer is in the journal, and is told apart from a refusal", async () => {
  serve(() => {
    throw new TypeError("network");
  });
  await assert.rejects(send("/a"), NoAnswer);
  assert.equal(entries()[0].status, 0);
});
