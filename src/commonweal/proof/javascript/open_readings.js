// @ts-check
/** What is open: what the options that are still in play depend on, the cheapest to settle first. */

import { byText, canonical } from "./canonical_json.js";
import { ALWAYS, isFulfilledOnce } from "./norm_force.js";
import { numberOf, valueKey } from "./scene.js";
import { FULL, STRICT, UNKNOWN } from "./truth.js";
import { CERTAIN, FIRST, NEUTRAL, OPEN, SECOND } from "./weighing.js";

const TYPES = [
  "fact", "deed", "context", "role", "norm", "breach", "policy", "stake", "placing", "complaint",
  "votes",
];

/** The open readings of one derivation. */
export class OpenReadings {
  /** @param {import("./derivation.js").Derivation} derived */
  constructor(derived) {
    this.derived = derived;
    this.scene = derived.scene;
    /** @type {Map<string, any>} By canonical text. */
    this.found = new Map();
    /** @type {Map<any[], string>} Why facts are unknown, by what is asserted of them. */
    this.whys = new Map();
    /** @type {Map<string, import("./norms.js").Item[]> | undefined} */
    this.before = undefined;
    const inPlay = new Set(derived.choice?.options);
    this.inPlay = derived.options.flatMap((name, option) => (inPlay.has(name) ? [option] : []));
    for (const option of this.inPlay) {
      this.ofNorms(option);
      if (derived.principles.vetoes[option] === "open") this.ofVeto(option);
    }
    for (const pair of derived.pairs) {
      const both = inPlay.has(derived.options[pair.o]) && inPlay.has(derived.options[pair.p]);
      if (both && ["undetermined", "contested"].includes(pair.relation.relation)) this.ofPair(pair);
    }
  }

  /** @returns {any[]} each once, sorted */
  sorted() {
    return [...this.found]
      .sort(([one, a], [other, b]) =>
        TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || byText(one, other))
      .map(([, reading]) => reading);
  }

  /**
   * @param {string} type
   * @param {any} fields those that are undefined are left out
   */
  add(type, fields) {
    this.derived.patience.spend(4);
    const reading = Object.fromEntries(
      Object.entries({ type, ...fields }).filter(([, value]) => value !== undefined),
    );
    this.found.set(canonical(reading), reading);
  }

  // --- What the statuses of options depend on

  /** @param {number} option */
  ofNorms(option) {
    const { derived } = this;
    for (const item of derived.norms.statuses[option].items) {
      if (!item.bearings.some((each) => each.chargeLabel === "undecided")) continue;
      this.ofBearings(item, option);
      if (item.owed) this.ofDoing(item.owed, derived.situation.options[option].acts ?? []);
    }
  }

  /**
   * Add what keeps open which norms stand on an item.
   *
   * @param {import("./norms.js").Item} item
   * @param {number | null} option none of what was before
   */
  ofBearings(item, option) {
    this.derived.patience.spend((item.bearings.length + item.defeats.length) >> 3);
    for (const { norm, capped, openBreach, chargeLabel, defenceLabel } of item.bearings) {
      if (chargeLabel !== "undecided" && defenceLabel !== "undecided") continue;
      this.ofRole(item.act.actor, norm.role);
      const role = norm.counterparty ?? null;
      if (role !== null) this.ofRole(item.act.toward, role);
      this.ofCondition(norm.condition ?? ALWAYS, item.act, option);
      for (const each of norm.exceptions ?? []) this.ofCondition(each.when, item.act, option);
      if (option !== null && isFulfilledOnce(norm)) this.ofFulfilment(norm, item.act.actor);
      if (openBreach) this.ofBreach(norm);
      if (capped) {
        const where = option === null ? undefined : this.derived.options[option];
        this.add("norm", { norms: [norm.name], option: where });
      }
    }
    for (const [one, other, rule] of item.defeats) {
      if (rule === "none") this.add("norm", { norms: [one, other].sort() });
    }
  }

  /**
   * @param {any} owed an obligation that may be left undone
   * @param {any[]} acts those of the option
   */
  ofDoing(owed, acts) {
    const { decider } = this.scene;
    const before = isFulfilledOnce(owed) ? this.deedsSince(owed, decider) : [];
    this.derived.patience.spend(acts.length);
    for (const deed of before) this.ofDeed(deed);
    const role = owed.counterparty ?? null;
    if (role === null) return;
    const doing = acts.filter((act) => act.actor === decider && act.action === owed.action);
    for (const act of [...doing, ...before]) this.ofRole(act.toward ?? null, role);
  }

  /**
   * @param {any} norm an obligation that is fulfilled once for all
   * @param {string} party
   */
  ofFulfilment(norm, party) {
    for (const deed of this.deedsSince(norm, party)) {
      this.ofDeed(deed);
      if ((norm.counterparty ?? null) !== null) this.ofRole(deed.toward ?? null, norm.counterparty);
    }
  }

