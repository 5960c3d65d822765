// A poll of one's own to try things on: asked by the session when needed, taken away after.
import { send } from "./send.js";
import { schemes } from "./schemes.js";

const { tokens } = document.getElementById("wire").dataset;
const endpoints = JSON.parse(document.getElementById("endpoints").textContent);
const asking = endpoints.find(({ name }) => name === "create");
const as = schemes.session;
let question = null;
let spare = null; // a token to be revoked

const placed = (path, id) => path.replace(/\/0(?=[/.]|$)/, `/${id}`);

/** Return what to send for ``endpoint``: path, method and json, with ids that exist. */
export async function prepare({ name, path, method, json, prepare }) {
  if (name === "revoke-token") {
    spare = placed(path, (await asked(tokens, tokenFor(60))).id);
    return { method, path: spare };
  }
  if (!path.includes("/0")) return { method, path, json: json && filled(json) };
  question ??= await asked(asking.path, asking.json);
  if (prepare === "unvote") {
    const vote = placed(endpoints.find(({ name }) => name === "withdraw").path, question.id);
    await send(vote, { method: "DELETE", as });
  }
  const headers = { Accept: "*/*" }; // a picture and a table are answers, too
  return { method, path: placed(path, question.id), json: json && filled(json), headers };
}

const tokenFor = (seconds) => ({
  name: "Explore",
  expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
});

function filled(json) {
  if ("choice" in json) return { choice: question.choices[0].id };
  if ("expires_at" in json) return tokenFor(600);
  return json;
}

async function asked(path, json) {
  const response = await send(path, { method: "POST", json, as });
  if (!response.ok) throw response;
  return response.json();
}

/** What ``endpoint`` made for good is taken away again, and what was made for it. */
export async function drop({ name, path, prepare }, response) {
  if (!response.ok) {
    if (name === "revoke-token") await send(spare, { method: "DELETE", as });
    return;
  }
  if (name === "delete") question = null;
  if (name === "close") await tidy(); // nobody could vote on it
  if (!prepare.startsWith("drop-")) return;
  const { id } = await response.clone().json();
  await send(`${path}/${id}`, { method: "DELETE", as });
}

export async function tidy() {
  if (!question) return;
  const path = placed(endpoints.find(({ name }) => name === "delete").path, question.id);
  question = null;
  await send(path, { method: "DELETE", as, keepalive: true });
}
