// Checks an access token by its signature and its claims (RFC 9068 §4), as an API does that asks
// the authorization server for nothing but its keys. examples/local_api/ is one in Python.

const RS256 = { alg: "RS256", name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** The token is not good at this API. */
export class NotGood extends Error {}

/**
 * @typedef {object} Expected
 * @property {(JsonWebKey & {kid: string})[]} keys those of the authorization server
 * @property {string} issuer
 * @property {string} audience the API's own address
 * @property {string} scope
 * @property {number} now seconds since 1970
 */

/**
 * Return the claims of ``token``.
 *
 * :raises NotGood: when it is forged, expired, or meant for something else.
 *
 * @param {string} token
 * @param {Expected} expected
 * @returns {Promise<{exp: number}>}
 */
export async function check(token, { keys, issuer, audience, scope, now }) {
  const { header, claims } = await read(token, keys);
  if (header.typ !== "at+jwt") throw new NotGood("It is no access token."); // but an ID token
  if (claims.iss !== issuer) throw new NotGood("It is of another issuer.");
  if (![claims.aud].flat().includes(audience)) throw new NotGood("It is for another API.");
  if (!(claims.exp > now)) throw new NotGood("It has expired.");
  if (!String(claims.scope).split(" ").includes(scope)) throw new NotGood("It lacks the scope.");
  if (claims.cnf) throw new NotGood("It is bound to a key, and no proof is checked here.");
  return claims;
}

/** @param {string} token @param {Expected["keys"]} keys */
async function read(token, keys) {
  try {
    const [head, body, signature] = token.split(".");
    const [header, claims] = [head, body].map((part) => JSON.parse(text(bytes(part))));
    const jwk = keys.find(({ kid }) => kid === header.kid);
    if (header.alg === RS256.alg && jwk && (await isSigned(jwk, `${head}.${body}`, signature))) {
      return { header, claims };
    }
  } catch {
    // It is no JWT at all.
  }
  throw new NotGood("It is not signed by a key of the issuer.");
}

/** @param {JsonWebKey} jwk @param {string} signed @param {string} signature */
async function isSigned(jwk, signed, signature) {
  const key = await crypto.subtle.importKey("jwk", jwk, RS256, false, ["verify"]);
  return crypto.subtle.verify(RS256, key, bytes(signature), new TextEncoder().encode(signed));
}

/** @param {string} base64url */
const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );
/** @param {Uint8Array} utf8 */
const text = (utf8) => new TextDecoder().decode(utf8);