  /**
   * @param {any} norm
   * @param {string} party
   * @returns {any[]} what a party is told to have done of a norm's action since it is in force
   */
  deedsSince(norm, party) {
    const deeds = this.derived.norms.breaches.deedsBy(party, norm.action);
    this.derived.patience.spend(deeds.length);
    return deeds.filter((/** @type {any} */ deed) => deed.at >= norm.in_force_from);
  }

  /** @returns {any[]} */
  deeds() {
    return this.derived.situation.deeds ?? [];
  }

  /** @param {any} deed */
  ofDeed(deed) {
    const done = this.scene.deed(deed);
    if (done[STRICT] !== UNKNOWN) return;
    this.add("deed", { deed: deed.name, why: done[FULL] === UNKNOWN ? "disputed" : "own_word" });
  }

  /** @param {any} norm that applies upon the breach of another */
  ofBreach(norm) {
    const followed = this.derived.force.byName.get(norm.upon_breach.norm);
    const norms = [followed.name, norm.name];
    if (this.found.has(canonical({ type: "breach", norms }))) return;
    this.add("breach", { norms });
    for (const item of this.openBefore().get(followed.name) ?? []) this.ofBearings(item, null);
    this.derived.patience.spend(this.deeds().length);
    for (const deed of this.deeds()) {
      if (deed.action === norm.action || deed.action === followed.action) this.ofDeed(deed);
    }
  }

  /** @returns {Map<string, import("./norms.js").Item[]>} by norm, what may have broken it before */
  openBefore() {
    if (this.before) return this.before;
    /** @type {Map<string, import("./norms.js").Item[]>} */
    this.before = new Map();
    for (const item of this.derived.norms.past ?? []) {
      for (const { norm, labels } of item.bearings) {
        if (!labels.some(({ charge }) => charge === "undecided")) continue;
        const known = this.before.get(norm.name);
        if (known) known.push(item);
        else this.before.set(norm.name, [item]);
      }
    }
    return this.before;
  }

  /**
   * @param {import("./scene.js").Act["actor"] | import("./scene.js").Act["toward"]} who
   * @param {string} role
   */
  ofRole(who, role) {
    if (typeof who !== "string") return;
    if (this.scene.role(who, role)[STRICT] === UNKNOWN) this.add("role", { role, party: who });
  }

  /** @param {string} name */
  ofContext(name) {
    if (this.scene.context(name)[STRICT] === UNKNOWN) this.add("context", { context: name });
  }

  /**
   * @param {any} clause
   * @param {import("./scene.js").Act} act
   * @param {number | null} option
   */
  ofCondition(clause, act, option) {
    this.derived.patience.spend(1);
    if (clause.kind === "holds") this.ofContext(clause.context);
    else if (clause.kind === "before") this.ofCondition(clause.of, act, null);
    else if (clause.kind === "not") this.ofCondition(clause.of, act, option);
    else if (clause.kind === "all" || clause.kind === "any") {
      for (const part of clause.of ?? []) this.ofCondition(part, act, option);
    } else if (clause.kind !== "occupies") this.ofFact(clause, option);
    else if (clause.who === "anyone") {
      if (this.scene.anyone(clause.role)[STRICT] === UNKNOWN) this.add("role", { role: clause.role });
    } else {
      const who = { actor: act.actor, counterparty: act.toward, decider: this.scene.decider };
      this.ofRole(who[/** @type {"actor"} */ (clause.who)], clause.role);
    }
  }

  /**
   * @param {any} clause about a fact
   * @param {number | null} option
   */
  ofFact({ kind, fact }, option) {
    const value = this.scene.fact(fact, option, STRICT);
    const where = { fact, option: option === null ? undefined : this.derived.options[option] };
    if (value === undefined) this.add("fact", { ...where, why: this.whyUnknown(fact, option) });
    else if ((kind === "at_least" || kind === "at_most") && !numberOf(value)) {
      this.add("fact", { ...where, why: "no_number" });
    }
  }

  /**
   * @param {string} fact
   * @param {number | null} option
   * @returns {string}
   */
  whyUnknown(fact, option) {
    const said = this.scene.asserted(fact, option);
    if (!said.length) return "unasked";
    let why = this.whys.get(said);
    if (!why) {
      why = whyDisputed(said);
      this.whys.set(said, why);
    }
    return why;
  }

  /** @param {number} option that is openly vetoed */
  ofVeto(option) {
    const { principles, situation } = this.derived;
    principles.licences[option].forEach((licences, place) => {
      const act = situation.options[option].acts[place];
      const who = { actor: act.actor, toward: act.toward ?? null };
      for (const { name, certain, record } of licences) {
        for (const standpoint of principles.results.get(name)?.open ?? []) {
          this.add("complaint", { principle: name, standpoint });
        }
        if (certain) continue;
        this.ofRole(act.actor, record.role);
        this.ofCondition(record.condition ?? ALWAYS, who, option);
      }
    });
  }

  // --- What the relation of two options depends on

