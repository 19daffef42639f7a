// @ts-check
/** All that follows from a certificate's inputs: every step, and what had to be covered. */

import { Appraised, countedModels, counts } from "./appraised.js";
import { byPlaces, hashOf } from "./canonical_json.js";
import { Chooser, PairTable, resolutionsThatCount } from "./choice.js";
import { Patience } from "./graphs.js";
import { NormForce } from "./norm_force.js";
import { Norms, itemConclusion, itemsByNorm } from "./norms.js";
import { OptionRelations, readingNames } from "./option_relation.js";
import { Principles } from "./principles.js";
import { Scene } from "./scene.js";
import { InvalidError } from "./strict_json.js";
import { expectEachOnce } from "./target.js";
import { FAILS, STRICT } from "./truth.js";
import { ValueOrder } from "./verdicts.js";
import { ABOVE, FIRST, SECOND, Weighing, decidingByRole } from "./weighing.js";

/** @typedef {{rule: string, premises: string[], conclusion: any}} Step */

/** The lists of the inputs, each of which has its hash in the step `inputs`. */
export const LISTS = [
  "placings", "appraisals", "principles", "complaints", "resolutions", "not_traded",
];
const MOST_MISSING = 1_000;
const WEAKEST_FIRST = ["synthetic", "model", "import", "person"];
const STANDINGS = /** @type {Record<string, string>} */ ({
  synthetic: "synthetic", model: "model", import: "imported", person: "in_force",
});

/** Everything that follows from one decision's inputs. */
export class Derivation {
  /**
   * @param {any} inputs of the form
   * @param {import("./target.js").Target} target
   * @param {Set<string>} stated the ids of the steps that the file has
   */
  constructor(inputs, target, stated) {
    this.inputs = inputs;
    this.target = target;
    this.content = target.content;
    this.situation = inputs.situation;
    this.stated = stated;
    this.missing = 0;
    this.patience = new Patience(stated.size);
    /** @type {Map<string, Step>} */
    this.steps = new Map();
    /** @type {string[]} The steps that `tensions` rests on. */
    this.tensionsRestOn = [];
    /** @type {string[]} The steps that `choice` rests on. */
    this.choiceRestsOn = [];
    /** @type {string[]} */
    this.options = this.situation.options.map((/** @type {any} */ option) => option.name);
    this.counted = countedModels(this.content);
    this.expectNames();
    this.definitions = this.senses();
    this.expectEnoughSteps();
    this.expectPlace();
    this.scene = new Scene(this.situation, this.content, this.patience);
    this.appraised = new Appraised(inputs, target.values, this.counted);
    this.deriveInputs();
    this.force = new NormForce(this.content, this.situation, this.patience);
    this.norms = new Norms(this.force, this.scene, this.appraised, this.patience);
    this.deriveNorms();
    this.order = new ValueOrder(target.values, this.scene, this.patience);
    this.deciding = decidingByRole(this.content, this.scene, target.values);
    this.weighing = new Weighing(
      this.order, inputs, this.counted, this.deciding, this.patience,
    );
    this.deriveValues();
    this.relations = new OptionRelations(this.weighing, inputs, this.content);
    this.own = this.ownRelations();
    /** @type {{o: number, p: number, readings: number[], relation: import("./option_relation.js").Relation, own: string | null}[]} */
    this.pairs = [];
    this.deriveRelations();
    this.principles = new Principles(inputs, this.content, this.scene, this.patience);
    this.derivePrinciples();
    this.deriveStanding();
    this.deriveTensions();
    this.chooser = new Chooser(
      this.situation, this.relationTable, this.own ? this.ownTable : null, this.patience,
    );
    this.statuses = this.norms.statuses.map((each) => each.status);
    this.deriveChoice();
    this.deriveDefinitions();
  }

  // --- Before anything is derived

  expectNames() {
    const principles = this.inputs.principles ?? [];
    expectEachOnce("principles", principles.map((/** @type {any} */ each) => each.name));
    const declared = new Set(this.content.appraisers ?? []);
    for (const said of [...(this.inputs.placings ?? []), ...(this.inputs.appraisals ?? [])]) {
      if (said.source === "declared" && !declared.has(said.appraiser ?? null)) {
        throw new InvalidError(`no appraiser is declared of the name ${said.appraiser ?? "nothing"}`);
      }
    }
  }

