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
export const SURELY = [HOLDS, HOLDS];

/** @type {Reading} */
export const NOBODY_KNOWS = [UNKNOWN, UNKNOWN];

/**
 * @param {Reading} one
 * @param {Reading} other
 * @returns {Reading} that both hold, mode by mode
 */
export function both(one, other) {
  return [Math.min(one[FULL], other[FULL]), Math.min(one[STRICT], other[STRICT])];
}

/**
 * @param {Reading} reading
 * @returns {Reading} that it does not hold, mode by mode
 */
export function denied(reading) {
  return [HOLDS - reading[FULL], HOLDS - reading[STRICT]];
}

/**
 * @param {Reading[]} readings
 * @returns {Reading} that one of them holds, mode by mode; of nothing, it fails
 */
export function either(readings) {
  return readings.reduce(
    (one, other) => [Math.max(one[FULL], other[FULL]), Math.max(one[STRICT], other[STRICT])],
    NEVER,
  );
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
