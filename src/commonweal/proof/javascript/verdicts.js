// @ts-check
/** What votes say of two values: in each context, and in a situation over all that hold. */

import { difference } from "./canonical_json.js";
import { ratio, reaches } from "./exact.js";
import { Reach, strongComponents } from "./graphs.js";
import { FAILS, HOLDS, STRICT } from "./truth.js";
import { InvalidError } from "./strict_json.js";

/** @typedef {import("./exact.js").Ratio} Ratio */
/** @typedef {{minVotes: number, complementary: Ratio, accepted: Ratio, minHolders: number}} Thresholds */

/** A verdict of one pair in one context. */
/** @typedef {{context: string, status: string, wiser: number | null}} Verdict */

/**
 * @param {any} target
 * @returns {Thresholds}
 */
function thresholdsOf(target) {
  const said = target.thresholds;
  return {
    minVotes: said.min_votes ?? 10,
    complementary: /** @type {Ratio} */ (ratio(said.complementary ?? "19/20")),
    accepted: /** @type {Ratio} */ (ratio(said.accepted ?? "19/20")),
    minHolders: said.min_holders ?? 1,
  };
}

/** The values of a target and what was voted on them, whatever the situation. */
export class TargetValues {
  /**
   * @param {any} target of the form
   * @throws {InvalidError} if cards or pairs do not stand once, or a verdict does not follow
   */
  constructor(target) {
    const { graph } = target;
    this.graph = graph;
    this.thresholds = thresholdsOf(target);
    /** @type {any[]} Values, sorted by their card. */
    this.published = [...graph.values].sort((one, other) => (one.card < other.card ? -1 : 1));
    /** @type {string[]} */
    this.cards = this.published.map((value) => value.card);
    /** @type {Map<string, number>} */
    this.numbers = new Map();
    this.published.forEach((value, number) => {
      for (const card of [value.card, ...(value.merged ?? [])]) {
        if (this.numbers.has(card)) throw new InvalidError(`a card stands in two values: ${card}`);
        this.numbers.set(card, number);
      }
    });
    /** @type {Map<number, Verdict[]>} By the pair's number. */
    this.verdicts = new Map();
    /** @type {Set<string>} The pairs and contexts of which there is a verdict. */
    this.judged = new Set();
    for (const pair of graph.pairs) this.take(pair);
    /** @type {Map<string, Map<string, string>>} What outweighs what: fine, reversed or open. */
    this.weights = new Map();
    this.weigh(graph.outweighs ?? []);
  }

  /** @returns {number} how many values there are */
  get size() {
    return this.published.length;
  }

  /**
   * @param {string} card
   * @returns {number | undefined} the number of the value that it stands for
   */
  number(card) {
    return this.numbers.get(card);
  }

  /**
   * @param {number} one
   * @param {number} other
   * @returns {number} of the pair, whichever comes first
   */
  pair(one, other) {
    return one < other ? one * this.size + other : other * this.size + one;
  }

  /** @param {any} row */
  take(row) {
    const [first, second] = [this.numbers.get(row.first), this.numbers.get(row.second)];
    const published = first !== undefined && second !== undefined && first < second
      && this.cards[first] === row.first && this.cards[second] === row.second;
    if (!published) {
      throw new InvalidError(`a verdict is on no pair of published values: ${row.first}, ${row.second}`);
    }
    const status = decide(row, this.thresholds);
    const follows = {
      status: status === "first" || status === "second" ? "accepted" : status,
      wiser: status === "first" ? row.first : status === "second" ? row.second : null,
    };
    const stated = { status: row.status, wiser: row.wiser ?? null };
    if (stated.status !== follows.status || stated.wiser !== follows.wiser) {
      const where = `pair ${row.first}, ${row.second} in ${row.context}`;
      throw new InvalidError(`${where}: ${difference(stated, follows)}`);
    }
    const pair = this.pair(first, second);
    const said = this.verdicts.get(pair) ?? [];
    const twice = `${pair}|${row.context}`;
    if (this.judged.has(twice)) {
      throw new InvalidError(`a pair has two verdicts in ${row.context}: ${row.first}, ${row.second}`);
    }
    this.judged.add(twice);
    const wiser = status === "first" ? first : status === "second" ? second : null;
    said.push({ context: row.context, status: follows.status, wiser });
    this.verdicts.set(pair, said);
  }

  /** @param {any[]} rows of what outweighs what, each in either direction */
  weigh(rows) {
    /** @type {Map<string, Map<string, [number, number]>>} */
    const votes = new Map();
    for (const { context, card, stake, over_card: over, over_stake: against, agree, reverse } of rows) {
      const [one, other] = [this.numbers.get(card), this.numbers.get(over)];
      for (const [key, forIt, againstIt] of /** @type {[string, number, number][]} */ ([
        [weightKey(one, stake, other, against), agree, reverse],
        [weightKey(other, against, one, stake), reverse, agree],
      ])) {
        const byContext = votes.get(key) ?? new Map();
        const [a, b] = byContext.get(context) ?? [0, 0];
        byContext.set(context, [a + forIt, b + againstIt]);
        votes.set(key, byContext);
      }
    }
    for (const [key, byContext] of votes) {
      this.weights.set(key, new Map([...byContext].map(([context, [forIt, againstIt]]) =>
        [context, this.outweighs(forIt, againstIt)])));
    }
  }

