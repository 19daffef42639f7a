// @ts-check
/** Which values count, what was said of them, and which stands above which by what is at stake. */

import { usable } from "./appraised.js";
import { strongComponents } from "./graphs.js";
import { grouped } from "./scene.js";
import { FAILS, HOLDS, STRICT } from "./truth.js";
import { prevailing, weightKey } from "./verdicts.js";

export const FIRST = 1;
export const SECOND = 2;
export const NEUTRAL = 4;
export const STAKES = ["slight", "notable", "grave"];

export const NONE = 0;
export const OPEN = 1;
export const CERTAIN = 2;
/** @type {readonly string[]} What these are called. */
export const ABOVE = ["none", "open", "certain"];

const STATUS_OF_NATURE = /** @type {Record<string, string>} */ ({
  constitutive: "yes", undecided: "open", instrumental: "no",
});

/** @typedef {{certain: (value: number) => boolean, possible: (value: number) => boolean}} Deciding */

/**
 * Return whose cards decide by the decider's roles.
 *
 * @param {any} target
 * @param {import("./scene.js").Scene} scene
 * @param {import("./verdicts.js").TargetValues} values
 * @returns {Deciding & {bound: boolean, standards: Map<string, Set<number>>}}
 */
export function decidingByRole(target, scene, values) {
  /** @type {Map<string, Set<number>>} */
  const standards = new Map();
  for (const { role, cards } of target.role_standards ?? []) {
    const known = standards.get(role) ?? new Set();
    for (const card of cards) {
      const value = values.number(card);
      if (value !== undefined) known.add(value);
    }
    standards.set(role, known);
  }
  const read = (/** @type {number} */ truth) => [...standards]
    .filter(([role]) => scene.role(scene.decider, role)[STRICT] === truth)
    .map(([, cards]) => cards);
  const [certain, maybe] = [read(HOLDS), read(1)];
  const [surely, perhaps] = [certain, maybe].map((sets) => new Set(sets.flatMap((each) => [...each])));
  if (certain.length) {
    return {
      certain: (value) => surely.has(value),
      possible: (value) => surely.has(value) || perhaps.has(value),
      bound: true,
      standards,
    };
  }
  const inEach = new Set([...perhaps].filter((value) => maybe.every((cards) => cards.has(value))));
  return {
    certain: (value) => !maybe.length || inEach.has(value),
    possible: () => true,
    bound: false,
    standards,
  };
}

/** A transition of the graph between two values. */
/** @typedef {{from: number, to: number, context: string, covers: Set<number>}} Transition */

