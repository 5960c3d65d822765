import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { clear } from "./page.js";

const { browser, tab } = await import("../../static/js/lib/storage.js");

beforeEach(clear);

test("storage keeps what JSON can say", () => {
  tab.set("a", { list: [1, "two", null] });
  assert.deepEqual(tab.get("a"), { list: [1, "two", null] });
});

test("storage has nothing under a new name, and nothing once it is removed", () => {
  assert.equal(browser.get("a"), null);
  browser.set("a", 1);
  browser.remove("a");
  assert.equal(browser.get("a"), null);
});

test("storage keeps the browser and the tab apart", () => {
  browser.set("a", "browser");
  tab.set("a", "tab");
  assert.equal(browser.get("a"), "browser");
});

test("storage has nothing if another program wrote what is no JSON", () => {
  localStorage.setItem("a", "{");
  assert.equal(browser.get("a"), null);
});

test("forbidden storage remembers as long as the page is open", (t) => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  t.mock.getter(window, "localStorage", forbidden);
  browser.set("forbidden", 1);
  assert.equal(browser.get("forbidden"), 1);
  browser.remove("forbidden");
  assert.equal(browser.get("forbidden"), null);
});
