// Writes a journal entry as a command to copy, which reads secrets from the environment: $TOKEN …
import { PLACEHOLDER } from "./journal.js";

/** @typedef {import("./journal.js").Entry} Entry */

/**
 * Encode ``form``, but leave its placeholders as they are.
 *
 * @param {Record<string, string>} form
 */
const encoded = (form) =>
  String(new URLSearchParams(form)).replaceAll(/%EE%80%80/g, decodeURIComponent);
/** @param {Entry} entry */
const body = ({ json, form }) => (json ? JSON.stringify(json) : form ? encoded(form) : "");

/**
 * In double quotes a shell puts a variable's value in. If anything else would be special there,
 * single quotes do, and the variable stands outside of them.
 *
 * @param {string} text
 */
function quoted(text) {
  const isPlain = !/["`\\!$]/.test(text);
  if (isPlain && text.search(PLACEHOLDER) >= 0) return `"${text.replaceAll(PLACEHOLDER, "$$$1")}"`;
  const held = text.replaceAll("'", String.raw`'\''`).replaceAll(PLACEHOLDER, `'"$$$1"'`);
  return `'${held}'`;
}

/** The variables that a command reads, said before it. @param {Entry} entry */
function needed(entry) {
  const text = JSON.stringify([entry.request, entry.json, entry.form]);
  const names = new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name));
  return names.size ? [`# First: export ${[...names].map((name) => `${name}=…`).join(" ")}`] : [];
}

/** @param {Entry} entry @param {string[]} parts */
const lines = (entry, parts) => [...needed(entry), parts.join(" \\\n  ")].join("\n");

/** @param {Entry} entry */
export function curl(entry) {
  const { method, path, request } = entry;
  return lines(entry, [
    `curl -i -X ${method} ${quoted(location.origin + path)}`,
    ...Object.entries(request).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body(entry) ? [`--data-raw ${quoted(body(entry))}`] : []),
  ]);
}

/** @param {Entry} entry */
export function httpie(entry) {
  const { method, path, request } = entry;
  return lines(entry, [
    `http ${method} ${quoted(location.origin + path)}`,
    ...Object.entries(request).map(([name, value]) => quoted(`${name}:${value}`)),
    ...(body(entry) ? [`--raw ${quoted(body(entry))}`] : []),
  ]);
}

/** @param {Entry} entry */
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

/**
 * Return ``value`` as Python writes it; a text with placeholders as an f-string.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @returns {string}
 */
function literal(value, indent = "    ") {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return text(value);
  if (typeof value !== "object") return String(value);
  const deeper = `${indent}    `;
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, deeper))
    : Object.entries(value ?? {}).map(([name, item]) => `${text(name)}: ${literal(item, deeper)}`);
  const [opening, closing] = Array.isArray(value) ? "[]" : "{}";
  if (items.length === 0) return opening + closing;
  return `${opening}\n${items.map((item) => `${deeper}${item},\n`).join("")}${indent}${closing}`;
}

/** @param {string} value */
function text(value) {
  const plain = JSON.stringify(value); // what JSON escapes, Python reads alike
  if (plain.search(PLACEHOLDER) < 0) return plain;
  const braced = plain.replaceAll("{", "{{").replaceAll("}", "}}");
  return `f${braced.replaceAll(PLACEHOLDER, "{os.environ['$1']}")}`;
}
