// @ts-check
/** What can reasonably be rejected, from every standpoint, and which options that vetoes. */

import { ALWAYS } from "./norm_force.js";
import { grouped } from "./scene.js";
import { FAILS, FULL, HOLDS, STRICT } from "./truth.js";

/** @typedef {{name: string, certain: boolean, record: any}} Licence a principle that may license an act */
/** @typedef {{result: string, rejected_by: string[], open: string[]}} Result */

/**
 * Return the strongest complaints, by standpoint and principle: at least, and at most.
 *
 * @param {any[]} complaints
 * @returns {Map<string, [number, number]>}
 */
function strongest(complaints) {
  const grounds = grouped(complaints, (each) =>
    JSON.stringify([each.standpoint, each.principle, each.ground ?? null, each.withheld ?? null]));
  /** @type {Map<string, [number, number]>} */
  const found = new Map();
  for (const said of grounds.values()) {
    const grades = said.map((each) => each.grade);
    const key = `${said[0].standpoint}|${said[0].principle}`;
    const [least, most] = found.get(key) ?? [-1, -1];
    found.set(key, [
      Math.max(least, grades.reduce((one, other) => Math.min(one, other))),
      Math.max(most, grades.reduce((one, other) => Math.max(one, other))),
    ]);
  }
  return found;
}

/**
 * @param {number[]} numbers
 * @param {number} place
 * @returns {number} the least of those at other places
 */
function leastOfOthers(numbers, place) {
  return numbers.reduce((least, each, other) => (other === place ? least : Math.min(least, each)), Infinity);
}

/** Principles in one scene. */
export class Principles {
  /**
   * @param {any} inputs
   * @param {any} target
   * @param {import("./scene.js").Scene} scene
   * @param {import("./graphs.js").Patience} patience
   */
  constructor(inputs, target, scene, patience) {
    this.scene = scene;
    this.patience = patience;
    /** @type {Map<string, any[]>} */
    this.byAction = grouped(inputs.principles ?? [], (each) => each.action);
    this.complaints = strongest(inputs.complaints ?? []);
    const { situation } = scene;
    /** @type {Set<string>} */
    const standpoints = new Set();
    for (const party of situation.parties) {
      if (!party.affected) continue;
      for (const claim of party.roles ?? []) {
        if (scene.role(party.name, claim.role)[FULL] !== FAILS) standpoints.add(claim.role);
      }
    }
    this.standpoints = [...standpoints].sort();
    this.counts = target.rejected_principles === "veto_all"
      || situation.parties.some((/** @type {any} */ party) => party.affected && !party.inside);
    /** @type {Licence[][][]} By option and act. */
    this.licences = situation.options.map((/** @type {any} */ option, /** @type {number} */ at) =>
      (option.acts ?? []).map((/** @type {any} */ act) => this.licencesOf(act, at)));
    const compared = new Set();
    for (const record of new Set(this.licences.flat(2).map((each) => each.record))) {
      for (const each of [record.name, ...(record.alternatives ?? [])]) compared.add(each);
    }
    /** @type {string[]} */
    this.compared = [...compared].sort();
    this.results = this.compare();
    /** @type {string[]} */
    this.vetoes = this.licences.map((acts) => this.veto(acts));
  }

  /**
   * @param {any} act
   * @param {number} option
   * @returns {Licence[]}
   */
  licencesOf(act, option) {
    const found = [];
    const who = { actor: act.actor, toward: act.toward ?? null };
    for (const record of this.byAction.get(act.action) ?? []) {
      const role = this.scene.role(act.actor, record.role);
      const condition = this.scene.condition(record.condition ?? ALWAYS, who, option);
      if (role[FULL] === FAILS || condition[FULL] === FAILS) continue;
      const certain = role[STRICT] === HOLDS && condition[STRICT] === HOLDS;
      found.push({ name: record.name, certain, record });
    }
    return found;
  }

  /**
   * @param {string} standpoint
   * @param {string} principle
   * @returns {[number, number] | undefined}
   */
  complaint(standpoint, principle) {
    return this.complaints.get(`${standpoint}|${principle}`);
  }

  /** @returns {Map<string, Result>} */
  compare() {
    const { compared, standpoints } = this;
    const tested = compared.length >= 2 && standpoints.length > 0;
    this.patience.spend(compared.length * (standpoints.length + 1));
    // Of each principle: the strongest that anybody can at most say against it, if all do, and the
    // strongest that somebody at least says.
    const most = compared.map((name) => this.extreme(name, 1, Infinity));
    const least = compared.map((name) => this.extreme(name, 0, -1));
    return new Map(compared.map((name, place) => {
      /** @type {Result} */
      const result = { result: "not_tested", rejected_by: [], open: [] };
      if (!tested) return [name, result];
      this.patience.spend(compared.length);
      const lightest = leastOfOthers(most, place);
      const heaviest = leastOfOthers(least, place);
      for (const standpoint of standpoints) {
        const said = this.complaint(standpoint, name);
        if (said && lightest < said[0]) result.rejected_by.push(standpoint);
        else if (!said || heaviest < said[1]) result.open.push(standpoint);
      }
      if (result.rejected_by.length) result.result = "rejectable";
      else result.result = result.open.length ? "open" : "not_rejectable";
      return [name, result];
    }));
  }

  /**
   * @param {string} name of a principle
   * @param {0 | 1} end at least, or at most
   * @param {number} missing what a complaint counts as that is not there
   * @returns {number} the greatest over all standpoints
   */
  extreme(name, end, missing) {
    let found = -1;
    for (const standpoint of this.standpoints) {
      found = Math.max(found, this.complaint(standpoint, name)?.[end] ?? missing);
    }
    return found;
  }

  /**
   * @param {Licence[][]} acts of an option
   * @returns {string}
   */
  veto(acts) {
    if (!this.counts) return "no";
    const vetoes = acts.map((licences) => this.vetoOfAct(licences));
    return vetoes.includes("yes") ? "yes" : vetoes.includes("open") ? "open" : "no";
  }

  /**
   * @param {Licence[]} licences
   * @returns {string}
   */
  vetoOfAct(licences) {
    this.patience.spend(licences.length);
    const result = (/** @type {Licence} */ each) =>
      /** @type {Result} */ (this.results.get(each.name)).result;
    const isDoubtful = (/** @type {Licence} */ each) => ["rejectable", "open"].includes(result(each));
    if (licences.some((each) => each.certain && !isDoubtful(each))) return "no";
    if (licences.some((each) => each.certain)
      && licences.every((each) => result(each) === "rejectable")) return "yes";
    return licences.some(isDoubtful) ? "open" : "no";
  }

  /**
   * @param {number} option
   * @returns {string[]} the principles that may license one of its acts, sorted
   */
  licensing(option) {
    return [...new Set(this.licences[option].flat().map((each) => each.name))].sort();
  }
}