  /** @param {import("./derivation.js").Derivation["pairs"][0]} pair */
  ofPair(pair) {
    const { relations } = this.derived;
    const { readings } = pair;
    if (!readings.length) {
      this.add("placing", {});
      return;
    }
    const before = this.named;
    this.named = 0;
    const places = readings.map((_, place) => place);
    const telling = places.filter((place) => readings[place] !== NEUTRAL);
    const apart = telling.filter((place) => !places.some((high) =>
      relations.stands(high, place) === CERTAIN && !(readings[high] & NEUTRAL)));
    this.derived.patience.spend(places.length * telling.length);
    for (const place of apart) this.ofValue(place, pair);
    this.ofPairs(apart, (one, other) =>
      ((readings[one] | readings[other]) & (FIRST | SECOND)) === (FIRST | SECOND));
    if (!this.named) {
      for (const place of places) this.ofValue(place, pair);
      this.ofPairs(telling, () => true);
    }
    this.named = before;
  }

  /**
   * Add a reading that bears on the two options that are looked at.
   *
   * @param {string} type
   * @param {any} fields
   */
  name(type, fields) {
    this.named = (this.named ?? 0) + 1;
    this.add(type, fields);
  }

  /** @param {string} context */
  nameContext(context) {
    if (this.scene.context(context)[STRICT] === UNKNOWN) this.name("context", { context });
  }

  /**
   * @param {number} place of a value among those that count or may
   * @param {import("./derivation.js").Derivation["pairs"][0]} pair
   */
  ofValue(place, { o, p }) {
    const { weighing, deciding, target } = this.derived;
    const value = weighing.counting[place];
    const { cards, published } = target.values;
    const cardOf = cards[value];
    const { patience } = this.derived;
    if (weighing.counts[value] === "open") {
      patience.spend(published[value].contexts.length + deciding.standards.size);
      if (weighing.here[value] === UNKNOWN) {
        for (const context of published[value].contexts) this.nameContext(context);
      }
      if (!deciding.certain(value)) {
        for (const role of deciding.standards.keys()) {
          if (this.scene.role(this.scene.decider, role)[STRICT] === UNKNOWN) {
            this.name("role", { role, party: this.scene.decider });
          }
        }
      }
    }
    const applying = [...weighing.certainly[value], ...weighing.openly[value]];
    weighing.policies[value].forEach((status, policy) => {
      if (status !== "open") return;
      if (published[value].policies[policy].nature === "undecided") {
        this.name("policy", { cards: [cardOf], policy });
      }
      patience.spend(applying.length);
      for (const { to, context, covers } of applying) {
        if (!covers.has(policy)) continue;
        this.name("policy", { cards: [cardOf, cards[to]], policy });
        this.nameContext(context);
      }
    });
    const heard = weighing.usable?.get(value) ?? [];
    for (const placing of heard) {
      patience.spend(1 + (placing.rests_on ?? []).length);
      for (const policy of placing.rests_on ?? []) {
        if (policy >= published[value].policies.length) this.name("policy", { cards: [cardOf], policy });
      }
    }
    if (!heard.length) this.name("placing", { cards: [cardOf], why: "unasked" });
    const said = (weighing.tiers?.get(value) ?? []).map(({ tiers }) =>
      tiers[o] < 0 || tiers[p] < 0 ? null : Math.sign(tiers[o] - tiers[p]));
    if (said.includes(null) || new Set(said).size > 1) {
      this.name("placing", { cards: [cardOf], why: "disputed" });
    }
  }

  /**
   * @param {number[]} places of values
   * @param {(one: number, other: number) => boolean} matters
   */
  ofPairs(places, matters) {
    const { relations, weighing, order, target } = this.derived;
    const { values } = target;
    this.derived.patience.spend(places.length ** 2);
    for (const a of places) {
      for (const b of places) {
        const open = relations.stands(a, b) === OPEN || relations.stands(b, a) === OPEN;
        if (a >= b || !open || !matters(a, b)) continue;
        const [one, other] = [weighing.counting[a], weighing.counting[b]];
        const cards = [values.cards[one], values.cards[other]];
        if (order.isAbove(one, other) || order.isAbove(other, one)) {
          this.name("stake", { cards });
          continue;
        }
        const why = order.verdict(one, other);
        if (why === "complementary") continue;
        this.name("votes", { cards, why });
        const verdicts = values.verdicts.get(values.pair(one, other)) ?? [];
        this.derived.patience.spend(verdicts.length);
        for (const { context, status } of verdicts) {
          if (status !== "thin") this.nameContext(context);
        }
      }
    }
  }
}

/**
 * @param {any[]} said of a fact that is unknown, at least one assertion
 * @returns {string} why: nobody is heard, senses differ, or they are at odds
 */
function whyDisputed(said) {
  /** @type {Map<string | null, Set<string>>} */
  const bySense = new Map();
  const values = new Set();
  for (const { sense = null, value } of said) {
    const key = valueKey(value);
    values.add(key);
    bySense.set(sense, (bySense.get(sense) ?? new Set()).add(key));
  }
  if (values.size === 1) return "own_word";
  const common = [...bySense.get(null) ?? []];
  bySense.delete(null);
  // Each sense by itself has to agree, with what is said in none.
  const agree = common.length < 2 && [...bySense.values()].every((each) => each.size === 1
    && common.every((value) => each.has(value)));
  return bySense.size && agree ? "senses" : "disputed";
}
