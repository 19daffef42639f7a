// @ts-check
/** What a decision states around its certificate. */

import { difference, same, shown } from "./canonical_json.js";
import { OpenReadings } from "./open_readings.js";
import { isMoment } from "./forms.js";
import { isObject } from "./strict_json.js";

const NAME = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** What a field says that is left out. */
const LEFT_OUT = /** @type {Record<string, any>} */ ({
  ask: [], obliged: [], definitions: [], tensions: [], open: [], deadline: null, interim: null,
});
const LEFT_OUT_OF_STATUS = { vetoed: "no", broken: [], maybe_broken: [], due: [] };

/**
 * Return all that a decision states and that follows.
 *
 * @param {import("./derivation.js").Derivation} derived
 * @returns {Record<string, any>}
 */
export function expectedDecision(derived) {
  const { content, choice, options, situation } = derived;
  const asks = choice?.outcome === "ask";
  return {
    kind: "decision",
    schema_version: 1,
    origin: derived.weakest,
    study: content.study,
    situation: situation.name,
    target: derived.target.hash,
    outcome: choice?.outcome,
    options: choice?.options,
    reasons: choice?.reasons,
    ask: asks ? content.ask ?? [] : [],
    deadline: asks ? content.ask_deadline ?? null : null,
    interim: choice?.interim,
    statuses: statusesOf(derived, derived.norms, derived.principles.vetoes),
    relations: derived.pairs.map(({ o, p, relation }) => ({
      first: options[o],
      second: options[p],
      by_values: relation.relation,
      by_norms: derived.steps.get(`norm_relation|${options[o]}|${options[p]}`)?.conclusion.relation,
      decided_by: relation.decidedBy.map((value) => derived.target.values.cards[value]),
    })),
    obliged: choice?.obliged,
    definitions: (derived.defined ?? []).map(({ definition, choice: defined, norms, vetoes }) => ({
      definition, ...defined, statuses: statusesOf(derived, norms, vetoes),
    })),
    tensions: tensionsOf(derived),
    open: asks ? new OpenReadings(derived).sorted() : [],
    standing: derived.standing,
  };
}

/**
 * @param {import("./derivation.js").Derivation} derived
 * @param {import("./norms.js").Norms} norms
 * @param {string[]} vetoes
 * @returns {any[]}
 */
function statusesOf(derived, norms, vetoes) {
  return norms.statuses.map(({ option, status, broken, maybe }) => ({
    option: derived.options[option],
    status,
    vetoed: vetoes[option],
    broken,
    maybe_broken: maybe,
    due: broken.flatMap((name) => {
      const norm = derived.force.byName.get(name);
      return [norm.reparation ?? null, norm.sanction ?? null].filter((each) => each !== null);
    }),
  }));
}

/**
 * @param {import("./derivation.js").Derivation} derived
 * @returns {any[]}
 */
