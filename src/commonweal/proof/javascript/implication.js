// @ts-check
/** Which condition implies another: soundly, and deliberately not always. */

import { compareRatios } from "./exact.js";
import { numberOf, valueKey } from "./scene.js";

/** @typedef {import("./exact.js").Ratio} Ratio */

const MOST_CONJUNCTIONS = 64;

/**
 * One atom or its negation, as a condition's normal form has it.
 *
 * @typedef {object} Literal
 * @property {string} key the same for the same literal
 * @property {string} opposite the key of its negation
 * @property {boolean} positive
 * @property {string} kind
 * @property {string} about what only literals on one fact with one mark share
 * @property {Set<string>} values of `equals` and `one_of`
 * @property {(Ratio | null)[]} numbers what these are as numbers
 */

/** @typedef {Literal[][]} Form a disjunction of conjunctions */

/**
 * Return the disjunctive normal form of a condition, or null if it is too large.
 *
 * @param {any} clause
 * @param {import("./graphs.js").Patience} patience
 * @returns {Form | null}
 */
export function normalForm(clause, patience) {
  const form = formOf(clause, true, false, patience);
  return form && form.filter((conjunction) => {
    const keys = new Set(conjunction.map((literal) => literal.key));
    return !conjunction.some((literal) => keys.has(literal.opposite));
  });
}

/**
 * @param {any} clause
 * @param {boolean} positive
 * @param {boolean} before
 * @param {import("./graphs.js").Patience} patience
 * @returns {Form | null}
 */
function formOf(clause, positive, before, patience) {
  patience.spend(1);
  if (clause.kind === "not") return formOf(clause.of, !positive, before, patience);
  if (clause.kind === "before") return formOf(clause.of, positive, true, patience);
  if (clause.kind !== "all" && clause.kind !== "any") {
    return [[literalOf(clause, positive, before)]];
  }
  const joined = (clause.kind === "all") === positive;
  /** @type {Form[]} */
  const parts = [];
  for (const part of clause.of ?? []) {
    const inner = formOf(part, positive, before, patience);
    if (!inner) return null;
    parts.push(inner);
  }
  // Counted over all parts at once, so that their order does not matter.
  const size = parts.reduce(
    (found, part) => (joined ? found * part.length : found + part.length), joined ? 1 : 0,
  );
  if (size > MOST_CONJUNCTIONS) return null;
  if (!joined) return parts.flat();
  if (size === 0) return [];
  return parts.reduce((form, part) => form.flatMap((one) => part.map((other) => {
    patience.spend(one.length + other.length);
    return together(one, other);
  })), /** @type {Form} */ ([[]]));
}

/**
 * @param {Literal[]} one
 * @param {Literal[]} other
 * @returns {Literal[]} the literals of both, each once
 */
function together(one, other) {
  return [...new Map([...one, ...other].map((literal) => [literal.key, literal])).values()];
}

/**
 * @param {any} clause an atom
 * @param {boolean} positive
 * @param {boolean} before
 * @returns {Literal}
 */
function literalOf(clause, positive, before) {
  const { kind } = clause;
  const said = kind === "one_of" ? clause.values : "value" in clause ? [clause.value] : [];
  const values = new Set(said.map(valueKey));
  const fact = clause.fact === undefined ? null : clause.fact;
  const about = JSON.stringify([before, fact]);
  const atom = JSON.stringify([
    kind, about, clause.context ?? null, clause.who ?? null, clause.role ?? null,
    [...values].sort(),
  ]);
  return {
    key: `${positive} ${atom}`,
    opposite: `${!positive} ${atom}`,
    positive,
    kind: fact === null ? "" : kind,
    about,
    values,
    numbers: said.map(numberOf),
  };
}

/**
 * Say whether one normal form implies another: each of its conjunctions is subsumed by one.
 *
 * @param {Form | null} one
 * @param {Form | null} other
 * @param {import("./graphs.js").Patience} patience
 * @returns {boolean}
 */
export function implies(one, other, patience) {
  if (!one || !other) return false;
  return one.every((narrow) => other.some((wide) => wide.every((literal) => {
    patience.spend(narrow.length);
    return narrow.some((given) => impliesLiteral(given, literal));
  })));
}

/**
 * @param {Literal} given
 * @param {Literal} asked
 * @returns {boolean}
 */
function impliesLiteral(given, asked) {
  if (given.key === asked.key) return true;
  if (!given.kind || !asked.kind || given.about !== asked.about) return false;
  if (given.positive && asked.positive) return positively(given, asked);
  if (given.positive) {
    if (given.kind !== "equals") return false;
    const [value] = given.values;
    if (asked.kind === "equals") {
      const [other] = asked.values;
      return value !== other && typeOf(value) === typeOf(other);
    }
    return asked.kind === "one_of" && !asked.values.has(value);
  }
  if (asked.positive) return false;
  if (given.kind === "one_of") {
    return ["equals", "one_of"].includes(asked.kind) && contains(given.values, asked.values);
  }
  if (given.kind !== asked.kind || given.kind === "equals") return false;
  const order = ordered(given, asked);
  return order !== null && (given.kind === "at_least" ? order <= 0 : order >= 0);
}

/**
 * @param {Literal} given
 * @param {Literal} asked
 * @returns {boolean}
 */
function positively(given, asked) {
  if (given.kind === "equals" || given.kind === "one_of") {
    if (asked.kind === "one_of") return contains(asked.values, given.values);
    if (asked.kind === "equals") return false;
    const bound = /** @type {Ratio} */ (asked.numbers[0]);
    return given.numbers.every((number) => {
      if (!number) return false;
      const order = compareRatios(number, bound);
      return asked.kind === "at_least" ? order >= 0 : order <= 0;
    });
  }
  if (given.kind !== asked.kind) return false;
  const order = ordered(given, asked);
  return order !== null && (given.kind === "at_least" ? order >= 0 : order <= 0);
}

/**
 * @param {string} key of a value
 * @returns {string} whether it is a truth value, a number or a word
 */
function typeOf(key) {
  return key.slice(0, key.indexOf(" "));
}

/**
 * @param {Set<string>} whole
 * @param {Set<string>} part
 * @returns {boolean}
 */
function contains(whole, part) {
  return [...part].every((value) => whole.has(value));
}

/**
 * @param {Literal} one
 * @param {Literal} other
 * @returns {number | null}
 */
function ordered(one, other) {
  const [a, b] = [one.numbers[0], other.numbers[0]];
  return a && b ? compareRatios(a, b) : null;
}
