// A single-page app on another origin: authorization code with PKCE, and no library.
// docs/how-to/answers.md says how to register and to start it.
const SITE = "http://localhost:8000";
const CLIENT_ID = "the client id that createapp printed";
const here = location.origin + location.pathname; // the redirect address, as it is registered

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const say = (text) => (document.querySelector("#status").textContent = text);

async function signIn() {
  const kept = { verifier: random(), state: random() };
  sessionStorage.setItem("sign-in", JSON.stringify(kept));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(kept.verifier));
  location.href = `${SITE}/auth/authorize?${new URLSearchParams({
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: here,
    scope: "polls:read",
    state: kept.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  })}`;
}

// The answer is for us if it has our state (RFC 6749 §10.12) and the issuer we asked (RFC 9207).
async function redeem(answer) {
  const { verifier, state } = JSON.parse(sessionStorage.getItem("sign-in") ?? "{}");
  sessionStorage.removeItem("sign-in");
  history.replaceState(null, "", here);
  if (answer.get("state") !== state || answer.get("iss") !== SITE) throw new Error("a foreign answer");
  if (answer.has("error")) throw new Error(answer.get("error_description") ?? answer.get("error"));
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: CLIENT_ID,
    redirect_uri: here,
    code: answer.get("code"),
    code_verifier: verifier,
  });
  const response = await fetch(`${SITE}/auth/token`, { method: "POST", body });
  const told = await response.json();
  if (!response.ok) throw new Error(told.error_description);
  return told.access_token; // in memory alone: it is gone with the page
}

async function showPolls(token) {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${SITE}/polls/api/questions?status=open`, { headers });
  const { results } = await response.json();
  document.querySelector("#polls").replaceChildren(
    ...results.map(({ question_text }) => {
      const line = document.createElement("li");
      line.textContent = question_text;
      return line;
    }),
  );
  say("You are signed in.");
}

document.querySelector("#sign-in").addEventListener("click", signIn);
const answer = new URLSearchParams(location.search);
if (answer.has("state")) {
  redeem(answer).then(showPolls, (error) => say(`You are not signed in: ${error.message}`));
}