function tensionsOf(derived) {
  const { tensions, options, order, target } = derived;
  const place = new Map(options.map((name, at) => [name, at]));
  const found = [];
  for (const [option, item, x, y, ofX, ofY] of /** @type {any[][]} */ (tensions?.norms ?? [])) {
    const status = derived.norms.statuses[/** @type {number} */ (place.get(option))];
    const defeats = status.items.find((each) => each.name === item)?.defeats ?? [];
    const settled = defeats.find(([one, other, rule]) =>
      rule !== "none" && [one, other].includes(x) && [one, other].includes(y));
    found.push({
      type: "norms",
      options: [option],
      item,
      sides: [{ norm: x, label: ofX }, { norm: y, label: ofY }],
      ...(settled ? { settled_by: settled[2], prevails: settled[0] } : {}),
    });
  }
  for (const [o, p, first, second] of /** @type {any[][]} */ (tensions?.values ?? [])) {
    found.push({
      type: "values",
      options: [o, p],
      sides: [{ option: o, cards: first }, { option: p, cards: second }],
      ...settledByValues(derived, o, p, place),
    });
  }
  for (const [one, other] of /** @type {string[][]} */ (tensions?.contested ?? [])) {
    const { values } = target;
    const verdict = order.verdict(
      /** @type {number} */ (values.number(one)), /** @type {number} */ (values.number(other)),
    );
    found.push({ type: verdict, sides: [{ cards: [one] }, { cards: [other] }] });
  }
  for (const [standpoint, principle, least, most] of /** @type {any[][]} */ (tensions?.complaints ?? [])) {
    const complaint = { standpoint, at_least: least, at_most: most };
    found.push({ type: "complaint", sides: [complaint, { principle }] });
  }
  for (const [o, p] of /** @type {string[][]} */ (tensions?.conscience ?? [])) {
    const [at, other] = [place.get(o), place.get(p)].map(Number);
    const better = derived.relationTable?.get(at, other) === "better";
    const [role, own] = better ? [o, p] : [p, o];
    found.push({
      type: "conscience",
      options: [o, p],
      sides: [
        { option: role, cards: derived.weighing.counting.map((value) => target.values.cards[value]) },
        { option: own, cards: derived.ownValues() },
      ],
      settled_by: "role_standard",
      prevails: role,
    });
  }
  return found;
}

/**
 * @param {import("./derivation.js").Derivation} derived
 * @param {string} o
 * @param {string} p
 * @param {Map<string, number>} place
 * @returns {{settled_by?: string, prevails?: string}}
 */
function settledByValues(derived, o, p, place) {
  const [one, other] = [place.get(o), place.get(p)].map(Number);
  if (derived.resolved?.has(`${one}|${other}`)) return { settled_by: "resolution", prevails: o };
  if (derived.resolved?.has(`${other}|${one}`)) return { settled_by: "resolution", prevails: p };
  const relation = derived.relationTable?.get(one, other);
  if (relation === "better") return { settled_by: "values", prevails: o };
  return relation === "worse" ? { settled_by: "values", prevails: p } : {};
}

/**
 * Return how a decision differs from what follows.
 *
 * @param {Record<string, any>} decision
 * @param {Record<string, any>} follows
 * @returns {string[]}
 */
export function compareDecision(decision, follows) {
  const problems = [];
  for (const [field, expected] of Object.entries(follows)) {
    const stated = filled(field, field in decision ? decision[field] : LEFT_OUT[field]);
    if (!same(stated, expected)) problems.push(`decision: ${difference(stated, expected, field)}`);
  }
  const known = new Set([...Object.keys(follows), "by", "said_at", "language", "justification"]);
  for (const field of Object.keys(decision)) {
    if (!known.has(field)) problems.push(`decision: no rule knows the field ${shown(field, 99)}`);
  }
  const { by, said_at: saidAt, language = null } = decision;
  if (typeof by !== "string" || !NAME.test(by)) problems.push("decision: by is no name");
  if (!isMoment(saidAt)) problems.push("decision: said_at is no moment");
  if (language !== null && (typeof language !== "string" || !LANGUAGE.test(language))) {
    problems.push("decision: language is no language tag");
  }
  return problems;
}

/**
 * Return a field of a decision with what its parts leave out.
 *
 * @param {string} field
 * @param {any} stated
 * @returns {any}
 */
function filled(field, stated) {
  if (!Array.isArray(stated)) return stated;
  if (field === "statuses") return stated.map((each) => with_(LEFT_OUT_OF_STATUS, each));
  if (field === "relations") return stated.map((each) => with_({ decided_by: [] }, each));
  if (field !== "definitions") return stated;
  return stated.map((each) =>
    isObject(each) ? { ...each, statuses: filled("statuses", each.statuses) } : each);
}

/**
 * @param {any} defaults
 * @param {any} each
 * @returns {any}
 */
function with_(defaults, each) {
  const whole = !isObject(each) || Object.keys(defaults).every((key) => key in each);
  return whole ? each : { ...defaults, ...each };
}
