import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { become, clear, place } from "./page.js";

const { forgetElsewhere, keep, restore } = await import("../../static/js/lib/unsent.js");

const FORM = `<form>
  <input type="hidden" name="csrfmiddlewaretoken" value="today">
  <input name="text"><input type="radio" name="choice" value="1"><input type="radio" name="choice" value="2">
</form>`;
const ROWS = (...values) =>
  `<form><ol>${values.map((value) => `<li><input type="text" name="choices" value="${value}"></li>`).join("")}</ol><input type="text" name="after" value="x"></form>`;
const texts = (form) => [...form.querySelectorAll("[name=choices]")].map(({ value }) => value);
const at = (path) => window.history.replaceState(null, "", path);

/** What somebody typed and chose. */
function written() {
  const form = place(FORM);
  form.elements.text.value = "typed";
  form.elements.choice.value = "2";
  return form;
}

beforeEach(() => {
  clear();
  become("7");
  at("/polls/1/");
});

test("what was typed and chosen is put back once", () => {
  keep(written());
  const form = place(FORM);
  assert.equal(restore(form), true);
  assert.deepEqual([form.elements.text.value, form.elements.choice.value], ["typed", "2"]);
  assert.equal(restore(place(FORM)), false);
});

test("no hidden field is kept", () => {
  keep(written());
  assert.doesNotMatch(sessionStorage.getItem("unsent"), /today/);
});

test("another person gets nothing, and afterwards it is gone", () => {
  keep(written());
  become("8");
  assert.equal(restore(place(FORM)), false);
  become("7");
  assert.equal(restore(place(FORM)), false);
});

test("another page gets nothing", () => {
  keep(written());
  at("/polls/2/");
  assert.equal(restore(place(FORM)), false);
});

test("it is forgotten on another page, but not on the way to signing in", () => {
  keep(written());
  at("/sign-in/");
  become(null);
  forgetElsewhere();
  assert.ok(sessionStorage.getItem("unsent"));
  become("7");
  forgetElsewhere();
  assert.equal(sessionStorage.getItem("unsent"), null);
});

test("rows that were added come back, and the field after them stays", () => {
  keep(place(ROWS("a", "b", "c", "d")));
  const form = place(ROWS("", ""));
  restore(form);
  assert.deepEqual(texts(form), ["a", "b", "c", "d"]);
  assert.equal(form.elements.after.value, "x");
});

test("rows that were removed stay empty", () => {
  keep(place(ROWS("a", "b")));
  const form = place(ROWS("1", "2", "3"));
  restore(form);
  assert.deepEqual(texts(form), ["a", "b", ""]);
});
