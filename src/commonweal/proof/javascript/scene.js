// @ts-check
/** Facts, contexts, roles and conditions: what is so, as it is and as an option leaves it. */

import { compareRatios, ratio } from "./exact.js";
import { Reach } from "./graphs.js";
import { FAILS, FULL, HOLDS, NEVER, NOBODY_KNOWS, STRICT, UNKNOWN, agreed } from "./truth.js";

/** @typedef {import("./truth.js").Reading} Reading */
/** @typedef {import("./exact.js").Ratio} Ratio */
/** @typedef {{fact: string, value: any, by: string, sense?: string | null}} Assertion */
/** @typedef {{by: string, said: boolean}} Claim */

/**
 * Who acts and who is acted on: a party's name, null for nobody, undefined where it is unknown, and
 * an object for whoever occupies the role of that name alone.
 *
 * @typedef {{actor: string | undefined, toward: string | null | undefined | {role: string | null}}} Act
 */

/** A number or a word that a fact may be, so written that equal ones are equal texts. */
/**
 * @param {any} value
 * @returns {string}
 */
export function valueKey(value) {
  if (typeof value === "boolean") return `truth ${value}`;
  const number = numberOf(value);
  return number ? `number ${number.top}/${number.bottom}` : `word ${value}`;
}

/**
 * @param {any} value
 * @returns {Ratio | null} the number that a fact's value is, if it is one
 */
export function numberOf(value) {
  return typeof value === "number" ? { top: BigInt(value), bottom: 1n } : ratio(value);
}

/**
 * Return things by a key of theirs, each list in its order.
 *
 * @template T
 * @param {Iterable<T>} things
 * @param {(thing: T) => string} key
 * @returns {Map<string, T[]>}
 */
export function grouped(things, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const thing of things) {
    const name = key(thing);
    const group = groups.get(name);
    if (group) group.push(thing);
    else groups.set(name, [thing]);
  }
  return groups;
}

/**
 * Return assertions by fact, of which one definition counts those in its sense and in none, if it
 * has any.
 *
 * @param {Map<string, Assertion[]>} groups by all definitions
 * @param {string} definition
 * @param {import("./graphs.js").Patience} patience
 * @returns {Map<string, Assertion[]>}
 */
function inSense(groups, definition, patience) {
  return new Map([...groups].map(([fact, said]) => {
    patience.spend(4 * said.length);
    if (!said.some((each) => (each.sense ?? null) !== null)) return [fact, said];
    const defined = said.some((each) => each.sense === definition);
    const kept = defined
      ? said.filter((each) => (each.sense ?? null) === null || each.sense === definition)
      : said;
    return [fact, kept.map((each) => ({ ...each, sense: null }))];
  }));
}

