// A client in strict TypeScript, typed by what openapi-typescript makes of the schema.
// Prints what it did. Usage: typed.js BASE USERNAME PASSWORD
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[] };

type Question = components["schemas"]["Question"];

const [baseUrl, username, password] = process.argv.slice(2) as [string, string, string];
const stranger = createClient<paths>({ baseUrl });

const issued = await stranger.POST("/accounts/get_auth_token", { body: { username, password } });
if (!issued.data) throw new Error(`refused: ${issued.response.status}`);

const headers = { Authorization: `Token ${issued.data.token}` };
const client = createClient<paths>({ baseUrl, headers });

const me = await client.GET("/accounts/api/me");
const asked = await client.POST("/polls/api/questions", {
  body: { question_text: "Tea or coffee?", choices: [{ choice_text: "Tea" }, { choice_text: "Coffee" }] },
});
const question: Question = asked.data!;
const id: number = question.id;
const choice: number = question.choices[0]!.id;

const address = { params: { path: { id } } };
const voted = await client.POST("/polls/api/questions/{id}/vote", { ...address, body: { choice } });
const again = await client.POST("/polls/api/questions/{id}/vote", { ...address, body: { choice } });
const code: string | undefined = again.error && "code" in again.error ? String(again.error.code) : undefined;
const listed = await client.GET("/polls/api/questions", { params: { query: { page_size: 5, status: "open" } } });
const deleted = await client.DELETE("/polls/api/questions/{id}", address);

console.log(
  JSON.stringify({
    scheme: me.data?.scheme,
    voted: voted.data?.my_vote === choice,
    code,
    listed: listed.data?.results.some((one) => one.id === id),
    deleted: deleted.response.status,
  }),
);
