import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { clock, moment } = await import("../../static/js/lib/times.js");

test("a moment is in the zone of the page, day before month, by 24 hours", () => {
  assert.equal(moment("2026-11-05T22:30:00Z"), "5 Nov, 23:30");
  assert.equal(moment("2026-06-30T22:30:00Z"), "1 Jul, 00:30"); // summer time
});

test("a clock has seconds", () => {
  assert.equal(clock(Date.UTC(2026, 10, 5, 23, 4, 9)), "00:04:09");
});
