// @ts-check
/** What a decision states around its certificate. */

import { difference, same } from "./canonical_json.js";
import { OpenReadings } from "./open_readings.js";
import { problemOf } from "./forms.js";
import { isObject } from "./strict_json.js";

/** What is said beside what follows, and the form that it must have. */
const SAID = /** @type {Record<string, string>} */ ({ by: "name", said_at: "moment" });
const BESIDE = [...Object.keys(SAID), "language", "justification"];

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
    outcome: choice?.outcome,
    options: choice?.options,
    reasons: choice?.reasons,
    interim: choice?.interim,
    obliged: choice?.obliged,
    kind: "decision",
    schema_version: 1,
    study: content.study,
    situation: situation.name,
    target: derived.target.hash,
    standing: derived.standing,
    origin: derived.weakest,
    ask: asks ? content.ask ?? [] : [],
    deadline: asks ? content.ask_deadline ?? null : null,
    statuses: statusesOf(derived, derived.norms, derived.principles.vetoes),
    relations: derived.pairs.map(({ o, p, relation }) => ({
      first: options[o],
      second: options[p],
      by_values: relation.relation,
      by_norms: derived.steps.get(`norm_relation|${options[o]}|${options[p]}`)?.conclusion.relation,
      decided_by: relation.decidedBy.map((value) => derived.target.values.cards[value]),
    })),
    definitions: (derived.defined ?? []).map(({ definition, choice: defined, norms, vetoes }) => ({
      definition, ...defined, statuses: statusesOf(derived, norms, vetoes),
    })),
    tensions: tensionsOf(derived),
    open: asks ? new OpenReadings(derived).sorted() : [],
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
    due: broken.flatMap((name) => {
      const norm = derived.force.byName.get(name);
      return [norm.reparation ?? null, norm.sanction ?? null].filter((each) => each !== null);
    }),
    broken,
    maybe_broken: maybe,
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
  const { byName } = derived.force;
  for (const [option, item, x, y, ofX, ofY] of /** @type {any[][]} */ (tensions?.norms ?? [])) {
    const both = [byName.get(x), byName.get(y)];
    const [one, other] = both[0].modality === "forbidden" ? both : both.reverse();
    // Of two that collide it was told before which one yields, whatever they collide on.
    const [[prevails, , rule]] = derived.force.defeats(one, other);
    found.push({
      type: "norms",
      options: [option],
      item,
      sides: [{ norm: x, label: ofX }, { norm: y, label: ofY }],
      ...(rule === "none" ? {} : { settled_by: rule, prevails }),
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
  for (const [field, form] of Object.entries(SAID)) {
    const problem = problemOf(form, decision[field] ?? null);
    if (problem) problems.push(`decision.${field}${problem}`);
  }
  const { language = null } = decision;
  const problem = language === null ? "" : problemOf("language", language);
  if (problem) problems.push(`decision.language${problem}`);
  const said = Object.entries({ ...LEFT_OUT, ...decision }).filter(([field]) => !BESIDE.includes(field));
  const stated = Object.fromEntries(said.map(([field, value]) => [field, filled(field, value)]));
  if (!same(stated, follows)) problems.push(`decision: ${difference(stated, follows)}`);
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
  return isObject(each) ? { ...defaults, ...each } : each;
}