  expectPlace() {
    const bounded = (this.content.authorities ?? []).some((/** @type {any} */ each) => each.territory?.length);
    if (bounded && (this.situation.place ?? null) === null) {
      throw new InvalidError("inputs.situation has no place, where authority is of a territory");
    }
  }

  /** @returns {string[]} */
  senses() {
    const said = [
      ...(this.situation.facts ?? []),
      ...this.situation.options.flatMap((/** @type {any} */ option) => option.changes ?? []),
    ];
    return [...new Set(said.map((each) => each.sense ?? null).filter((each) => each !== null))].sort();
  }

  expectEnoughSteps() {
    const options = this.options.length;
    const pairs = (options * (options - 1)) / 2;
    const least = (this.content.norms ?? []).length + this.target.values.size + 2 * options
      + 3 * pairs + this.definitions.length;
    if (least - this.stated.size > MOST_MISSING) {
      throw new InvalidError(`there are ${this.stated.size} steps, where at least ${least} follow`);
    }
  }

  /**
   * @param {string} id
   * @param {string[]} premises
   * @param {any} conclusion
   */
  add(id, premises, conclusion) {
    if (!this.stated.has(id)) {
      this.missing += 1;
      if (this.missing > MOST_MISSING) {
        throw new InvalidError(`more than ${MOST_MISSING} steps are missing, such as ${id}`);
      }
    }
    const bar = id.indexOf("|");
    this.steps.set(id, { rule: bar < 0 ? id : id.slice(0, bar), premises, conclusion });
  }

  /**
   * @param {(o: number, p: number) => void} what is done for each two options, in their order
   */
  eachPair(what) {
    for (let o = 0; o < this.options.length; o += 1) {
      for (let p = o + 1; p < this.options.length; p += 1) what(o, p);
    }
  }

  // --- Steps

  deriveInputs() {
    const conclusion = { situation: hashOf(this.situation), target: this.target.hash };
    for (const list of LISTS) Object.assign(conclusion, { [list]: hashOf(this.inputs[list] ?? []) });
    this.add("inputs", [], conclusion);
  }

  deriveNorms() {
    const { options, norms } = this;
    for (const [name, conclusion] of this.force.bound) this.add(`norm|${name}`, ["inputs"], conclusion);
    if (norms.past) this.deriveHistory(norms.past);
    for (const status of norms.statuses) {
      const option = options[status.option];
      const taking = norms.past ? itemsByNorm(status.items) : new Map();
      const items = status.items.map((item) => {
        const id = `item|${option}|${item.name}`;
        const bearing = item.bearings.map((each) => `norm|${each.norm.name}`);
        const upon = this.hangsOn(item, taking);
        const premises = upon.map((each) => `item|${option}|${each}`);
        const history = item.bearings.some(({ norm }) => norm.upon_breach) ? ["history"] : [];
        this.add(id, [...bearing, ...history, ...premises], itemConclusion(item));
        return id;
      });
      for (const id of items) this.tensionsRestOn.push(id);
      const { broken, maybe } = status;
      this.add(`status|${option}`, items, { status: status.status, broken, maybe_broken: maybe });
    }
    this.eachPair((o, p) => {
      const relation = norms.relation(norms.statuses[o], norms.statuses[p]);
      const id = `norm_relation|${options[o]}|${options[p]}`;
      this.choiceRestsOn.push(id);
      this.add(id, [`status|${options[o]}`, `status|${options[p]}`], { relation });
    });
  }