/** What is so in a situation under a target, by all definitions together or by one of them. */
export class Scene {
  /**
   * @param {any} situation
   * @param {any} target
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(situation, target, patience) {
    this.situation = situation;
    this.target = target;
    this.patience = patience;
    this.decider = situation.decider;
    this.heard = heardNames(situation, target);
    /** @type {Map<string, Assertion[]>} */
    this.facts = grouped(situation.facts ?? [], (/** @type {any} */ each) => each.fact);
    /** @type {Map<string, Assertion[]>[]} */
    this.changes = situation.options.map((/** @type {any} */ option) =>
      grouped(option.changes ?? [], (/** @type {any} */ each) => each.fact));
    /** @type {Map<Assertion[], {full: any, strict: any}>} What assertions come to. */
    this.known = new Map();
    this.parties = new Map(situation.parties.map((/** @type {any} */ party) => [
      party.name,
      grouped(
        (party.roles ?? []).map((/** @type {any} */ claim) => ({
          role: claim.role,
          by: claim.by,
          said: claim.occupied ?? true,
        })),
        (/** @type {any} */ claim) => claim.role,
      ),
    ]));
    /** @type {Map<string, string[]> | undefined} By role, the parties of whom it is said. */
    this.spoken = undefined;
    /** @type {Map<string, Reading>} */
    this.anyones = new Map();
    /** @type {Map<Claim[], Reading>} What the claims of one thing come to. */
    this.readings = new Map();
    /** @type {Map<any, Reading>} */
    this.done = new Map();
    this.readContexts();
  }

  /**
   * Return the same scene by one definition: but for the facts, all of it is shared.
   *
   * @param {string} definition
   * @returns {Scene}
   */
  definedBy(definition) {
    const other = Object.assign(Object.create(Scene.prototype), this);
    other.facts = inSense(this.facts, definition, this.patience);
    other.changes = this.changes.map((said) => inSense(said, definition, this.patience));
    other.known = new Map();
    return other;
  }

  // --- Contexts

  readContexts() {
    const { target, situation } = this;
    const claims = grouped(
      (situation.contexts ?? []).map((/** @type {any} */ claim) => ({
        context: claim.context,
        by: claim.by,
        said: claim.applies ?? true,
      })),
      (/** @type {any} */ claim) => claim.context,
    );
    const declared = target.contexts ?? [];
    /** @type {Set<string>} */
    const names = new Set(claims.keys());
    for (const context of declared) {
      for (const name of [context.name, ...(context.broader ?? [])]) names.add(name);
    }
    this.contextNames = [...names].sort();
    this.contextNumbers = new Map(this.contextNames.map((name, number) => [name, number]));
    /** @type {number[][]} */
    const broader = this.contextNames.map(() => []);
    for (const context of declared) {
      const here = /** @type {number} */ (this.contextNumbers.get(context.name));
      for (const name of context.broader ?? []) {
        broader[here].push(/** @type {number} */ (this.contextNumbers.get(name)));
      }
    }
    this.broader = new Reach(names.size, (here) => broader[here], this.patience);
    /** @type {Reading[]} */
    this.contexts = this.contextNames.map((name) => this.claimed(claims.get(name)));
    const own = this.contexts.map((reading) => [...reading]);
    this.contextNames.forEach((_, narrow) => {
      for (const wide of this.broader.from(narrow)) {
        for (const mode of [FULL, STRICT]) {
          this.contexts[wide][mode] = Math.max(this.contexts[wide][mode], own[narrow][mode]);
        }
      }
    });
  }

  /**
   * @param {Claim[] | undefined} claims
   * @returns {Reading}
   */
  claimed(claims) {
    if (!claims) return [FAILS, FAILS];
    const full = agreed(claims.map((claim) => claim.said));
    return [full, claims.some((claim) => this.heard.has(claim.by)) ? full : UNKNOWN];
  }

  /**
   * @param {string} name
   * @returns {Reading}
   */
  context(name) {
    const number = this.contextNumbers.get(name);
    return number === undefined ? NEVER : this.contexts[number];
  }

  /**
   * Say whether one context is broader than another.
   *
   * @param {string} one
   * @param {string} other
   * @returns {boolean}
   */
  isBroader(one, other) {
    const [a, b] = [this.contextNumbers.get(one), this.contextNumbers.get(other)];
    if (a === undefined || b === undefined) return false;
    return this.broader.has(b, a) && !this.broader.has(a, b);
  }

  /**
   * @param {any} deed
   * @returns {Reading} whether it was done before
   */
  deed(deed) {
    let found = this.done.get(deed);
    if (!found) {
      found = this.claimed(deed.claims.map((/** @type {any} */ claim) =>
        ({ by: claim.by, said: claim.done ?? true })));
      this.done.set(deed, found);
    }
    return found;
  }

  // --- Roles

  /**
   * @param {string} role
   * @returns {string[]} the parties of whom somebody says whether they occupy it
   */
  spokenOf(role) {
    if (!this.spoken) {
      this.spoken = new Map();
      for (const [party, claims] of this.parties) {
        for (const each of claims.keys()) {
          const known = this.spoken.get(each);
          if (known) known.push(party);
          else this.spoken.set(each, [party]);
        }
      }
    }
    return this.spoken.get(role) ?? [];
  }

  /**
   * @param {string | null} party
   * @param {string} role
   * @returns {Reading}
   */
  role(party, role) {
    const claims = party === null ? undefined : this.parties.get(party)?.get(role);
    if (!claims) return NEVER;
    let found = this.readings.get(claims);
    if (!found) {
      found = this.claimed(claims);
      this.readings.set(claims, found);
    }
    return found;
  }

  /**
   * @param {Act["actor"] | Act["toward"]} who
   * @param {string} role
   * @returns {Reading}
   */
  occupies(who, role) {
    if (who === undefined) return NOBODY_KNOWS;
    if (typeof who !== "object" || who === null) return this.role(who, role);
    return who.role === role ? [HOLDS, HOLDS] : NEVER;
  }

  /**
   * @param {string} role
   * @returns {Reading}
   */
  anyone(role) {
    let found = this.anyones.get(role);
    if (!found) {
      this.patience.spend(this.parties.size);
      found = [FAILS, FAILS];
      for (const party of this.parties.keys()) {
        const reading = this.role(party, role);
        found = [Math.max(found[0], reading[0]), Math.max(found[1], reading[1])];
      }
      this.anyones.set(role, found);
    }
    return found;
  }

  // --- Facts

  /**
   * Return what is asserted of a fact as an option leaves it, or as it is without one.
   *
   * @param {string} fact
   * @param {number | null} option
   * @returns {Assertion[]}
   */
  asserted(fact, option) {
    const changed = option === null ? undefined : this.changes[option].get(fact);
    return changed ?? this.facts.get(fact) ?? [];
  }

  /**
   * Return the value of a fact, undefined where it is unknown.
   *
   * @param {string} fact
   * @param {number | null} option
   * @param {number} mode
   * @returns {any}
   */
  fact(fact, option, mode) {
    const said = this.asserted(fact, option);
    let found = this.known.get(said);
    if (!found) {
      const keys = new Set(said.map((each) => valueKey(each.value)));
      const full = keys.size === 1 ? said[0].value : undefined;
      found = { full, strict: this.isHeard(said) ? full : undefined };
      if (said.length) this.known.set(said, found);
    }
    return mode === FULL ? found.full : found.strict;
  }

  /**
   * Say whether somebody who is heard asserts a fact in no sense, or in each of its senses.
   *
   * @param {Assertion[]} said
   * @returns {boolean}
   */
  isHeard(said) {
    const senses = new Set(said.map((each) => each.sense ?? null));
    const heard = new Set(
      said.filter((each) => this.heard.has(each.by)).map((each) => each.sense ?? null),
    );
    senses.delete(null);
    return heard.has(null) || (senses.size > 0 && [...senses].every((sense) => heard.has(sense)));
  }

  // --- Conditions

  /**
   * Evaluate a condition in both modes.
   *
   * @param {any} clause
   * @param {Act} act
   * @param {number | null} option
   * @returns {Reading}
   */
  condition(clause, act, option) {
    this.patience.spend(2);
    switch (clause.kind) {
      case "equals":
      case "one_of":
      case "at_least":
      case "at_most":
        return [this.compared(clause, option, FULL), this.compared(clause, option, STRICT)];
      case "holds":
        return this.context(clause.context);
      case "occupies":
        if (clause.who === "anyone") return this.anyone(clause.role);
        if (clause.who === "decider") return this.role(this.decider, clause.role);
        return this.occupies(clause.who === "actor" ? act.actor : act.toward, clause.role);
      case "before":
        return this.condition(clause.of, act, null);
      case "not": {
        const [full, strict] = this.condition(clause.of, act, option);
        return [HOLDS - full, HOLDS - strict];
      }
      default: {
        const all = clause.kind === "all";
        /** @type {Reading} */
        const found = all ? [HOLDS, HOLDS] : [FAILS, FAILS];
        for (const part of clause.of ?? []) {
          const reading = this.condition(part, act, option);
          for (const mode of [FULL, STRICT]) {
            const both = [found[mode], reading[mode]];
            found[mode] = all ? Math.min(...both) : Math.max(...both);
          }
        }
        return found;
      }
    }
  }

  /**
   * @param {any} clause about a fact
   * @param {number | null} option
   * @param {number} mode
   * @returns {number}
   */
  compared(clause, option, mode) {
    const value = this.fact(clause.fact, option, mode);
    if (value === undefined) return UNKNOWN;
    if (clause.kind === "equals") {
      return valueKey(value) === valueKey(clause.value) ? HOLDS : FAILS;
    }
    if (clause.kind === "one_of") {
      this.patience.spend(clause.values.length);
      const key = valueKey(value);
      return clause.values.some((/** @type {any} */ each) => valueKey(each) === key) ? HOLDS : FAILS;
    }
    const [number, bound] = [numberOf(value), numberOf(clause.value)];
    if (!number || !bound) return UNKNOWN;
    const order = compareRatios(number, bound);
    return (clause.kind === "at_least" ? order >= 0 : order <= 0) ? HOLDS : FAILS;
  }
}

/**
 * Return who is heard: parties and institutions that are not on the decider's own side.
 *
 * @param {any} situation
 * @param {any} target
 * @returns {Set<string>}
 */
function heardNames(situation, target) {
  const institutions = target.institutions ?? [];
  /** @type {Map<string, string[]>} */
  const beside = new Map();
  for (const { name, part_of: whole } of institutions) {
    if ((whole ?? null) === null) continue;
    beside.set(name, [...(beside.get(name) ?? []), whole]);
    const others = beside.get(whole);
    if (others) others.push(name);
    else beside.set(whole, [name]);
  }
  const own = new Set([situation.decider]);
  if ((situation.principal ?? null) !== null) own.add(situation.principal);
  for (const party of situation.parties) if (party.inside) own.add(party.name);
  const todo = [...own];
  while (todo.length) {
    for (const next of beside.get(/** @type {string} */ (todo.pop())) ?? []) {
      if (!own.has(next)) {
        own.add(next);
        todo.push(next);
      }
    }
  }
  const all = [...situation.parties, ...institutions].map((/** @type {any} */ each) => each.name);
  return new Set(all.filter((name) => !own.has(name)));
}
