// @ts-check
/** Which norms bind, and which of two that collide yields to the other. */

import { implies, normalForm } from "./implication.js";
import { grouped } from "./scene.js";
import { InvalidError } from "./strict_json.js";

/** @type {readonly string[]} From the highest. */
export const LEVELS = ["supranational", "organisational", "individual"];

/** What a condition is that is left out: it holds. */
export const ALWAYS = { kind: "all", of: [] };

const POWERS = /** @type {Record<string, string>} */ ({
  obliged: "oblige", forbidden: "forbid", permitted: "permit",
});

/**
 * @param {string} level
 * @returns {number} greater for a higher one
 */
export function height(level) {
  return LEVELS.length - LEVELS.indexOf(level);
}

/**
 * @param {Set<string>} names
 * @param {string | null} name
 * @returns {boolean} whether a list that means everything where it is empty has the name
 */
function covers(names, name) {
  return names.size === 0 || (name !== null && names.has(name));
}

/**
 * @param {any} part an authority, or what is reserved
 * @returns {any} the same, with its lists as sets
 */
function listed(part) {
  const sets = ["roles", "actions", "territory", "powers"].map((list) => [list, new Set(part[list])]);
  return { ...part, ...Object.fromEntries(sets) };
}

/**
 * @param {any} norm
 * @param {string} at
 * @returns {boolean} from its first moment to before its last
 */
export function isInForce(norm, at) {
  const until = norm.in_force_until ?? null;
  return norm.in_force_from <= at && (until === null || at < until);
}

/**
 * @param {any} norm
 * @returns {boolean} whether it is an obligation that is fulfilled once for all, when it was done
 */
export function isFulfilledOnce(norm) {
  return norm.modality === "obliged" && (norm.deadline ?? null) !== null && !norm.upon_breach;
}

/**
 * Return in which place actions are judged: those of a breach before those of what applies upon it.
 *
 * @param {any[]} norms all of the target
 * @returns {Map<string, number>} of the actions of norms that apply upon a breach; others are first
 * @throws {InvalidError} where norms apply upon one another's breach in a circle
 */
export function placesOf(norms) {
  const actions = new Map(norms.map((norm) => [norm.name, norm.action]));
  /** @type {Map<string, Set<string>>} */
  const before = new Map();
  for (const { action, upon_breach: upon } of norms) {
    const earlier = upon ? actions.get(upon.norm) : undefined;
    if (earlier === undefined) continue;
    before.set(action, (before.get(action) ?? new Set()).add(earlier));
  }
  /** @type {Map<string, string[]>} */
  const after = new Map();
  /** @type {Map<string, number>} */
  const waiting = new Map();
  for (const [action, earlier] of before) {
    const upon = [...earlier].filter((each) => before.has(each));
    waiting.set(action, upon.length);
    for (const each of upon) {
      const later = after.get(each);
      if (later) later.push(action);
      else after.set(each, [action]);
    }
  }
  const ready = [...before.keys()].filter((action) => waiting.get(action) === 0);
  /** @type {Map<string, number>} */
  const places = new Map(ready.map((action) => [action, 1]));
  for (const action of ready) {
    for (const later of after.get(action) ?? []) {
      const left = /** @type {number} */ (waiting.get(later)) - 1;
      waiting.set(later, left);
      if (left > 0) continue;
      let place = 0;
      for (const each of before.get(later) ?? []) place = Math.max(place, places.get(each) ?? 0);
      places.set(later, 1 + place);
      ready.push(later);
    }
  }
  const circle = [...before.keys()].filter((action) => !places.has(action)).sort();
  if (circle.length) throw new InvalidError(`target: norms upon one another's breach: ${circle[0]}`);
  return places;
}