  /** @param {import("./norms.js").Item[]} past */
  deriveHistory(past) {
    /** @type {Record<string, string[][]>} */
    const rows = { in: [], undecided: [], out: [] };
    const taking = itemsByNorm(past);
    const items = past.map((item) => {
      const id = `past|${item.name}`;
      const bearing = item.bearings.map((each) => `norm|${each.norm.name}`);
      const upon = this.hangsOn(item, taking).map((each) => `past|${each}`);
      this.add(id, [...bearing, ...upon], itemConclusion(item));
      for (const { norm, chargeLabel } of item.bearings) {
        if (chargeLabel) rows[chargeLabel].push([item.name, norm.name]);
      }
      return id;
    });
    this.add("history", items.length ? items : ["inputs"], {
      broken: rows.in.sort(byPlaces),
      maybe_broken: rows.undecided.sort(byPlaces),
    });
  }

  /**
   * @param {import("./norms.js").Item} item
   * @param {Map<string, string[]>} taking
   * @returns {string[]} the items on which norms take part that norms on this one follow
   */
  hangsOn(item, taking) {
    const upon = new Set(item.bearings.map(({ norm }) => norm.upon_breach?.norm).filter(Boolean));
    const found = new Set();
    for (const followed of upon) {
      const items = taking.get(followed) ?? [];
      this.patience.spend(1 + 4 * items.length);
      for (const each of items) found.add(each);
    }
    return [...found];
  }

  deriveValues() {
    const { weighing, order } = this;
    const { cards } = this.target.values;
    cards.forEach((card, value) => {
      this.add(`value|${card}`, ["inputs"], {
        counts: weighing.counts[value],
        policies: weighing.policies[value],
        stakes: weighing.stakes?.get(value),
      });
    });
    const { counting } = weighing;
    const values = counting.map((value) => cards[value]);
    this.add("counting", values.map((card) => `value|${card}`), { values });
    /** @type {string[]} */
    this.pairSteps = [];
    /** @type {[string, string][]} */
    this.contested = [];
    const above = /** @type {Uint8Array} */ (weighing.above);
    const size = counting.length;
    for (let a = 0; a < size; a += 1) {
      for (let b = a + 1; b < size; b += 1) {
        const [one, other] = [counting[a], counting[b]];
        const id = `pair|${cards[one]}|${cards[other]}`;
        const verdict = order.verdict(one, other);
        const wiser = order.isAbove(one, other) ? one : order.isAbove(other, one) ? other : null;
        this.add(id, [`value|${cards[one]}`, `value|${cards[other]}`], {
          verdict,
          wiser: wiser === null ? null : cards[wiser],
          derived: wiser !== null && verdict === "thin",
          above: { A: ABOVE[above[a * size + b]], B: ABOVE[above[b * size + a]] },
        });
        this.pairSteps.push(id);
        this.tensionsRestOn.push(id);
        if (verdict === "contested" || verdict === "cycle") {
          this.contested.push([cards[one], cards[other]]);
        }
      }
    }
    const premises = this.pairSteps.length ? this.pairSteps : ["counting"];
    this.add("order", premises, { pairs: this.pairSteps.length });
  }

  /** @returns {string[]} the values that the decider's own cards stand for, sorted */
  ownValues() {
    const { values } = this.target;
    const cards = this.target.ownCards.get(this.situation.decider) ?? [];
    const own = new Set(cards.map((card) => values.number(card)));
    return values.cards.filter((_, value) => own.has(value));
  }

  /** @returns {OptionRelations | null} by the decider's own cards, if these come in */
  ownRelations() {
    if (!this.deciding.bound || !this.target.ownCards.has(this.situation.decider)) return null;
    const values = new Set(this.ownValues().map((card) => this.target.values.number(card)));
    const decides = (/** @type {number} */ value) => values.has(value);
    const deciding = { certain: decides, possible: decides };
    const weighing = new Weighing(this.order, this.inputs, this.counted, deciding, this.patience);
    return new OptionRelations(weighing, this.inputs, this.content);
  }

