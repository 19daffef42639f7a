// @ts-check
/** What the norms that bind say of every act and omission of every option. */

import { Breaches } from "./breaches.js";
import { byPlaces, byText } from "./canonical_json.js";
import { giveLabels } from "./labels.js";
import { ALWAYS, LEVELS, isFulfilledOnce, isInForce } from "./norm_force.js";
import { grouped } from "./scene.js";
import {
  FAILS, HOLDS, NEVER, STRICT, SURELY, TRUTHS, UNKNOWN, both, denied, either,
} from "./truth.js";

/** @typedef {import("./scene.js").Act} Act */
/** @typedef {import("./truth.js").Reading} Reading */

/**
 * How a norm bears on an item.
 *
 * @typedef {object} Bearing
 * @property {any} norm
 * @property {Reading} applies
 * @property {Reading | null} charge where the norm may count against the option
 * @property {boolean} capped
 * @property {boolean} openBreach whether it is open if that was broken upon whose breach it applies
 * @property {import("./labels.js").Labels[]} labels in each mode
 * @property {string | null} chargeLabel
 * @property {string | null} defenceLabel
 */

/**
 * @typedef {object} Item
 * @property {string} name
 * @property {Act} act
 * @property {any} action
 * @property {any | null} owed the obligation that is left undone, if it is an omission
 * @property {Reading} strength whether it is done; of an omission, whether it is due and undone
 * @property {string | null} at when, if it was before
 * @property {Bearing[]} bearings of the norms that take part, sorted by name
 * @property {[string, string, string][]} defeats
 */

/** @typedef {{option: number, items: Item[], status: string, broken: string[], maybe: string[]}} Status */

/** How much it is to tell which of two norms yields, to keep it, and to tell it in a tension. */
const WORK_OF_A_COLLISION = 12;

