import assert from "node:assert/strict";
import { test } from "node:test";

const { isMet } = await import("../../static/js/lib/password-rules.js");

const CASES = [
  ["MinimumLengthValidator", "123456789", false],
  ["MinimumLengthValidator", "1234567890", true],
  ["MinimumLengthValidator", "🗳🗳🗳🗳🗳🗳", false], // six characters, twelve units of UTF-16
  ["NumericPasswordValidator", "", false],
  ["NumericPasswordValidator", "1234567890", false],
  ["NumericPasswordValidator", "١٢٣", false], // digits of another script
  ["NumericPasswordValidator", "1234567890a", true],
  ["CommonPasswordValidator", "password", undefined],
  ["UserAttributeSimilarityValidator", "anything", undefined],
];
for (const [name, password, met] of CASES) {
  test(`${name} is ${met} of "${password}"`, () => {
    assert.equal(isMet(name, password, { least: 10 }), met);
  });
}