  deriveRelations() {
    const { options, relations, own } = this;
    const { cards } = this.target.values;
    const names = relations.counting.map((value) => cards[value]);
    this.relationTable = new PairTable(options.length);
    this.ownTable = new PairTable(options.length);
    this.eachPair((o, p) => {
      const both = `${options[o]}|${options[p]}`;
      const readings = relations.readings(o, p);
      const named = Object.create(null);
      names.forEach((card, place) => {
        named[card] = readingNames(readings[place]);
      });
      const [reading, relating] = [`readings|${both}`, `relation|${both}`];
      this.tensionsRestOn.push(reading);
      this.choiceRestsOn.push(relating);
      this.add(reading, ["counting"], { readings: named });
      const relation = relations.relation(readings);
      this.add(relating, [reading, "order"], {
        relation: relation.relation,
        decided_by: relation.decidedBy.map((value) => cards[value]),
      });
      this.relationTable?.set(o, p, relation.relation);
      let ours = null;
      if (own) {
        ours = own.relation(own.readings(o, p)).relation;
        const personal = `personal|${both}`;
        this.tensionsRestOn.push(personal);
        this.choiceRestsOn.push(personal);
        this.add(personal, ["inputs"], { relation: ours });
        this.ownTable?.set(o, p, ours);
      }
      this.pairs.push({ o, p, readings, relation, own: ours });
    });
  }

  derivePrinciples() {
    const { principles, options } = this;
    for (const [name, result] of principles.results) this.add(`principle|${name}`, ["inputs"], result);
    principles.vetoes.forEach((vetoed, option) => {
      const premises = principles.licensing(option).map((name) => `principle|${name}`);
      this.add(`veto|${options[option]}`, premises, { vetoed });
    });
  }

  deriveStanding() {
    const { content, inputs, weighing, counted } = this;
    const { values } = this.target;
    /** @type {Set<string>} */
    const origins = new Set([content.graph.origin, this.situation.origin]);
    if (content.synthetic) origins.add("synthetic");
    const counting = new Set(weighing.counting);
    for (const value of counting) origins.add(values.published[value].origin);
    for (const said of [...(inputs.placings ?? []), ...(inputs.appraisals ?? [])]) {
      if (!counting.has(values.number(said.card) ?? -1)) continue;
      const uncounted = said.source === "model" && !counts(said, counted);
      origins.add(uncounted ? "model" : said.origin);
    }
    for (const list of ["principles", "complaints", "resolutions", "not_traded"]) {
      for (const record of inputs[list] ?? []) origins.add(record.origin);
    }
    const issuers = new Set();
    const before = (this.norms.past ?? []).flatMap(({ bearings }) => bearings.map(({ norm }) => norm));
    for (const norm of [...this.force.eligible, ...before]) {
      origins.add(norm.origin);
      issuers.add(norm.issuer);
    }
    for (const each of this.force.authorities) if (issuers.has(each.issuer)) origins.add(each.origin);
    this.weakest = /** @type {string} */ (WEAKEST_FIRST.find((origin) => origins.has(origin)));
    this.standing = STANDINGS[this.weakest];
    this.add("standing", ["inputs"], { standing: this.standing, origins: [...origins].sort() });
  }

  deriveTensions() {
    const { options, principles, relations } = this;
    const { cards } = this.target.values;
    const label = (/** @type {import("./norms.js").Bearing} */ each) =>
      each.chargeLabel ?? each.defenceLabel;
    const norms = [];
    for (const { option, items } of this.norms.statuses) {
      for (const { name, bearings, defeats } of items) {
        const labels = new Map(bearings.map((each) => [each.norm.name, label(each)]));
        const pairs = new Map(defeats.map(([one, other]) => {
          const pair = [one, other].sort();
          return [pair.join("|"), pair];
        }));
        for (const [x, y] of pairs.values()) {
          norms.push([options[option], name, x, y, labels.get(x), labels.get(y)]);
        }
      }
    }
    const values = [];
    const conscience = [];
    for (const { o, p, readings, relation, own } of this.pairs) {
      const may = (/** @type {number} */ side) =>
        readings.flatMap((each, place) => (each & side ? [cards[relations.counting[place]]] : []));
      const [first, second] = [may(FIRST), may(SECOND)];
      if (first.length && second.length) values.push([options[o], options[p], first, second]);
      if (`${relation.relation} ${own}` === "better worse" || `${relation.relation} ${own}` === "worse better") {
        conscience.push([options[o], options[p]]);
      }
    }
    const complaints = principles.standpoints.flatMap((standpoint) =>
      principles.compared.flatMap((name) => {
        const said = principles.complaint(standpoint, name);
        return said ? [[standpoint, name, ...said]] : [];
      }));
    this.tensions = {
      norms: norms.sort(byPlaces),
      values: values.sort(byPlaces),
      contested: [...(this.contested ?? [])].sort(byPlaces),
      complaints: complaints.sort(byPlaces),
      conscience: conscience.sort(byPlaces),
    };
    for (const name of principles.compared) this.tensionsRestOn.push(`principle|${name}`);
    this.add("tensions", this.tensionsRestOn, this.tensions);
  }