/** The norms in one scene. */
export class Norms {
  /**
   * @param {import("./norm_force.js").NormForce} force
   * @param {import("./scene.js").Scene} scene
   * @param {import("./appraised.js").Appraised} appraised
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(force, scene, appraised, patience) {
    this.force = force;
    this.scene = scene;
    this.appraised = appraised;
    this.patience = patience;
    this.byAction = grouped(force.eligible, (norm) => norm.action);
    this.breaches = new Breaches(force, scene, patience);
    /** @type {Map<string, string>} How options stand, by what both break and may break. */
    this.compared = new Map();
    /** @type {Map<string, number>} */
    this.numbered = new Map();
    /** @type {Map<Status, number>} */
    this.patterns = new Map();
    /** @type {Item[] | null} What was before, if norms hang on it. */
    this.past = this.breaches.followed.size ? this.judgePast() : null;
    const before = (this.past ?? []).flatMap((item) => this.breaches.in(item));
    /** What was broken before, and what of that the decider left undone in time. */
    this.before = before;
    this.overdue = new Set(
      before.filter((each) => each.overdue && each.by === scene.decider).map((each) => each.norm),
    );
    this.obligations = force.eligible.filter((norm) => norm.modality === "obliged");
    /** @type {Status[]} */
    this.statuses = scene.situation.options.map((/** @type {any} */ option, /** @type {number} */ at) =>
      this.statusOf(option, at));
  }

  // --- Items and how norms apply to them

  /**
   * @param {any} option
   * @param {number} at its number
   * @returns {Status}
   */
  statusOf(option, at) {
    const acts = option.acts ?? [];
    /** @type {Item[]} */
    const items = acts.map((/** @type {any} */ act, /** @type {number} */ number) =>
      this.itemOf(`act:${number}`, act.action, { actor: act.actor, toward: act.toward ?? null }));
    for (const norm of this.obligations) {
      const strength = this.leftUndone(norm, acts);
      if (strength[STRICT] === FAILS) continue;
      const act = { actor: this.scene.decider, toward: { role: norm.counterparty ?? null } };
      items.push({ ...this.itemOf(`omission:${norm.name}`, norm.action, act), owed: norm, strength });
    }
    for (const item of items) this.bearAll(item, at);
    const charged = chargedOn(items);
    if (this.past) {
      const each = new Map(items.map((item) => [item, charged]));
      this.judgeInOrder(items, at, each, [...this.before], this.overdue);
    }
    else for (const item of items) this.label(item, at, charged);
    return { option: at, items, ...outcome(items) };
  }

  /** @returns {Item[]} what was before, judged */
  judgePast() {
    /** @type {Item[]} */
    const items = [];
    for (const found of this.breaches.pastItems()) {
      const item = { ...found, bearings: [], defeats: [] };
      this.bearAll(item, null);
      items.push(item);
    }
    // One deed has nothing to do with what somebody did at another time.
    const charged = new Map(items.map((item) => [item, chargedOn([item])]));
    this.judgeInOrder(items, null, charged, [], new Set());
    return items;
  }

  /**
   * Sort items so that those come first on whose breach others hang, and label them.
   *
   * @param {Item[]} items
   * @param {number | null} option
   * @param {Map<Item, Set<string>>} charged
   * @param {import("./breaches.js").Breach[]} breaches those before; those of the items are added
   * @param {Set<string>} overdue the obligations that the decider left undone before
   */
  judgeInOrder(items, option, charged, breaches, overdue) {
    const place = (/** @type {Item} */ item) => this.force.places.get(item.action) ?? 0;
    items.sort((one, other) => place(one) - place(other));
    for (const item of items) {
      this.upon(item, breaches);
      this.label(item, option, /** @type {Set<string>} */ (charged.get(item)));
      // What was not done in time, and is not done yet, is one breach and not another.
      if (!item.owed || !overdue.has(item.owed.name)) breaches.push(...this.breaches.in(item));
    }
  }

  /**
   * @param {Item} item
   * @param {number | null} option
   */
  bearAll(item, option) {
    const norms = (item.at === null ? this.byAction : this.force.authorised).get(item.action) ?? [];
    this.patience.spend(4 * norms.length);
    for (const norm of norms) {
      if (item.at === null || isInForce(norm, item.at)) this.bear(item, norm, option);
    }
    item.bearings.sort((one, other) => byText(one.norm.name, other.norm.name));
  }

  /**
   * Let norms upon a breach apply as far as there was one, and leave out those that do not.
   *
   * @param {Item} item
   * @param {import("./breaches.js").Breach[]} breaches
   */
  upon(item, breaches) {
    for (const bearing of item.bearings) {
      if (!bearing.norm.upon_breach) continue;
      const broken = this.breaches.broken(bearing.norm, item, breaches);
      bearing.openBreach = broken.includes(UNKNOWN);
      bearing.applies = both(bearing.applies, broken);
      if (bearing.charge !== null) bearing.charge = both(bearing.charge, broken);
    }
    item.bearings = item.bearings.filter(({ applies }) => applies[STRICT] !== FAILS);
  }

  /**
   * @param {string} name
   * @param {string} action
   * @param {Act} act
   * @returns {Item} an act that is done
   */
  itemOf(name, action, act) {
    this.patience.spend(1);
    const done = { owed: null, strength: SURELY, at: null };
    return { name, action, act, ...done, bearings: [], defeats: [] };
  }

  /**
   * Return how far an obligation is charged to the decider and not done, by acts or before.
   *
   * @param {any} norm
   * @param {any[]} acts
   * @returns {Reading}
   */
  leftUndone(norm, acts) {
    this.patience.spend(1 + acts.length);
    const deadline = norm.deadline ?? null;
    if (deadline !== null && deadline > this.scene.situation.until) return NEVER;
    const { decider } = this.scene;
    const role = norm.counterparty ?? null;
    const doing = acts
      .filter((act) => act.actor === decider && act.action === norm.action)
      .map((act) => (role === null ? SURELY : this.scene.role(act.toward ?? null, role)));
    if (isFulfilledOnce(norm)) {
      doing.push(this.breaches.wasDone(norm, decider, norm.in_force_from));
    }
    return this.breaches.undone(norm, decider, either(doing));
  }

  /**
   * Add a norm to an item if it takes part there.
   *
   * @param {Item} item
   * @param {any} norm about the item's action
   * @param {number | null} option
   */
  bear(item, norm, option) {
    const role = norm.counterparty ?? null;
    let applies = this.scene.occupies(item.act.actor, norm.role);
    if (role !== null) applies = both(applies, this.scene.occupies(item.act.toward, role));
    applies = both(applies, this.scene.condition(norm.condition ?? ALWAYS, item.act, option));
    for (const { when } of norm.exceptions ?? []) {
      applies = both(applies, denied(this.scene.condition(when, item.act, option)));
    }
    // What is fulfilled obliges to nothing more, and sets no prohibition aside.
    if (item.at === null && isFulfilledOnce(norm)) {
      applies = both(applies, denied(this.breaches.isFulfilled(norm, item.act.actor)));
    }
    if (applies[STRICT] === FAILS) return;
    const met = item.owed === norm || (item.owed === null && norm.modality === "forbidden");
    const charge = met ? both(applies, item.strength) : null;
    const unlabelled = { labels: [], chargeLabel: null, defenceLabel: null };
    item.bearings.push({ norm, applies, charge, capped: false, openBreach: false, ...unlabelled });
  }

  // --- Letter and grounds

  /**
   * @param {Bearing} bearing
   * @param {Item} item
   * @param {number | null} option none of what was before, of which nothing was appraised
   * @param {Set<string>} charged the norms with a charge on the option that does not fail
   * @returns {boolean}
   */
  isCapped({ norm }, item, option, charged) {
    const grounds = norm.grounds ?? [];
    if (!grounds.length || (item.owed && norm.modality === "permitted")) return false;
    const breaks = norm.modality === (item.owed ? "obliged" : "forbidden");
    this.patience.spend(grounds.length);
    return grounds.every((/** @type {any} */ ground) => {
      if ((ground.card ?? null) !== null) {
        return option !== null && this.appraised.says(ground.card, option, breaks ? "supports" : "opposes");
      }
      return !breaks && charged.has(ground.norm);
    });
  }

  // --- Standing

  /**
   * Give each norm on an item its grounded labels.
   *
   * @param {Item} item
   * @param {number | null} option
   * @param {Set<string>} charged
   */
  label(item, option, charged) {
    const { bearings } = item;
    for (const bearing of bearings) bearing.capped = this.isCapped(bearing, item, option, charged);
    const forbids = bearings.filter((each) => each.norm.modality === "forbidden");
    const others = bearings.filter((each) => each.norm.modality !== "forbidden");
    this.patience.spend(WORK_OF_A_COLLISION * forbids.length * others.length);
    for (const one of forbids) {
      for (const other of others) item.defeats.push(...this.force.defeats(one.norm, other.norm));
    }
    item.defeats.sort(byPlaces);
    giveLabels(bearings, item.defeats);
  }

  // --- Comparing breaches

  /**
   * Say how two options stand by what they break and may break.
   *
   * @param {Status} one
   * @param {Status} other
   * @returns {string}
   */
  relation(one, other) {
    const key = `${this.patternOf(one)}|${this.patternOf(other)}`;
    let found = this.compared.get(key);
    if (!found) {
      found = this.compare(one, other);
      this.compared.set(key, found);
    }
    return found;
  }

  /**
   * @param {Status} status
   * @returns {number} the same for options that break the same, and may
   */
  patternOf(status) {
    let found = this.patterns.get(status);
    if (found === undefined) {
      const said = `${status.broken.join()}|${status.maybe.join()}`;
      found = this.numbered.get(said) ?? this.numbered.size;
      this.numbered.set(said, found);
      this.patterns.set(status, found);
    }
    return found;
  }

  /**
   * @param {Status} one
   * @param {Status} other
   * @returns {string}
   */
  compare(one, other) {
    /** @type {Map<string, [number, number]>} */
    const broken = new Map();
    for (const [place, status] of [one, other].entries()) {
      for (const [names, weight] of /** @type {[string[], number][]} */ ([
        [status.broken, HOLDS], [status.maybe, 1],
      ])) {
        for (const name of names) {
          const pair = broken.get(name) ?? [FAILS, FAILS];
          pair[place] = weight;
          broken.set(name, pair);
        }
      }
    }
    this.patience.spend(8 * broken.size + 1);
    const found = new Set();
    for (const level of LEVELS) {
      // Which of the two may have norms of its own here, in all combinations: a set of two bits.
      let states = new Set([0]);
      for (const [name, [ours, theirs]] of broken) {
        if (this.force.byName.get(name).level !== level) continue;
        const ways = [];
        if (ours !== FAILS && theirs !== HOLDS) ways.push(1);
        if (theirs !== FAILS && ours !== HOLDS) ways.push(2);
        const both = ours !== FAILS && theirs !== FAILS;
        const none = ours !== HOLDS && theirs !== HOLDS;
        if (both || none) ways.push(0);
        states = new Set([...states].flatMap((state) => ways.map((way) => state | way)));
      }
      for (const state of states) if (state) found.add(["", "worse", "better", "incomparable"][state]);
      if (!states.has(0)) return found.size === 1 ? [...found][0] : "undetermined";
    }
    found.add("equal");
    return found.size === 1 ? "equal" : "undetermined";
  }
}

