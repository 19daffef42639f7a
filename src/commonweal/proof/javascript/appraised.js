// @ts-check
/** What those whose word counts say of values: placings, and what options do to policies. */

import { grouped } from "./scene.js";

/**
 * Return those whose word counts: the owners; else declared appraisers and models that agree.
 *
 * @template {{source: string, appraiser?: string | null}} T
 * @param {T[]} said
 * @param {Set<string>} counted the models whose agreement counts
 * @returns {T[]}
 */
export function usable(said, counted) {
  const owners = said.filter((each) => each.source === "owner");
  if (owners.length) return owners;
  return said.filter((each) => each.source === "declared" || counts(each, counted));
}

/**
 * Say whether a word is that of a model whose agreement counts.
 *
 * @param {{source: string, appraiser?: string | null}} each
 * @param {Set<string>} counted
 * @returns {boolean}
 */
export function counts(each, counted) {
  return each.source === "model" && counted.has(each.appraiser ?? "");
}

/**
 * @param {any} target
 * @returns {Set<string>} the models whose agreement with people counts
 */
export function countedModels(target) {
  const rows = target.model_agreement ?? [];
  return new Set(
    rows.filter((/** @type {any} */ row) => row.counts).map((/** @type {any} */ row) => row.model),
  );
}

/** Appraisals of policies, by value and option. */
export class Appraised {
  /**
   * @param {any} inputs
   * @param {import("./verdicts.js").TargetValues} values
   * @param {Set<string>} counted
   */
  constructor(inputs, values, counted) {
    this.values = values;
    this.counted = counted;
    const options = new Map(
      inputs.situation.options.map((/** @type {any} */ option, /** @type {number} */ at) => [option.name, at]),
    );
    /** @type {Map<string, any[]>} */
    this.said = grouped(inputs.appraisals ?? [], (each) =>
      `${values.number(each.card)}|${options.get(each.option)}`);
    /** @type {Map<string, boolean>} */
    this.known = new Map();
  }

  /**
   * Say whether an option opposes, or supports, the value that a card stands for.
   *
   * @param {string} card
   * @param {number} option
   * @param {string} effect
   * @returns {boolean}
   */
  says(card, option, effect) {
    const value = this.values.number(card);
    if (value === undefined) return false;
    const key = `${value}|${option}|${effect}`;
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.find(value, option, effect);
      this.known.set(key, found);
    }
    return found;
  }

  /**
   * @param {number} value
   * @param {number} option
   * @param {string} effect
   * @returns {boolean}
   */
  find(value, option, effect) {
    const { policies } = this.values.published[value];
    const byPolicy = grouped(this.said.get(`${value}|${option}`) ?? [], (each) => `${each.policy}`);
    let some = false;
    for (const [policy, said] of byPolicy) {
      const nature = policies[Number(policy)]?.nature ?? "instrumental";
      const heard = usable(said, this.counted);
      if (nature === "instrumental" || !heard.length) continue;
      const only = heard.every((each) => each.effect === effect);
      if (only) some = true;
      else if (nature === "constitutive") return false;
    }
    return some;
  }
}