/** The norms of a target in a situation: in force or not, authorised or not. */
export class NormForce {
  /**
   * @param {any} target
   * @param {any} situation
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(target, situation, patience) {
    this.target = target;
    this.patience = patience;
    /** @type {any[]} */
    this.all = target.norms ?? [];
    this.authorities = target.authorities ?? [];
    this.byIssuer = grouped(this.authorities.map(listed), (/** @type {any} */ each) => each.issuer);
    /** @type {any[]} */
    this.reserved = this.authorities.flatMap((/** @type {any} */ each) => each.reserved ?? [])
      .map(listed);
    /** @type {Map<string, {in_force: boolean, authorised: boolean}>} */
    this.bound = new Map();
    for (const norm of this.all) {
      this.bound.set(norm.name, {
        in_force: isInForce(norm, situation.at),
        authorised: this.isAuthorised(norm, situation.place ?? null),
      });
    }
    this.eligible = this.all.filter((norm) => this.isEligible(norm.name));
    /** By action, the norms whose issuers had the authority, in force or not. */
    this.authorised = grouped(
      this.all.filter((norm) => this.bound.get(norm.name)?.authorised),
      (/** @type {any} */ norm) => norm.action,
    );
    this.names = new Set(this.eligible.map((norm) => norm.name));
    this.places = placesOf(this.all);
    this.byName = new Map(this.all.map((norm) => [norm.name, norm]));
    /** @type {Map<string, any>} */
    this.forms = new Map();
    /** @type {Map<string, [string, string, string][]>} */
    this.settled = new Map();
  }

  /**
   * @param {string} name
   * @returns {boolean}
   */
  isEligible(name) {
    const found = this.bound.get(name);
    return Boolean(found && found.in_force && found.authorised);
  }

  /**
   * @param {any} norm
   * @param {string | null} place
   * @returns {boolean}
   */
  isAuthorised(norm, place) {
    const own = this.byIssuer.get(norm.issuer) ?? [];
    this.patience.spend(own.length + this.reserved.length + 1);
    const power = POWERS[norm.modality];
    const granted = own.some((each) =>
      each.level === norm.level
      && covers(each.roles, norm.role)
      && covers(each.actions, norm.action)
      && covers(each.territory, place)
      && each.powers.has(power)
      && (!norm.guaranteed || each.powers.has("guarantee")));
    return granted && !this.reserved.some((/** @type {any} */ each) =>
      each.actions.has(norm.action) && covers(each.roles, norm.role) && each.to !== norm.issuer);
  }

  /**
   * Say which of two colliding norms defeats which, and by what rule.
   *
   * @param {any} one
   * @param {any} other
   * @returns {[string, string, string][]} winner, loser, rule; both ways if nothing settles it
   */
  defeats(one, other) {
    const key = `${one.name}|${other.name}`;
    let found = this.settled.get(key);
    if (!found) {
      this.patience.spend(4);
      found = this.settle(one, other);
      this.settled.set(key, found);
    }
    return found;
  }

  /**
   * @param {any} one
   * @param {any} other
   * @returns {[string, string, string][]}
   */
  settle(one, other) {
    for (const rule of this.target.norm_order) {
      const first = this.wins(rule, one, other);
      if (first !== this.wins(rule, other, one)) {
        const [winner, loser] = first ? [one, other] : [other, one];
        return [[winner.name, loser.name, rule]];
      }
    }
    return [[one.name, other.name, "none"], [other.name, one.name, "none"]];
  }

  /**
   * Say whether a norm goes before another by one rule, which the other may do as well.
   *
   * @param {string} rule
   * @param {any} one
   * @param {any} other
   * @returns {boolean}
   */
  wins(rule, one, other) {
    if (rule === "level") {
      const difference = height(one.level) - height(other.level);
      if (difference === 0) return false;
      const [high, low] = difference > 0 ? [one, other] : [other, one];
      const yields = high.modality === "permitted" && !high.guaranteed && low.modality === "forbidden";
      return (one === high) !== yields;
    }
    if (rule === "priority") return this.isRankedAbove(one, other);
    if (rule === "specificity") return this.isNarrower(one, other);
    return one.in_force_from > other.in_force_from;
  }

  /**
   * @param {any} one
   * @param {any} other
   * @returns {boolean}
   */
  isRankedAbove(one, other) {
    return (one.priority ?? []).some((/** @type {any} */ priority) => {
      this.patience.spend(1);
      if (priority.over !== other.name) return false;
      if (priority.granted_by === one.issuer) return one.level === other.level;
      const granting = this.byIssuer.get(priority.granted_by) ?? [];
      this.patience.spend(granting.length);
      return granting.some((each) =>
        each.powers.has("prioritise") && height(each.level) > height(other.level));
    });
  }

  /**
   * @param {any} one
   * @param {any} other
   * @returns {boolean}
   */
  isNarrower(one, other) {
    const role = other.counterparty ?? null;
    if (role !== null && role !== (one.counterparty ?? null)) return false;
    if (other.upon_breach) {
      const follows = (/** @type {any} */ upon) => upon && `${upon.norm} ${upon.by ?? "addressee"}`;
      if (follows(one.upon_breach) !== follows(other.upon_breach)) return false;
    }
    return implies(this.form(one), this.form(other), this.patience);
  }

  /**
   * @param {any} norm
   * @returns {import("./implication.js").Form | null} of its condition without its exceptions
   */
  form(norm) {
    if (!this.forms.has(norm.name)) {
      const exceptions = (norm.exceptions ?? []).map((/** @type {any} */ each) =>
        ({ kind: "not", of: each.when }));
      const whole = { kind: "all", of: [norm.condition ?? ALWAYS, ...exceptions] };
      this.forms.set(norm.name, normalForm(whole, this.patience));
    }
    return this.forms.get(norm.name);
  }
}
