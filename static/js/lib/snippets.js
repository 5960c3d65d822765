// A journal entry as a command to copy. Placeholders are read from the environment: $TOKEN …
import { PLACEHOLDER } from "./journal.js";

// A form encodes everything; its placeholders are wanted as they are.
const encoded = (form) =>
  String(new URLSearchParams(form)).replaceAll(/%EE%80%80/g, decodeURIComponent);
const body = ({ json, form }) => (json ? JSON.stringify(json) : form ? encoded(form) : "");

// In double quotes a shell puts a variable's value in; where anything else would be special there,
// single quotes do, and the variable stands outside of them.
function quoted(text) {
  const isPlain = !/["`\\!$]/.test(text);
  if (isPlain && text.search(PLACEHOLDER) >= 0) return `"${text.replaceAll(PLACEHOLDER, "$$$1")}"`;
  const held = text.replaceAll("'", String.raw`'\''`).replaceAll(PLACEHOLDER, `'"$$$1"'`);
  return `'${held}'`;
}

/** Which variables a command reads, said before it. */
function needed(entry) {
  const text = JSON.stringify([entry.request, entry.json, entry.form]);
  const names = new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name));
  return names.size ? [`# First: export ${[...names].map((name) => `${name}=…`).join(" ")}`] : [];
}

const lines = (entry, parts) => [...needed(entry), parts.join(" \\\n  ")].join("\n");

export function curl(entry) {
  const { method, path, request } = entry;
  return lines(entry, [
    `curl -i -X ${method} ${quoted(location.origin + path)}`,
    ...Object.entries(request).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body(entry) ? [`--data-raw ${quoted(body(entry))}`] : []),
  ]);
}

export function httpie(entry) {
  const { method, path, request } = entry;
  return lines(entry, [
    `http ${method} ${quoted(location.origin + path)}`,
    ...Object.entries(request).map(([name, value]) => quoted(`${name}:${value}`)),
    ...(body(entry) ? [`--raw ${quoted(body(entry))}`] : []),
  ]);
}

export function python(entry) {
  const { method, path, request, json, form } = entry;
  const parts = [
    JSON.stringify(method),
    JSON.stringify(location.origin + path),
    `headers=${literal(request)}`,
    ...(json ? [`json=${literal(json)}`] : form ? [`data=${literal(form)}`] : []),
  ];
  const source = [
    "import requests",
    "",
    "response = requests.request(",
    ...parts.map((line) => `    ${line},`),
    ")",
    "print(response.status_code, response.text)",
  ].join("\n");
  return source.includes("os.environ") ? `import os\n${source}` : source;
}

/** ``value`` as Python writes it; a text with placeholders as an f-string. */
function literal(value, indent = "    ") {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return text(value);
  if (typeof value !== "object") return String(value);
  const deeper = indent + "    ";
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, deeper))
    : Object.entries(value).map(([name, item]) => `${text(name)}: ${literal(item, deeper)}`);
  const [opening, closing] = Array.isArray(value) ? "[]" : "{}";
  if (items.length === 0) return opening + closing;
  return `${opening}\n${items.map((item) => `${deeper}${item},\n`).join("")}${indent}${closing}`;
}

function text(value) {
  const plain = JSON.stringify(value); // what JSON escapes, Python reads alike
  if (plain.search(PLACEHOLDER) < 0) return plain;
  const braced = plain.replaceAll("{", "{{").replaceAll("}", "}}");
  return "f" + braced.replaceAll(PLACEHOLDER, "{os.environ['$1']}");
}
