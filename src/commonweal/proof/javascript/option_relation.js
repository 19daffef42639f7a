// @ts-check
/** How two options stand by what values say of them. */

import { byPlaces } from "./canonical_json.js";
import { CERTAIN, FIRST, NEUTRAL, OPEN, SECOND } from "./weighing.js";

/** @typedef {{relation: string, decidedBy: number[]}} Relation values that decide, by their number */

/** Relations of options, one for each pattern of readings. */
export class OptionRelations {
  /**
   * @param {import("./weighing.js").Weighing} weighing
   * @param {any} inputs
   * @param {any} target
   */
  constructor(weighing, inputs, target) {
    this.weighing = weighing;
    this.counting = weighing.counting;
    this.above = /** @type {Uint8Array} */ (weighing.above);
    const may = new Set(target.may_refuse_trade ?? []);
    const places = new Map(this.counting.map((value, place) => [value, place]));
    /** @type {[number, number][]} Two values that somebody refuses to trade, by their places. */
    this.refused = [];
    for (const record of inputs.not_traded ?? []) {
      const both = [record.first, record.second].map((card) =>
        places.get(weighing.values.number(card) ?? -1));
      if (may.has(record.by) && both[0] !== undefined && both[1] !== undefined) {
        this.refused.push(/** @type {[number, number]} */ (both));
      }
    }
    /** @type {Map<string, Relation>} */
    this.known = new Map();
  }

  /**
   * Return the readings of all values that count or may, for two options, each as bits.
   *
   * @param {number} one
   * @param {number} other
   * @returns {number[]}
   */
  readings(one, other) {
    return this.counting.map((value) => this.weighing.readings(value, one, other));
  }

  /**
   * @param {number[]} readings
   * @returns {Relation}
   */
  relation(readings) {
    const key = String.fromCharCode(...readings.map((each) => each + 64));
    let found = this.known.get(key);
    if (!found) {
      this.weighing.patience.spend(4 * readings.length ** 2 + this.refused.length);
      found = this.find(readings);
      this.known.set(key, found);
    }
    return found;
  }

  /**
   * @param {number[]} readings
   * @returns {Relation}
   */
  find(readings) {
    const places = readings.map((_, place) => place);
    const never = places.filter((place) => !(readings[place] & NEUTRAL));
    const topped = places.map((place) =>
      never.some((high) => this.stands(high, place) === CERTAIN));
    if (never.length) {
      for (const [relation, against] of /** @type {[string, number][]} */ ([
        ["better", SECOND], ["worse", FIRST],
      ])) {
        if (places.every((place) => !(readings[place] & against) || topped[place])) {
          return this.decided(relation, never.filter((place) => !topped[place]));
        }
      }
    }
    const certain = this.counting.map((value) => this.weighing.counts[value] === "certain");
    if (certain.includes(true) && readings.every((each) => each === NEUTRAL)) {
      return this.decided("equal", []);
    }
    return this.incomparable(readings) ?? this.onAPar(readings, places)
      ?? this.decided(this.isContested(readings, places, certain) ? "contested" : "undetermined", []);
  }

  /**
   * @param {string} relation
   * @param {number[]} places
   * @returns {Relation}
   */
  decided(relation, places) {
    const values = places.map((place) => this.counting[place]);
    return { relation, decidedBy: values.sort((one, other) => one - other) };
  }

  /**
   * @param {number} high
   * @param {number} low
   * @returns {number} whether the one stands above the other
   */
  stands(high, low) {
    return this.above[high * this.counting.length + low];
  }

  /**
   * @param {number[]} readings
   * @returns {Relation | null}
   */
  incomparable(readings) {
    const pairs = this.refused
      .filter(([one, other]) => readings[one] + readings[other] === FIRST + SECOND
        && readings[one] !== NEUTRAL && (readings[one] === FIRST || readings[one] === SECOND))
      .map((pair) => [...pair].sort((one, other) => one - other))
      .sort(byPlaces);
    return pairs.length ? this.decided("incomparable", pairs[0]) : null;
  }

  /**
   * @param {number[]} readings
   * @param {number[]} places
   * @returns {Relation | null}
   */
  onAPar(readings, places) {
    const smallest = [FIRST, SECOND].map((only) => places.find((place) =>
      readings[place] === only && places.every((high) =>
        !this.stands(high, place) || readings[high] === NEUTRAL)));
    const [one, other] = smallest;
    return one === undefined || other === undefined ? null : this.decided("on_a_par", [one, other]);
  }

  /**
   * @param {number[]} readings
   * @param {number[]} places
   * @param {boolean[]} certain
   * @returns {boolean}
   */
  isContested(readings, places, certain) {
    const { weighing } = this;
    const settled = places.every((place) => certain[place]
      && [FIRST, SECOND, NEUTRAL].includes(readings[place])
      && weighing.stakes?.get(this.counting[place])?.length === 1);
    if (!settled) return false;
    const telling = places.filter((place) => readings[place] !== NEUTRAL);
    let some = false;
    for (const one of telling) {
      for (const other of telling) {
        if (one >= other || this.stands(one, other) !== OPEN) continue;
        const verdict = weighing.order.verdict(this.counting[one], this.counting[other]);
        if (verdict !== "contested" && verdict !== "cycle") return false;
        some = true;
      }
    }
    return some;
  }
}

/**
 * @param {number} readings
 * @returns {string[]} their names, in order
 */
export function readingNames(readings) {
  const names = [];
  if (readings & FIRST) names.push("first");
  if (readings & SECOND) names.push("second");
  if (readings & NEUTRAL) names.push("neutral");
  return names;
}
