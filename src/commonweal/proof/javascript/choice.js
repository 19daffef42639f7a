// @ts-check
/** Act, ask or refuse: from what norms, values, standpoints and commitments leave. */

import { Reach, strongComponents } from "./graphs.js";
import { ALWAYS } from "./norm_force.js";
import { HOLDS, STRICT } from "./truth.js";

/** @typedef {{outcome: string, options: string[], reasons: string[]}} Choice */

/** How every two options stand, by number: `relation(o, p)` with o before p. */
export class PairTable {
  /** @param {number} size */
  constructor(size) {
    this.size = size;
    /** @type {(string | undefined)[]} */
    this.relations = new Array(size * size);
  }

  /**
   * @param {number} one
   * @param {number} other after the one
   * @param {string} relation
   */
  set(one, other, relation) {
    const turned = /** @type {Record<string, string>} */ ({ better: "worse", worse: "better" });
    this.relations[one * this.size + other] = relation;
    this.relations[other * this.size + one] = turned[relation] ?? relation;
  }

  /**
   * @param {number} one
   * @param {number} other
   * @returns {string | undefined}
   */
  get(one, other) {
    return this.relations[one * this.size + other];
  }
}

/** What counts for a choice. */
/**
 * @typedef {object} Standing
 * @property {string[]} statuses by option
 * @property {string[]} vetoes by option
 * @property {Set<string>} resolved pairs "o|p" of which a resolution counts o over p
 */

/**
 * Return the resolutions that count, as pairs of option numbers "o|p".
 *
 * @param {any} inputs
 * @param {any} target
 * @param {import("./scene.js").Scene} scene
 * @param {PairTable} relations
 * @returns {Set<string>}
 */
export function resolutionsThatCount(inputs, target, scene, relations) {
  const { situation, decider } = scene;
  const holders = new Set([decider, ...(target.resolution_holders ?? [])]);
  const options = new Map(
    situation.options.map((/** @type {any} */ option, /** @type {number} */ at) => [option.name, at]),
  );
  const act = { actor: undefined, toward: undefined };
  /** @type {Set<string>} */
  const chosen = new Set();
  for (const record of inputs.resolutions ?? []) {
    const choose = options.get(record.choose);
    const revoked = record.revoked_at ?? null;
    if (choose === undefined || !holders.has(record.holder) || record.said_at > situation.at) continue;
    if (revoked !== null && revoked <= situation.at) continue;
    if (scene.condition(record.scope ?? ALWAYS, act, null)[STRICT] !== HOLDS) continue;
    scene.patience.spend(record.over.length);
    for (const name of record.over) {
      const over = options.get(name);
      if (over !== undefined && over !== choose && relations.get(choose, over) === "on_a_par") {
        chosen.add(`${choose}|${over}`);
      }
    }
  }
  return new Set([...chosen].filter((pair) => {
    const [one, other] = pair.split("|");
    return !chosen.has(`${other}|${one}`);
  }));
}

