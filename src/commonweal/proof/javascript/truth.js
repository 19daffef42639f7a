// @ts-check
/** Kleene's three truth values, and the two modes in which everything is read. */

export const FAILS = 0;
export const UNKNOWN = 1;
export const HOLDS = 2;

/** @type {readonly string[]} What the truth values are called, by their number. */
export const TRUTHS = ["fails", "unknown", "holds"];

/** The modes: full takes every assertion; strict hears those alone who are not on the own side. */
export const FULL = 0;
export const STRICT = 1;

/** @typedef {[number, number]} Reading a truth value in full mode, and in strict mode */

/** @type {Reading} */
export const NEVER = [FAILS, FAILS];

/** @type {Reading} */
export const NOBODY_KNOWS = [UNKNOWN, UNKNOWN];

/**
 * Return the value by which a self-serving word never permits anything.
 *
 * @param {Reading} reading
 * @param {number} permitting the value that would permit something
 * @returns {number}
 */
export function directed(reading, permitting) {
  return reading[FULL] === permitting ? reading[STRICT] : reading[FULL];
}

/**
 * Return the value that claims of yes and no come to, where somebody claims anything.
 *
 * @param {boolean[]} claims
 * @returns {number}
 */
export function agreed(claims) {
  if (claims.every((claim) => claim === claims[0])) return claims[0] ? HOLDS : FAILS;
  return UNKNOWN;
}