  deriveChoice() {
    const { options, chooser, statuses } = this;
    const resolved = resolutionsThatCount(
      this.inputs, this.content, this.scene, /** @type {PairTable} */ (this.relationTable),
    );
    const standing = { statuses, vetoes: this.principles.vetoes, resolved };
    this.resolved = resolved;
    const choice = chooser.choose(standing);
    this.choice = {
      ...choice,
      interim: chooser.interim(choice, standing),
      obliged: chooser.obliged(statuses),
    };
    this.choiceRestsOn.push("tensions", "standing");
    for (const option of options) this.choiceRestsOn.push(`status|${option}`, `veto|${option}`);
    this.add("choice", this.choiceRestsOn, this.choice);
  }

  deriveDefinitions() {
    /** @type {{definition: string, choice: import("./choice.js").Choice, norms: Norms, vetoes: string[]}[]} */
    const each = this.sizeOfADefinition();
    this.defined = this.definitions.map((definition) => {
      this.patience.spend(4 * each);
      const scene = this.scene.definedBy(definition);
      const norms = new Norms(this.force, scene, this.appraised, this.patience);
      const principles = new Principles(this.inputs, this.content, scene, this.patience);
      const { vetoes } = principles;
      const statuses = norms.statuses.map((each) => each.status);
      const resolved = resolutionsThatCount(
        this.inputs, this.content, scene, /** @type {PairTable} */ (this.relationTable),
      );
      const choice = this.chooser.choose({ statuses, vetoes, resolved });
      const byOption = (/** @type {string[]} */ words) => {
        const named = Object.create(null);
        this.options.forEach((option, at) => {
          named[option] = words[at];
        });
        return named;
      };
      this.add(`definition|${definition}`, ["inputs"], {
        ...choice, statuses: byOption(statuses), vetoed: byOption(vetoes),
      });
      return { definition, choice, norms, vetoes };
    });
  }

  /** @returns {number} how much is read again under each definition, whatever comes of it */
  sizeOfADefinition() {
    const { inputs, situation, content, options, pairs } = this;
    const principles = inputs.principles ?? [];
    const lists = [
      principles, inputs.complaints, content.norms, situation.parties,
      ...principles.map((/** @type {any} */ each) => each.alternatives),
      ...situation.parties.map((/** @type {any} */ party) => party.roles),
    ];
    const listed = lists.reduce((size, list) => size + (list ?? []).length, 0);
    return listed + pairs.length / 2 + 5 * options.length;
  }

  // --- What had to be covered

  /** @returns {any} what a certificate declares */
  declared() {
    const { content, scene } = this;
    const said = [...(this.inputs.placings ?? []), ...(this.inputs.appraisals ?? [])];
    const names = [...(content.appraisers ?? []), ...said.map((each) => each.appraiser ?? null)];
    const counting = (/** @type {string} */ word) =>
      this.target.values.cards.filter((_, value) => this.weighing.counts[value] === word);
    return {
      options: this.options,
      standpoints: this.principles.standpoints,
      contexts: scene.contextNames.filter((name) => scene.context(name)[STRICT] !== FAILS),
      norms_in_force: [...this.force.bound]
        .filter(([, bound]) => bound.in_force).map(([name]) => name).sort(),
      values_that_count: counting("certain"),
      values_that_may_count: counting("open"),
      values_that_do_not_count: counting("no"),
      appraisers: [...new Set(names.filter((name) => name !== null))].sort(),
      norm_order: content.norm_order,
    };
  }
}
