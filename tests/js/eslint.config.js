// Rules that find faults; how code looks is nobody's business here.
import js from "@eslint/js";
import globals from "globals";
import typescript from "typescript-eslint";

const root = new URL("../..", import.meta.url).pathname;

const faults = {
  "array-callback-return": ["error", { checkForEach: true }],
  "default-case-last": "error",
  eqeqeq: "error",
  "no-constructor-return": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-return-assign": "error",
  "no-self-compare": "error",
  "no-template-curly-in-string": "error",
  "no-unmodified-loop-condition": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": "error",
  "no-unused-vars": ["error", { ignoreRestSiblings: true }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-useless-return": "error",
  "no-var": "error",
  "prefer-const": "error",
  "prefer-promise-reject-errors": "error",
  radix: "error",
};

// With types: a promise that nobody waits for loses its error.
const typed = {
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
};

// What the pages promise: text is text, one module talks to the server, one remembers.
const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];
const pages = {
  "no-restricted-globals": [
    "error",
    { name: "fetch", message: "Use send() or call(): they write the journal." },
    { name: "localStorage", message: "Use lib/storage.js: storage may be forbidden." },
    { name: "sessionStorage", message: "Use lib/storage.js: storage may be forbidden." },
    { name: "event", message: "Take the event as an argument." },
    { name: "name", message: "This is the window's name." },
  ],
  "no-restricted-properties": [
    "error",
    ...markup.map((property) => ({ property, message: "Set text, or clone a template." })),
    { object: "document", property: "write", message: "Set text, or clone a template." },
  ],
};

export default [
  { ignores: ["**/node_modules/**", "static/vendor/**"] },
  js.configs.recommended,
  { rules: faults },
  {
    files: ["static/js/**/*.js"],
    languageOptions: {
      globals: globals.browser,
      parser: typescript.parser,
      parserOptions: { project: "tests/js/tsconfig.json", tsconfigRootDir: root },
    },
    plugins: { "@typescript-eslint": typescript.plugin },
    rules: { ...typed, ...pages },
  },
  // Before the first paint there are no modules; and the switch shares its key with Django's admin.
  { files: ["static/js/pages/theme*.js"], rules: { "no-restricted-globals": "off" } },
  { files: ["static/js/lib/send.js"], rules: { "no-restricted-globals": "off" } },
  {
    files: ["tests/**/*.{js,mjs}"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { "no-return-assign": "off" }, // counters
  },
];