/**
 * @param {Item[]} items
 * @returns {Set<string>} the norms with a charge, whether or not what they hang on was broken
 */
function chargedOn(items) {
  return new Set(items.flatMap((item) =>
    item.bearings
      .filter(({ charge }) => charge !== null && charge[STRICT] !== FAILS)
      .map(({ norm }) => norm.name)));
}

/**
 * @param {Item[]} items
 * @returns {{status: string, broken: string[], maybe: string[]}}
 */
function outcome(items) {
  const broken = new Set();
  const maybe = new Set();
  for (const { bearings } of items) {
    for (const { norm, chargeLabel } of bearings) {
      if (chargeLabel === "in") broken.add(norm.name);
      if (chargeLabel === "undecided") maybe.add(norm.name);
    }
  }
  for (const name of broken) maybe.delete(name);
  const status = broken.size ? "forbidden" : maybe.size ? "in_dispute" : "permitted";
  return { status, broken: [...broken].sort(), maybe: [...maybe].sort() };
}

/**
 * Return what the step of an item concludes.
 *
 * @param {Item} item
 * @returns {any}
 */
export function itemConclusion({ bearings, defeats }) {
  const norms = Object.create(null);
  const labels = Object.create(null);
  const told = (/** @type {Reading} */ reading) => reading.map((truth) => TRUTHS[truth]);
  for (const { norm, applies, charge, chargeLabel, defenceLabel } of bearings) {
    norms[norm.name] = { applies: told(applies), charge: charge === null ? null : told(charge) };
    labels[norm.name] = { charge: chargeLabel, defence: defenceLabel };
  }
  const capped = bearings.filter((each) => each.capped).map((each) => each.norm.name);
  return { norms, capped, defeats, labels };
}

/**
 * @param {Item[]} items
 * @returns {Map<string, string[]>} by norm, the names of the items on which it takes part
 */
export function itemsByNorm(items) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { name, bearings } of items) {
    for (const { norm } of bearings) {
      const known = found.get(norm.name);
      if (known) known.push(name);
      else found.set(norm.name, [name]);
    }
  }
  return found;
}
