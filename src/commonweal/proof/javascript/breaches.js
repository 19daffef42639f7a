// @ts-check
/** Breaches: who broke which norm, by an option or before, and what applies upon that. */

import { InvalidError } from "./strict_json.js";
import { FAILS, FULL, HOLDS, NEVER, STRICT, UNKNOWN, directed } from "./truth.js";

/** @typedef {import("./truth.js").Reading} Reading */

/**
 * That somebody broke a norm, or may have; `at` is null where an option would, and `overdue` is
 * whether it is that an obligation was not done in time.
 *
 * @typedef {{norm: string, by: string, at: string | null, certain: number, sure: number,
 *   overdue: boolean}} Breach
 */

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

/** What was done before, and what applies upon breaches, in one scene. */
export class Breaches {
  /**
   * @param {import("./norm_force.js").NormForce} force
   * @param {import("./scene.js").Scene} scene
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(force, scene, patience) {
    this.force = force;
    this.scene = scene;
    this.patience = patience;
    const upon = force.eligible.filter((norm) => norm.upon_breach).map((norm) => norm.upon_breach.norm);
    /** The norms upon whose breach others apply here. */
    this.followed = new Set(upon);
    this.deeds = scene.situation.deeds ?? [];
  }

  /**
   * Say whether a party did before what a norm is about, between two moments.
   *
   * @param {any} norm
   * @param {string} party
   * @param {string} since
   * @param {string | null} [until]
   * @returns {Reading}
   */
  wasDone(norm, party, since, until = null) {
    const role = norm.counterparty ?? null;
    /** @type {Reading} */
    const found = [FAILS, FAILS];
    this.patience.spend(1 + this.deeds.length);
    for (const deed of this.deeds) {
      if (deed.actor !== party || deed.action !== norm.action) continue;
      if (deed.at < since || (until !== null && deed.at > until)) continue;
      const done = this.scene.deed(deed);
      const toward = role === null ? [HOLDS, HOLDS] : this.scene.role(deed.toward ?? null, role);
      for (const mode of [FULL, STRICT]) {
        found[mode] = Math.max(found[mode], Math.min(done[mode], toward[mode]));
      }
    }
    return found;
  }

  /**
   * Return how far an obligation is charged to a party and not done: as it may condemn, and surely.
   *
   * @param {any} norm
   * @param {string} party
   * @param {Reading} done
   * @returns {{strength: number, sure: number}}
   */
  undone(norm, party, done) {
    const charged = this.scene.role(party, norm.role);
    return {
      strength: Math.min(directed(charged, FAILS), HOLDS - directed(done, HOLDS)),
      sure: Math.min(directed(charged, HOLDS), HOLDS - directed(done, FAILS)),
    };
  }

  /**
   * Return what was done before, and left undone, of what other norms hang on.
   *
   * @returns {any[]} items without bearings, see norms.js
   */
  pastItems() {
    const { force, scene } = this;
    const watched = new Set([...this.followed].map((name) => force.byName.get(name)?.action));
    const items = [];
    for (const deed of this.deeds) {
      const done = scene.deed(deed);
      if (!watched.has(deed.action) || Math.max(...done) === FAILS) continue;
      items.push({
        name: `deed:${deed.name}`,
        action: deed.action,
        act: { actor: deed.actor, toward: deed.toward ?? null },
        owed: null,
        strength: directed(done, FAILS),
        sure: directed(done, HOLDS),
        at: deed.at,
      });
    }
    for (const norm of force.eligible) {
      const due = norm.deadline ?? null;
      const late = due !== null && norm.in_force_from <= due && due < scene.situation.at;
      if (norm.modality !== "obliged" || !late || !watched.has(norm.action)) continue;
      for (const party of scene.parties.keys()) {
        const done = this.wasDone(norm, party, norm.in_force_from, due);
        const { strength, sure } = this.undone(norm, party, done);
        if (strength === FAILS) continue;
        items.push({
          name: `omission:${norm.name}:${party}`,
          action: norm.action,
          act: { actor: party, toward: { role: norm.counterparty ?? null } },
          owed: norm,
          strength,
          sure,
          at: due,
        });
      }
    }
    return items;
  }

  /**
   * Return what a labelled item breaks, or may break.
   *
   * @param {import("./norms.js").Item} item
   * @returns {Breach[]}
   */
  in(item) {
    return item.bearings
      .filter(({ chargeLabel }) => chargeLabel === "in" || chargeLabel === "undecided")
      .map(({ norm, chargeLabel, defenceLabel }) => {
        const stands = chargeLabel === "in";
        const sure = stands && defenceLabel === "in" && item.sure === HOLDS;
        return {
          norm: norm.name,
          by: /** @type {string} */ (item.act.actor),
          at: item.at,
          certain: stands ? HOLDS : UNKNOWN,
          sure: sure ? HOLDS : UNKNOWN,
          overdue: item.at !== null && item.owed === norm,
        };
      });
  }

  /**
   * Say whether that was broken upon whose breach a norm applies to an item, and whether surely.
   *
   * @param {any} norm
   * @param {import("./norms.js").Item} item
   * @param {Breach[]} breaches
   * @returns {[number, number]}
   */
  broken(norm, item, breaches) {
    const party = /** @type {string} */ (item.act.actor);
    const { norm: followed, by = "addressee" } = norm.upon_breach;
    let [certain, sure] = NEVER;
    this.patience.spend(1 + breaches.length);
    for (const breach of breaches) {
      if (breach.norm !== followed || (by === "addressee" && breach.by !== party)) continue;
      if (item.at !== null && breach.at !== null && breach.at > item.at) continue;
      let [one, other] = [breach.certain, breach.sure];
      if (breach.at !== null && norm.modality === "obliged") {
        const done = this.wasDone(norm, party, breach.at, item.at);
        one = Math.min(one, HOLDS - directed(done, HOLDS));
        other = Math.min(other, HOLDS - directed(done, FAILS));
      }
      [certain, sure] = [Math.max(certain, one), Math.max(sure, other)];
    }
    return [certain, sure];
  }
}
