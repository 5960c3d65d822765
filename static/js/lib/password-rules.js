/**
 * Tell whether ``password`` meets the rule ``name``: true or false; undefined if only the server
 * knows. ``least`` is a length in characters, as Python counts them.
 *
 * @param {string} name of Django's validator
 * @param {string} password
 * @param {{least?: number}} [bounds]
 */
export function isMet(name, password, { least = 0 } = {}) {
  const { length } = [...password];
  if (name === "MinimumLengthValidator") return length >= least;
  if (name === "NumericPasswordValidator") return length > 0 && !/^\p{Nd}+$/u.test(password);
  return undefined;
}
