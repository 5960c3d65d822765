import assert from "node:assert/strict";
import { test } from "node:test";
import { place } from "./page.js";

const { values } = await import("../../static/js/lib/values.js");

const CASES = [
  ["a text as it is", `<input name="a" value=" x ">`, { a: " x " }],
  ["no hidden field", `<input type="hidden" name="csrfmiddlewaretoken" value="x">`, {}],
  ["no button", `<button name="a" value="1"></button><button type="button" name="b"></button>`, {}],
  ["no field without a name", `<input value="x"><fieldset></fieldset>`, {}],
  ["the chosen radio button as a number", `<input type="radio" name="choice" value="4"><input type="radio" name="choice" value="5" checked>`, { choice: 5 }],
  ["no radio button if none is chosen", `<input type="radio" name="choice" value="4">`, {}],
  ["repeated fields as a list without empty ones", `<input name="choices" data-list value="Tea"><input name="choices" data-list value=""><input name="choices" data-list value="Coffee">`, { choices: ["Tea", "Coffee"] }],
  ["an empty list as an empty list", `<input name="choices" data-list value="">`, { choices: [] }],
  ["a time that was set", `<input type="datetime-local" name="closes_at" data-was="" value="2026-11-05T12:00">`, { closes_at: "2026-11-05T12:00+01:00" }],
  ["a time that was removed as null", `<input type="datetime-local" name="closes_at" data-was="2026-11-05T12:00" value="">`, { closes_at: null }],
  ["no time that was not touched", `<input type="datetime-local" name="closes_at" data-was="2026-11-05T12:00" value="2026-11-05T12:00">`, {}],
  ["what is chosen from a list, and a long text", `<select name="zone"><option>UTC<option selected>CET</select><textarea name="t">x</textarea>`, { zone: "CET", t: "x" }],
];

for (const [name, html, json] of CASES) {
  test(`the values of a form have ${name}`, () => {
    assert.deepEqual(values(place(`<form>${html}</form>`)), json);
  });
}
