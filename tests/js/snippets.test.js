import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import "./page.js";

const { curl, httpie, python } = await import("../../static/js/lib/snippets.js");

const KEY = "\ue000TOKEN";
const entry = (changes) => ({ method: "POST", path: "/x", request: {}, ...changes });

test("curl has the method, the address and the headers", () => {
  const command = curl(entry({ method: "GET", path: "/x?a=1&b=2", request: { Accept: "*/*" } }));
  assert.equal(command, "curl -i -X GET 'http://polls.example/x?a=1&b=2' \\\n  -H 'Accept: */*'");
});

test("a command says first which variables it reads", () => {
  const command = httpie(entry({ request: { Authorization: `Token ${KEY}` } }));
  assert.equal(
    command,
    '# First: export TOKEN=…\nhttp POST \'http://polls.example/x\' \\\n  "Authorization:Token $TOKEN"',
  );
});

test("a form goes out encoded, its placeholders as they are", () => {
  assert.match(curl(entry({ form: { a: "b c", code: "\ue000CODE" } })), /--data-raw "a=b\+c&code=\$CODE"/);
});

test("Python names the body by its kind, and values as Python writes them", () => {
  assert.match(python(entry({ form: { a: "b" } })), /data=\{\n {8}"a": "b",\n {4}\}/);
  assert.match(python(entry({ json: { a: null, b: true, c: [], d: [1] } })), /"a": None,\n {8}"b": True,\n {8}"c": \[\],\n {8}"d": \[\n {12}1,\n {8}\],/);
});

// What is copied runs: the text arrives as it was, whatever the shell and Python make special.
const folder = mkdtempSync(join(tmpdir(), "snippets-"));
const program = (name, source) => {
  writeFileSync(join(folder, name), source);
  chmodSync(join(folder, name), 0o755);
};
program("curl", '#!/bin/sh\nfor last; do :; done\nprintf %s "$last"\n');
program("http", '#!/bin/sh\nfor last; do :; done\nprintf %s "$last"\n');
program(
  "requests.py",
  `import json, sys
def request(*args, **kwargs):
    json.dump(kwargs["json"], sys.stdout)
    return type("Response", (), {"status_code": "", "text": ""})
`,
);
const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, PYTHONPATH: folder, TOKEN: "the-key" };
const run = (file, ...args) => JSON.parse(execFileSync(file, args, { env, encoding: "utf8" }));

const TEXTS = [
  "it's",
  'say "hi"',
  "a $HOME `id` \\ !",
  "$TOKEN's",
  `${KEY}'s`,
  `{brace} $HOME ${KEY}`,
  "ünïcödé 🗳",
];
for (const text of TEXTS) {
  test(`the shell and Python send ${JSON.stringify(text)} as it is`, () => {
    const typed = entry({ json: { text } });
    const sent = { text: text.replaceAll(KEY, "the-key") };
    assert.deepEqual(run("sh", "-c", curl(typed)), sent);
    assert.deepEqual(run("sh", "-c", httpie(typed)), sent);
    assert.deepEqual(run("python3", "-c", python(typed)), sent);
  });
}
