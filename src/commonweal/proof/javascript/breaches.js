// @ts-check
/** Breaches: who broke which norm, by an option or before, and what applies upon that. */

import { grouped } from "./scene.js";
import { isInForce } from "./norm_force.js";
import { FAILS, HOLDS, NEVER, STRICT, SURELY, UNKNOWN, both, denied, either } from "./truth.js";

/** @typedef {import("./truth.js").Reading} Reading */

/**
 * That somebody broke a norm, or may have; `at` is null where an option would, and `overdue` is
 * whether it is that an obligation was not done in time.
 *
 * @typedef {{norm: string, by: string, at: string | null, broken: Reading, overdue: boolean}} Breach
 */

/** How much it is to look at whether one party left undone what one norm obliges to. */
const WORK_OF_AN_OMISSION = 40;

/** How far a norm with a label was broken; one without was not. */
const BROKEN = new Map([["in", HOLDS], ["undecided", UNKNOWN]]);

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
    this.deedsOf = grouped(this.deeds, (/** @type {any} */ deed) => `${deed.actor} ${deed.action}`);
  }

  /**
   * @param {string} party
   * @param {string} action
   * @returns {any[]} the deeds of a party, all of one action
   */
  deedsBy(party, action) {
    return this.deedsOf.get(`${party} ${action}`) ?? [];
  }

  /**
   * Say whether a party did before what a norm is about, between two moments. What nobody tells
   * was not done; strictly that is unknown, unless somebody who is heard denies it.
   *
   * @param {any} norm
   * @param {string} party
   * @param {string} since
   * @param {string | null} [until]
   * @returns {Reading}
   */
  wasDone(norm, party, since, until = null) {
    const told = this.told(norm, party, since, until);
    const [full, strict] = either(told.map(({ done, toward }) => both(done, toward)));
    const denied = told.some(({ done, toward }) => done[STRICT] === FAILS && toward[STRICT] !== FAILS);
    return [full, denied ? strict : Math.max(strict, UNKNOWN)];
  }

  /**
   * Say whether a party is told to have done what a norm obliges to once for all. What nobody tells
   * was not done.
   *
   * @param {any} norm
   * @param {string} party
   * @returns {Reading}
   */
  isFulfilled(norm, party) {
    const told = this.told(norm, party, norm.in_force_from, null);
    return either(told.map(({ done, toward }) => both(done, toward)));
  }

  /**
   * Return of each deed that a norm is about whether it was done, and toward whom it is about.
   *
   * @param {any} norm
   * @param {string} party
   * @param {string} since
   * @param {string | null} until
   * @returns {{done: Reading, toward: Reading}[]}
   */
  told(norm, party, since, until) {
    const role = norm.counterparty ?? null;
    const deeds = this.deedsBy(party, norm.action);
    this.patience.spend(1 + 4 * deeds.length);
    return deeds
      .filter((/** @type {any} */ { at }) => since <= at && (until === null || at <= until))
      .map((/** @type {any} */ deed) => ({
        done: this.scene.deed(deed),
        toward: role === null ? SURELY : this.scene.role(deed.toward ?? null, role),
      }));
  }

  /**
   * Return how far an obligation is charged to a party, and not done.
   *
   * @param {any} norm
   * @param {string} party
   * @param {Reading} done
   * @returns {Reading}
   */
  undone(norm, party, done) {
    return both(this.scene.role(party, norm.role), denied(done));
  }

  /**
   * Yield what was done before, and left undone, of what other norms hang on: one at a time, so
   * that whoever takes them can give up.
   *
   * @returns {Generator<any>} items without bearings, see norms.js
   */
  *pastItems() {
    const { force, scene } = this;
    const watched = new Set([...this.followed].map((name) => force.byName.get(name)?.action));
    for (const deed of this.deeds) {
      const done = scene.deed(deed);
      if (!watched.has(deed.action) || done[STRICT] === FAILS) continue;
      yield {
        name: `deed:${deed.name}`,
        action: deed.action,
        act: { actor: deed.actor, toward: deed.toward ?? null },
        owed: null,
        strength: done,
        at: deed.at,
      };
    }
    for (const norm of [...watched].flatMap((action) => force.authorised.get(action) ?? [])) {
      const due = norm.deadline ?? null;
      if (norm.modality !== "obliged" || due === null || due >= scene.situation.at) continue;
      if (!isInForce(norm, due)) continue;
      for (const party of scene.spokenOf(norm.role)) {
        this.patience.spend(WORK_OF_AN_OMISSION);
        const done = norm.upon_breach ? NEVER : this.wasDone(norm, party, norm.in_force_from, due);
        const strength = this.undone(norm, party, done);
        if (strength[STRICT] === FAILS) continue;
        yield {
          name: `omission:${norm.name}:${party}`,
          action: norm.action,
          act: { actor: party, toward: { role: norm.counterparty ?? null } },
          owed: norm,
          strength,
          at: due,
        };
      }
    }
  }

  /**
   * Return what a labelled item breaks, or may break.
   *
   * @param {import("./norms.js").Item} item
   * @returns {Breach[]}
   */
  in(item) {
    return item.bearings
      .map(({ norm, labels }) => ({
        norm: norm.name,
        by: /** @type {string} */ (item.act.actor),
        at: item.at,
        broken: /** @type {Reading} */ (labels.map(({ charge }) => BROKEN.get(charge) ?? FAILS)),
        overdue: item.at !== null && item.owed === norm,
      }))
      .filter(({ broken }) => broken[STRICT] !== FAILS);
  }

  /**
   * Say whether that was broken upon whose breach a norm applies to an item.
   *
   * @param {any} norm
   * @param {import("./norms.js").Item} item
   * @param {Breach[]} breaches
   * @returns {Reading}
   */
  broken(norm, item, breaches) {
    const party = /** @type {string} */ (item.act.actor);
    const { norm: followed, by = "addressee" } = norm.upon_breach;
    this.patience.spend(1 + breaches.length);
    const found = breaches.filter((breach) =>
      breach.norm === followed && (by === "anyone" || breach.by === party)
      && (item.at === null || breach.at === null || breach.at <= item.at));
    return either(found.map(({ broken, at }) => {
      if (at === null || norm.modality !== "obliged") return broken;
      return both(broken, denied(this.wasDone(norm, party, at, item.at)));
    }));
  }
}
