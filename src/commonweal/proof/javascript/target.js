// @ts-check
/** A target, held to its form and to itself once, however many decisions name it. */

import { expect } from "./forms.js";
import { InvalidError } from "./strict_json.js";
import { TargetValues } from "./verdicts.js";

/**
 * Refuse two things of one name.
 *
 * @param {string} what
 * @param {string[]} names
 */
export function expectEachOnce(what, names) {
  const seen = new Set();
  for (const name of names) {
    if (seen.has(name)) throw new InvalidError(`each of ${what} must stand once, and ${name} does not`);
    seen.add(name);
  }
}

/** What a decision is conditional on. */
export class Target {
  /**
   * @param {any} content
   * @param {string} hash
   */
  constructor(content, hash) {
    expect("target", content);
    for (const what of ["norms", "contexts", "institutions"]) {
      expectEachOnce(what, (content[what] ?? []).map((/** @type {any} */ each) => each.name));
    }
    /** @type {{party: string, cards: string[]}[]} */
    const own = content.own_cards ?? [];
    expectEachOnce("own_cards", own.map(({ party }) => party));
    this.content = content;
    /** @type {Map<string, string[]>} By party, its own cards. */
    this.ownCards = new Map(own.map(({ party, cards }) => [party, cards]));
    this.hash = hash;
    this.values = new TargetValues(content);
  }
}