/** Values as they count for those that decide. */
export class Weighing {
  /**
   * @param {import("./verdicts.js").ValueOrder} order
   * @param {any} inputs
   * @param {Set<string>} counted the models whose agreement counts
   * @param {Deciding} deciding
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(order, inputs, counted, deciding, patience) {
    this.order = order;
    this.values = order.values;
    this.scene = order.scene;
    this.deciding = deciding;
    this.patience = patience;
    const { size, published, thresholds } = this.values;
    this.here = published.map((value) =>
      value.contexts.reduce((/** @type {number} */ here, /** @type {string} */ each) =>
        Math.max(here, this.scene.context(each)[STRICT]), FAILS));
    this.held = published.map((value) =>
      value.holders >= thresholds.minHolders || (value.floors_met ?? []).length > 0);
    /** @type {boolean[]} Whether a value has a policy that may count. */
    this.telling = published.map((value) =>
      value.policies.some((/** @type {any} */ policy) => policy.nature !== "instrumental"));
    this.transitions = this.readTransitions();
    /** @type {Transition[][]} Those that apply, by where they lead from. */
    this.certainly = Array.from({ length: size }, () => []);
    /** @type {Transition[][]} */
    this.openly = Array.from({ length: size }, () => []);
    /** @type {string[][]} */
    this.policies = new Array(size);
    /** @type {string[]} */
    this.counts = new Array(size);
    // A value comes after all that is ordered above it, since coverage asks whether these count.
    for (const [value] of strongComponents(size, (each) => order.ahead[each])) this.count(value);
    /** @type {number[]} Those that count or may, sorted. */
    this.counting = this.counts.flatMap((counts, value) => (counts === "no" ? [] : [value]));
    this.readPlacings(inputs, counted);
    this.readAbove();
  }

  // --- Which values count

  /** @returns {Map<number, Transition[]>} */
  readTransitions() {
    /** @type {Map<number, Transition[]>} */
    const found = new Map();
    for (const row of this.values.graph.transitions ?? []) {
      const [from, to] = [this.values.number(row.from_card), this.values.number(row.to_card)];
      // Two cards of one value are no way from one value to another.
      if (from === undefined || to === undefined || from === to) continue;
      if (this.scene.context(row.context)[STRICT] === FAILS) continue;
      const list = found.get(from) ?? [];
      list.push({ from, to, context: row.context, covers: new Set(row.covers) });
      found.set(from, list);
    }
    return found;
  }

  /** @param {number} value all above which have been counted */
  count(value) {
    const { published } = this.values;
    this.patience.spend(2 + published[value].policies.length);
    for (const each of this.transitions.get(value) ?? []) {
      const holds = this.scene.context(each.context)[STRICT] === HOLDS;
      const above = this.order.isAbove(each.to, value);
      if (holds && above && this.counts[each.to] === "certain") this.certainly[value].push(each);
      else if (this.couldCover(each)) this.openly[value].push(each);
    }
    this.policies[value] = published[value].policies.map(
      (/** @type {any} */ policy, /** @type {number} */ index) =>
        this.policyStatus(value, index, STATUS_OF_NATURE[policy.nature]));
    const statuses = new Set(this.policies[value]);
    const none = !this.held[value] || this.here[value] === FAILS || !this.deciding.possible(value)
      || (statuses.size === 1 && statuses.has("no"));
    const certain = this.here[value] === HOLDS && this.deciding.certain(value) && statuses.has("yes");
    this.counts[value] = none ? "no" : certain ? "certain" : "open";
  }

  /**
   * Say whether a transition that does not apply certainly applies openly.
   *
   * @param {Transition} transition
   * @returns {boolean}
   */
  couldCover({ from, to }) {
    return !this.order.isAbove(from, to)
      && this.order.verdict(from, to) !== "complementary"
      && this.held[to] && this.here[to] !== FAILS && this.deciding.possible(to)
      && this.telling[to];
  }

  /**
   * @param {number} value
   * @param {number} index of one of its policies
   * @param {string} status by its nature
   * @returns {string} by what covers it too
   */
  policyStatus(value, index, status) {
    if (status === "no") return status;
    const [certain, open] = [this.certainly[value], this.openly[value]];
    this.patience.spend(certain.length + open.length);
    const doubtful = new Set(open.map((each) => each.to));
    const towards = grouped(certain, (each) => `${each.to}`);
    for (const [to, all] of towards) {
      if (!doubtful.has(Number(to)) && all.every((each) => each.covers.has(index))) return "no";
    }
    return [...certain, ...open].some((each) => each.covers.has(index)) ? "open" : status;
  }

  // --- What was said of them

  /**
   * @param {any} inputs
   * @param {Set<string>} counted
   */
  readPlacings(inputs, counted) {
    const options = new Map(
      inputs.situation.options.map((/** @type {any} */ option, /** @type {number} */ at) => [option.name, at]),
    );
    const said = grouped(inputs.placings ?? [], (/** @type {any} */ each) =>
      `${this.values.number(each.card)}`);
    /** @type {Map<number, any[]>} The placings that count, by value. */
    this.usable = new Map();
    /** @type {Map<number, {tiers: Int32Array, told: number}[]>} */
    this.tiers = new Map();
    /** @type {Map<number, string[]>} */
    this.stakes = new Map();
    this.values.published.forEach((_, value) => {
      const heard = usable(said.get(`${value}`) ?? [], counted);
      this.usable.set(value, heard);
      const stakes = new Set(heard.map((each) => each.stake));
      this.stakes.set(value, heard.length ? STAKES.filter((each) => stakes.has(each)) : STAKES);
      this.tiers.set(value, heard.map((placing) => {
        const tiers = new Int32Array(options.size).fill(-1);
        placing.order.forEach((/** @type {string[]} */ tier, /** @type {number} */ number) => {
          for (const name of tier) tiers[/** @type {number} */ (options.get(name))] = number;
        });
        return { tiers, told: this.told(value, placing.rests_on ?? []) };
      }));
    });
  }

  /**
   * Return what a placing says of two options in two tiers: NEUTRAL, FIRST for the direction, both.
   *
   * @param {number} value
   * @param {number[]} restsOn
   * @returns {number}
   */
  told(value, restsOn) {
    const all = this.policies[value];
    const statuses = restsOn.length ? restsOn.map((index) => all[index] ?? "open") : all;
    if (statuses.every((status) => status === "no")) return NEUTRAL;
    return statuses.includes("yes") ? FIRST : FIRST | NEUTRAL;
  }

  /**
   * Return the readings of a value for two options, as bits.
   *
   * @param {number} value that counts or may
   * @param {number} one
   * @param {number} other
   * @returns {number}
   */
  readings(value, one, other) {
    const placings = /** @type {{tiers: Int32Array, told: number}[]} */ (this.tiers.get(value));
    const all = FIRST | SECOND | NEUTRAL;
    if (!placings.length) return all;
    this.patience.spend(placings.length);
    let found = this.counts[value] === "open" ? NEUTRAL : 0;
    for (const { tiers, told } of placings) {
      const [a, b] = [tiers[one], tiers[other]];
      if (a < 0 || b < 0) return all;
      if (a === b) found |= NEUTRAL;
      else found |= (told & NEUTRAL) | (told & FIRST ? (a < b ? FIRST : SECOND) : 0);
    }
    return found;
  }

  // --- What stands above what

  readAbove() {
    const { counting, order } = this;
    const size = counting.length;
    this.patience.spend(size * size);
    this.above = new Uint8Array(size * size);
    /** @type {number[][]} */
    const ahead = Array.from({ length: size }, () => []);
    for (let a = 0; a < size; a += 1) {
      for (let b = a + 1; b < size; b += 1) {
        const [one, other] = [counting[a], counting[b]];
        let [up, down] = [NONE, NONE];
        if (order.isAbove(one, other)) [up, down] = this.byStakes(one, other);
        else if (order.isAbove(other, one)) [down, up] = this.byStakes(other, one);
        else if (order.verdict(one, other) !== "complementary") [up, down] = [OPEN, OPEN];
        this.above[a * size + b] = up;
        this.above[b * size + a] = down;
        if (up === CERTAIN) ahead[b].push(a);
        if (down === CERTAIN) ahead[a].push(b);
      }
    }
    for (const members of strongComponents(size, (each) => ahead[each])) {
      if (members.length === 1) continue;
      this.patience.spend(members.length ** 2);
      for (const a of members) for (const b of members) if (a !== b) this.above[a * size + b] = OPEN;
    }
  }

  /**
   * Return how a wiser value and the other stand above one another by what is at stake.
   *
   * @param {number} wiser
   * @param {number} other
   * @returns {[number, number]}
   */
  byStakes(wiser, other) {
    const outcomes = new Set();
    for (const stake of /** @type {string[]} */ (this.stakes.get(wiser))) {
      for (const against of /** @type {string[]} */ (this.stakes.get(other))) {
        const enough = STAKES.indexOf(stake) >= STAKES.indexOf(against);
        outcomes.add(enough ? "fine" : this.outweighed(wiser, stake, other, against));
      }
    }
    if (outcomes.size > 1 || outcomes.has("open")) return [OPEN, OPEN];
    return outcomes.has("fine") ? [CERTAIN, NONE] : [NONE, CERTAIN];
  }

  /**
   * @param {number} wiser
   * @param {string} stake
   * @param {number} other
   * @param {string} against
   * @returns {string} fine, reversed or open
   */
  outweighed(wiser, stake, other, against) {
    const byContext = this.values.weights.get(weightKey(wiser, stake, other, against)) ?? [];
    const outcomes = [...byContext].filter(([context]) => this.scene.context(context)[STRICT] !== FAILS);
    const found = prevailing(outcomes, this.scene, "open");
    return found.size === 1 ? [...found][0] : "open";
  }
}