  /**
   * @param {number} forIt
   * @param {number} againstIt
   * @returns {string}
   */
  outweighs(forIt, againstIt) {
    const { minVotes, accepted } = this.thresholds;
    if (forIt === againstIt || forIt + againstIt < minVotes) return "open";
    const [many, few] = forIt > againstIt ? [forIt, againstIt] : [againstIt, forIt];
    if (!reaches(many, few, accepted)) return "open";
    return forIt > againstIt ? "fine" : "reversed";
  }
}

/**
 * Return the key of so much at stake on one value against so much on another.
 *
 * @param {number | undefined} one
 * @param {string} stake
 * @param {number | undefined} other
 * @param {string} against
 * @returns {string}
 */
export function weightKey(one, stake, other, against) {
  return [one, stake, other, against].join("|");
}

/**
 * Return what the counts of a pair say: "first" or "second" is accepted as the wiser.
 *
 * @param {any} row
 * @param {Thresholds} thresholds
 * @returns {string}
 */
function decide(row, thresholds) {
  const [one, two] = [row.shown_first, row.shown_second];
  const both = (one.both_needed ?? 0) + (two.both_needed ?? 0);
  const ahead = [
    (one.first ?? 0) - (one.second ?? 0),
    (two.first ?? 0) - (two.second ?? 0),
  ];
  const first = (one.first ?? 0) + (two.first ?? 0);
  const second = (one.second ?? 0) + (two.second ?? 0);
  if (first + second + both < thresholds.minVotes) return "thin";
  if (reaches(both, first + second, thresholds.complementary)) return "complementary";
  if (ahead.every((each) => each > 0) && reaches(first, second, thresholds.accepted)) return "first";
  if (ahead.every((each) => each < 0) && reaches(second, first, thresholds.accepted)) return "second";
  return "contested";
}

/**
 * Return the one outcome that prevails among those of several contexts, as they hold here.
 *
 * @param {[string, string][]} outcomes a context that does not fail, and what follows in it
 * @param {import("./scene.js").Scene} scene
 * @param {string} doubt what prevails besides if no context holds for certain
 * @returns {Set<string>}
 */
export function prevailing(outcomes, scene, doubt) {
  const certain = outcomes.filter(([context]) => scene.context(context)[STRICT] === HOLDS);
  scene.patience.spend(outcomes.length * (1 + certain.length));
  const kept = outcomes.filter(([context]) =>
    !certain.some(([narrower]) => scene.isBroader(context, narrower)));
  const found = new Set(kept.map(([, outcome]) => outcome));
  if (!certain.length) found.add(doubt);
  return found;
}

/** The order of values in one situation. */
export class ValueOrder {
  /**
   * @param {TargetValues} values
   * @param {import("./scene.js").Scene} scene
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(values, scene, patience) {
    this.values = values;
    this.scene = scene;
    const { size } = values;
    /** @type {Map<number, {verdict: string, wiser: number | null}>} All others are thin. */
    this.own = new Map();
    /** @type {number[][]} */
    const wiser = Array.from({ length: size }, () => []);
    for (const [pair, verdicts] of values.verdicts) {
      patience.spend(1);
      const found = this.outcome(verdicts);
      if (found.verdict === "thin") continue;
      this.own.set(pair, found);
      if (found.wiser !== null) {
        const [low, high] = [Math.floor(pair / size), pair % size];
        wiser[found.wiser === low ? high : low].push(found.wiser);
      }
    }
    this.circle = new Int32Array(size).fill(-1);
    strongComponents(size, (value) => wiser[value]).forEach((members, number) => {
      if (members.length > 1) for (const member of members) this.circle[member] = number;
    });
    const kept = wiser.map((above, value) => above.filter((each) => !this.inCircle(value, each)));
    this.ahead = kept;
    this.reach = new Reach(size, (value) => kept[value], patience);
  }

  /**
   * @param {Verdict[]} verdicts
   * @returns {{verdict: string, wiser: number | null}}
   */
  outcome(verdicts) {
    /** @type {[string, string][]} */
    const outcomes = [];
    for (const { context, status, wiser } of verdicts) {
      if (status === "thin" || this.scene.context(context)[STRICT] === FAILS) continue;
      outcomes.push([context, wiser === null ? status : `${wiser}`]);
    }
    const found = prevailing(outcomes, this.scene, "thin");
    if (found.size > 1) return { verdict: "contested", wiser: null };
    const [one] = found;
    return /^[0-9]/.test(one)
      ? { verdict: "accepted", wiser: Number(one) }
      : { verdict: one, wiser: null };
  }

  /**
   * @param {number} one
   * @param {number} other
   * @returns {boolean}
   */
  inCircle(one, other) {
    return this.circle[one] >= 0 && this.circle[one] === this.circle[other];
  }

  /**
   * @param {number} one
   * @param {number} other
   * @returns {string}
   */
  verdict(one, other) {
    if (this.inCircle(one, other)) return "cycle";
    return this.own.get(this.values.pair(one, other))?.verdict ?? "thin";
  }

  /**
   * Say whether one value is ordered above another.
   *
   * @param {number} high
   * @param {number} low
   * @returns {boolean}
   */
  isAbove(high, low) {
    if (!this.reach.has(low, high)) return false;
    const verdict = this.verdict(high, low);
    return verdict !== "contested" && verdict !== "complementary";
  }
}
