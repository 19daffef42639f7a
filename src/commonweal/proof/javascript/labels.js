// @ts-check
/** Which norms stand on an item: grounded labels, by all words and by those of people heard. */

import { height } from "./norm_force.js";
import { FAILS, FULL, HOLDS, STRICT } from "./truth.js";

/** @typedef {import("./norms.js").Bearing} Bearing */
/** @typedef {{charge: string | null, defence: string | null}} Labels null where there is none */

/**
 * Give each norm on an item its labels, in each mode and in all.
 *
 * @param {Bearing[]} bearings
 * @param {[string, string, string][]} defeats
 */
export function giveLabels(bearings, defeats) {
  const modes = [FULL, STRICT].map((mode) => labelsIn(mode, bearings, defeats));
  for (const bearing of bearings) {
    bearing.labels = modes.map((found) => /** @type {Labels} */ (found.get(bearing)));
    const [full, strict] = bearing.labels;
    // By all words a norm can be broken; anything else has to stand without those of the own side.
    if (strict.charge === null) bearing.chargeLabel = null;
    else if (full.charge === "in") bearing.chargeLabel = "in";
    else bearing.chargeLabel = strict.charge === "out" ? "out" : "undecided";
    bearing.defenceLabel = strict.defence;
  }
}

/**
 * @param {number} mode
 * @param {Bearing[]} bearings
 * @param {[string, string, string][]} defeats
 * @returns {Map<Bearing, Labels>}
 */
function labelsIn(mode, bearings, defeats) {
  const byName = new Map(bearings.map((bearing) => [bearing.norm.name, bearing]));
  /** @type {Map<Bearing, Bearing[]>} */
  const attackers = new Map(bearings.map((bearing) => [bearing, []]));
  for (const [winner, loser, rule] of defeats) {
    const attacker = /** @type {Bearing} */ (byName.get(winner));
    const attacked = /** @type {Bearing} */ (byName.get(loser));
    // A lower norm that forbids what a higher one merely permits restricts it, and both stand.
    if (rule === "level" && height(attacker.norm.level) < height(attacked.norm.level)) continue;
    if (attacker.applies[mode] !== FAILS) /** @type {Bearing[]} */ (attackers.get(attacked)).push(attacker);
  }
  const defences = grounded(mode, bearings, attackers);
  /** @type {Map<Bearing, Labels>} */
  const found = new Map();
  for (const bearing of bearings) {
    const truth = bearing.charge === null ? FAILS : bearing.charge[mode];
    const against = /** @type {Bearing[]} */ (attackers.get(bearing)).map((each) => defences.get(each));
    let charge = null;
    if (truth !== FAILS) {
      charge = "undecided";
      if (against.includes("in")) charge = "out";
      else if (truth === HOLDS && !bearing.capped && against.every((each) => each === "out")) charge = "in";
    }
    found.set(bearing, { charge, defence: defences.get(bearing) ?? null });
  }
  return found;
}

/**
 * Label the nodes: what nothing left attacks is in, and what that attacks is out.
 *
 * @param {number} mode
 * @param {Bearing[]} bearings
 * @param {Map<Bearing, Bearing[]>} attackers
 * @returns {Map<Bearing, string>}
 */
function grounded(mode, bearings, attackers) {
  const nodes = bearings.filter((bearing) => bearing.applies[mode] !== FAILS);
  const labels = new Map(nodes.map((node) => [node, "undecided"]));
  /** @type {Map<Bearing, Bearing[]>} */
  const attacked = new Map(nodes.map((node) => [node, []]));
  const left = new Map(nodes.map((node) => [node, 0]));
  for (const node of nodes) {
    for (const attacker of attackers.get(node) ?? []) {
      /** @type {Bearing[]} */ (attacked.get(attacker)).push(node);
      left.set(node, (left.get(node) ?? 0) + 1);
    }
  }
  const ready = (/** @type {Bearing} */ node) =>
    labels.get(node) === "undecided" && left.get(node) === 0
    && node.applies[mode] === HOLDS && !node.capped;
  const todo = nodes.filter(ready);
  while (todo.length) {
    const node = /** @type {Bearing} */ (todo.pop());
    if (labels.get(node) !== "undecided") continue;
    labels.set(node, "in");
    for (const loser of attacked.get(node) ?? []) {
      if (labels.get(loser) === "out") continue;
      labels.set(loser, "out");
      for (const freed of attacked.get(loser) ?? []) {
        left.set(freed, (left.get(freed) ?? 0) - 1);
        if (ready(freed)) todo.push(freed);
      }
    }
  }
  return labels;
}