/** The choice between the options of a situation. */
export class Chooser {
  /**
   * @param {any} situation
   * @param {PairTable} relations by values
   * @param {PairTable | null} personal by the decider's own cards
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(situation, relations, personal, patience) {
    this.situation = situation;
    this.relations = relations;
    this.personal = personal;
    this.patience = patience;
    /** @type {string[]} */
    this.names = situation.options.map((/** @type {any} */ option) => option.name);
  }

  /**
   * @param {Standing} standing
   * @returns {Choice}
   */
  choose({ statuses, vetoes, resolved }) {
    const all = this.names.map((_, option) => option);
    const free = (/** @type {string} */ status) =>
      all.filter((option) => statuses[option] === status && vetoes[option] !== "yes");
    const [permitted, disputed] = [free("permitted"), free("in_dispute")];
    if (!permitted.length && !disputed.length) {
      return { outcome: "refuse", options: [], reasons: ["none_permitted"] };
    }
    const beats = (/** @type {number} */ one, /** @type {number} */ other) =>
      this.relations.get(one, other) === "better" || resolved.has(`${one}|${other}`);
    let kept = this.kept(permitted, beats);
    const doubtful = this.keptBeside(permitted, disputed, beats);
    kept = this.keptByOwn(kept);
    const reasons = this.reasons(kept, doubtful, vetoes);
    const listed = new Set([...kept, ...(reasons.length ? doubtful : [])]);
    return {
      outcome: reasons.length ? "ask" : "act",
      options: all.filter((option) => listed.has(option)).map((option) => this.names[option]),
      reasons,
    };
  }

  /**
   * @param {number[]} options
   * @param {(one: number, other: number) => boolean} beats
   * @returns {number[]} those in a strong component that nothing outside is better than
   */
  kept(options, beats) {
    this.patience.spend((options.length ** 2) / 2);
    const ahead = options.map((one) => {
      const better = [];
      for (const [place, other] of options.entries()) if (beats(other, one)) better.push(place);
      return better;
    });
    const found = strongComponents(options.length, (place) => ahead[place])
      .filter((members) => {
        const inside = new Set(members);
        return members.every((member) => ahead[member].every((better) => inside.has(better)));
      });
    return found.flat().map((place) => options[place]).sort((one, other) => one - other);
  }

  /**
   * Return those in dispute that are kept of the permitted with the one.
   *
   * @param {number[]} permitted
   * @param {number[]} disputed
   * @param {(one: number, other: number) => boolean} beats
   * @returns {number[]}
   */
  keptBeside(permitted, disputed, beats) {
    if (!disputed.length) return [];
    const size = permitted.length;
    this.patience.spend((size ** 2 + 2 * size * disputed.length) / 2);
    const list = (/** @type {(one: number, other: number) => boolean} */ leads) =>
      permitted.map((one) => permitted.flatMap((other, place) => (leads(one, other) ? [place] : [])));
    const better = list((one, other) => beats(other, one));
    const worse = list((one, other) => beats(one, other));
    const up = new Reach(size, (place) => better[place], this.patience);
    const down = new Reach(size, (place) => worse[place], this.patience);
    return disputed.filter((option) => {
      const above = new Set();
      const below = new Set();
      permitted.forEach((other, place) => {
        for (const [leads, reach, found] of /** @type {[boolean, Reach, Set<number>][]} */ ([
          [beats(other, option), up, above], [beats(option, other), down, below],
        ])) {
          if (!leads) continue;
          found.add(place);
          this.patience.spend(1 + reach.words);
          for (const beyond of reach.from(place)) found.add(beyond);
        }
      });
      return [...above].every((place) => below.has(place));
    });
  }

  /**
   * @param {number[]} kept
   * @returns {number[]} narrowed by the decider's own cards, where all are equal
   */
  keptByOwn(kept) {
    const { personal } = this;
    if (!personal || kept.length < 2) return kept;
    this.patience.spend(kept.length ** 2);
    const equal = kept.every((one) => kept.every((other) =>
      one === other || this.relations.get(one, other) === "equal"));
    if (!equal) return kept;
    return this.kept(kept, (one, other) => personal.get(one, other) === "better");
  }

  /**
   * @param {number[]} kept
   * @param {number[]} doubtful
   * @param {string[]} vetoes
   * @returns {string[]}
   */
  reasons(kept, doubtful, vetoes) {
    const { situation } = this;
    this.patience.spend(kept.length ** 2 / 2);
    const between = new Set(kept.flatMap((one) =>
      kept.filter((other) => other > one).map((other) => this.relations.get(one, other))));
    const partial = situation.considerations === "partial"
      || (situation.without_doing_nothing ?? null) !== null;
    /** @type {[string, boolean][]} */
    const asked = [
      ["in_dispute", doubtful.length > 0],
      ["veto_open", kept.some((option) => vetoes[option] === "open")],
      ...["contested", "undetermined", "on_a_par", "incomparable"].map((relation) =>
        /** @type {[string, boolean]} */ ([relation, between.has(relation)])),
      ["partial", partial],
    ];
    return asked.filter(([, is]) => is).map(([reason]) => reason);
  }

  /**
   * @param {Choice} choice
   * @param {Standing} standing
   * @returns {string | null} the option to stay with while a question is open
   */
  interim(choice, { statuses, vetoes }) {
    const name = this.situation.interim ?? null;
    if (name === null || choice.outcome !== "ask") return null;
    const at = this.names.indexOf(name);
    const option = this.situation.options[at];
    const idle = !(option.acts ?? []).length || option.reversible === true;
    return statuses[at] === "permitted" && vetoes[at] === "no" && idle ? name : null;
  }

  /**
   * @param {string[]} statuses
   * @returns {string[]} what the decider does in every permitted option, sorted
   */
  obliged(statuses) {
    const { decider, options } = this.situation;
    /** @type {Set<string> | null} */
    let common = null;
    options.forEach((/** @type {any} */ option, /** @type {number} */ at) => {
      if (statuses[at] !== "permitted") return;
      const acts = (option.acts ?? []).filter((/** @type {any} */ act) => act.actor === decider);
      /** @type {Set<string>} */
      const actions = new Set(acts.map((/** @type {any} */ act) => act.action));
      common = common ? new Set([...common].filter((each) => actions.has(each))) : actions;
    });
    return [...(common ?? [])].map((action) => `${decider}:${action}`).sort();
  }
}
