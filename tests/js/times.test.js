import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { clock, moment, withOffset } = await import("../../static/js/lib/times.js");

test("a moment is in the zone of the page, day before month, by 24 hours", () => {
  assert.equal(moment("2026-11-05T22:30:00Z"), "5 Nov, 23:30");
  assert.equal(moment("2026-06-30T22:30:00Z"), "1 Jul, 00:30"); // summer time
});

test("a clock has seconds", () => {
  assert.equal(clock(Date.UTC(2026, 10, 5, 23, 4, 9)), "00:04:09");
});

const LOCAL = [
  ["2031-06-01T09:30", "+02:00"],
  ["2031-12-01T09:30", "+01:00"],
  ["2031-03-30T01:59", "+01:00"], // clocks go on from 2 to 3
  ["2031-03-30T03:00", "+02:00"],
  ["2031-10-26T01:59", "+02:00"], // and back from 3 to 2
  ["2031-10-26T03:00", "+01:00"],
  ["2031-06-01T09:30:15", "+02:00"],
  ["2031-03-30T02:30", ""], // skipped
  ["2031-10-26T02:30", ""], // shown twice
  ["soon", ""],
  ["", ""],
];

for (const [local, offset] of LOCAL) {
  test(`${local || "an empty time"} in Berlin has the offset ${offset || "that the server asks for"}`, () => {
    assert.equal(withOffset(local), local + offset);
  });
}
