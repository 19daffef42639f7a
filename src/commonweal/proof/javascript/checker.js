// @ts-check
/**
 * The checker: what a file states, held to what follows from its inputs.
 *
 * Nothing that a file concludes, lists or counts is believed. The rules are told in words in
 * docs/reference/decisions.md; this program was written from these, apart from the other two.
 */

import { difference, hashOf, same, shown } from "./canonical_json.js";
import { compareDecision, expectedDecision } from "./decision.js";
import { Derivation } from "./derivation.js";
import { expect, unlike } from "./forms.js";
import { InvalidError, UnreadableError, isObject, parseBytes } from "./strict_json.js";
import { Target } from "./target.js";

const MOST_PROBLEMS = 20;
const RULES = new Set([
  "inputs", "norm", "past", "history", "item", "status", "norm_relation", "value", "counting", "pair", "order",
  "readings", "relation", "personal", "principle", "veto", "standing", "tensions", "choice",
  "definition",
]);
const STEP_FIELDS = ["conclusion", "id", "premises", "rule", "witness"];
const JUSTIFICATION_FIELDS = [
  "kind", "schema_version", "not_shown", "declared", "inputs", "steps", "claim",
];
const PRINTED = ["data", "schema", "schema_version", "warnings"];
const KINDS = ["decision", "justification", "target"];

export const NOT_SHOWN = [
  "That the options were complete: a better one may not have been thought of.",
  "That the appraisals are true: what an option does to a value is somebody's word.",
  "That the people asked are representative of those affected.",
  "That the facts are as asserted, and the norms as they stand in their sources.",
];
export const NOT_SHOWN_SYNTHETIC = "Anything about real people: people or situations that it rests on "
  + "are synthetic. It shows how the method works, and nothing of it can be in force.";
export const UNVERIFIED = "that the records give this target: check the study's folder";

/**
 * A file to check, or one that may be named by another: its name and its bytes.
 *
 * @typedef {{name: string, bytes: Uint8Array}} GivenFile
 */

/** What was checked, what was found wrong, and what stays unshown. */
export class Report {
  constructor() {
    /** @type {string[]} */
    this.problems = [];
    this.counts = { decisions: 0, steps: 0 };
    /** @type {Map<string, number>} */
    this.outcomes = new Map();
    /** @type {Map<string, number>} */
    this.standings = new Map();
    /** @type {Map<string, Target>} */
    this.targets = new Map();
    /** @type {Set<string>} */
    this.notShown = new Set();
    /** @type {GivenFile[]} What may be the `target.json` that inputs name. */
    this.beside = [];
    /** @type {Map<string, Target>} Targets that were held to themselves before, by their hash. */
    this.known = new Map();
  }

  /**
   * Return the target that inputs hold or name; each is read and held to itself once.
   *
   * @param {any} said
   * @returns {Target}
   */
  target(said) {
    const keys = Object.keys(said);
    const named = keys.length === 1 && keys[0] === "sha256";
    const hash = named ? said.sha256 : hashOf(said);
    const found = this.known.get(hash) ?? new Target(named ? this.named(hash) : said, hash);
    this.known.set(hash, found);
    this.targets.set(hash, found);
    return found;
  }

  /**
   * @param {string} hash
   * @returns {any} the target of that hash among the files that were given
   */
  named(hash) {
    if (!this.beside.length) {
      throw new UnreadableError(`target.json: give it too; its hash is ${shown(hash, 99)}`);
    }
    const unread = [];
    for (const { bytes } of this.beside) {
      try {
        const content = parseBytes(bytes);
        if (hashOf(content) === hash) return content;
      } catch (error) {
        unread.push(error);
      }
    }
    if (unread.length === this.beside.length) throw unread[0];
    throw new InvalidError(`target.json beside it is another than ${shown(hash, 99)}`);
  }

  /**
   * Check one document.
   *
   * @param {any} content
   * @throws {InvalidError}
   */
  take(content) {
    if (content.kind === "target") {
      this.target(content);
      return;
    }
    const isDecision = content.kind === "decision";
    const justification = isDecision ? part("decision", content, "justification") : content;
    const inputs = part("justification", justification, "inputs");
    expect("inputs", inputs);
    const steps = part("justification", justification, "steps", Array.isArray);
    if (!steps.every(isObject)) {
      throw new InvalidError("justification.steps: expected a list of objects");
    }
    const ids = steps.map((each) => each.id).filter((id) => typeof id === "string");
    const derived = new Derivation(inputs, this.target(inputs.target), new Set(ids));
    const problems = compareSteps(steps, derived.steps);
    if (isDecision) problems.push(...compareDecision(content, expectedDecision(derived)));
    problems.push(...this.around(justification, derived));
    if (problems.length) throw new InvalidError(problems.slice(0, MOST_PROBLEMS).join("; "));
    this.counts.decisions += 1;
    this.counts.steps += derived.steps.size;
    const outcome = /** @type {string} */ (derived.choice?.outcome);
    const standing = /** @type {string} */ (derived.standing);
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    this.standings.set(standing, (this.standings.get(standing) ?? 0) + 1);
    for (const text of unshown(standing)) this.notShown.add(text);
  }

  /**
   * @param {any} justification
   * @param {Derivation} derived
   * @returns {string[]} what is wrong around its steps
   */
  around(justification, derived) {
    const problems = [];
    const { declared, kind, schema_version: version, claim, not_shown: notShown } = justification;
    const covered = derived.declared();
    if (!same(declared, covered)) problems.push(`declared: ${difference(declared, covered)}`);
    for (const field of Object.keys(justification)) {
      if (!JUSTIFICATION_FIELDS.includes(field)) {
        problems.push(`justification: no rule knows the field ${shown(field, 99)}`);
      }
    }
    const form = [kind, version, claim];
    if (!same(form, ["justification", 1, "choice"])) {
      problems.push(`justification: kind, schema_version and claim are ${shown(form)}`);
    }
    if (!same(notShown, unshown(/** @type {string} */ (derived.standing)))) {
      problems.push("justification: it does not open with what it does not show");
    }
    return problems;
  }

  /**
   * Check one document and keep what is wrong with it.
   *
   * @param {any} content
   * @param {string} [where]
   */
  attempt(content, where = "") {
    try {
      this.take(content);
    } catch (error) {
      if (error instanceof UnreadableError) throw error;
      // Whatever else goes wrong while a file is read, that file was not found valid.
      const what = error instanceof InvalidError ? "" : "malformed: ";
      this.problems.push(`${where}${what}${error instanceof Error ? error.message : error}`);
    }
  }

  /** @returns {any} the report as JSON, of the shape that `commonweal check --json` gives */
  data() {
    return {
      valid: this.problems.length === 0,
      problems: this.problems,
      ...this.counts,
      erased: 0,
      outcomes: Object.fromEntries(this.outcomes),
      standings: Object.fromEntries(this.standings),
      targets: [...this.targets.keys()].sort(),
      not_shown: [...this.notShown],
      unverified: this.targets.size ? [UNVERIFIED] : [],
      notes: [],
    };
  }
}

/**
 * Return what a field holds; refuse a document that leaves it out, or holds another form.
 *
 * @param {string} where
 * @param {any} record
 * @param {string} field
 * @param {(value: any) => boolean} [is]
 * @returns {any}
 */
function part(where, record, field, is = isObject) {
  if (!(field in record)) throw new InvalidError(`${where}: the field ${shown(field)} is missing`);
  if (!is(record[field])) {
    const expected = is === isObject ? "an object" : "a list of objects";
    throw new InvalidError(`${where}.${field}${unlike(expected, record[field])}`);
  }
  return record[field];
}

/**
 * @param {string} standing
 * @returns {string[]}
 */
function unshown(standing) {
  return standing === "synthetic" ? [...NOT_SHOWN, NOT_SHOWN_SYNTHETIC] : NOT_SHOWN;
}

/**
 * Return how a certificate's steps differ from those that follow.
 *
 * @param {any[]} steps
 * @param {Map<string, import("./derivation.js").Step>} follow
 * @returns {string[]}
 */
function compareSteps(steps, follow) {
  /** @type {string[]} */
  const problems = [];
  const earlier = new Set();
  for (const [place, step] of steps.entries()) {
    if (problems.length >= MOST_PROBLEMS) return problems;
    const { id, rule, conclusion = null, premises: stated = [] } = step;
    const expected = follow.get(id);
    if (!expected) {
      const known = typeof rule === "string" && RULES.has(rule);
      const what = known ? "one that does not follow" : `no rule ${shown(rule, 99)} is known`;
      problems.push(`step ${place} ${shown(id)}: ${what}`);
      continue;
    }
    if (earlier.has(id)) problems.push(`step ${id}: stands twice`);
    if (rule !== expected.rule || !Object.keys(step).every((key) => STEP_FIELDS.includes(key))) {
      problems.push(`step ${id}: its rule is ${expected.rule}, its fields among ${shown(STEP_FIELDS)}`);
    }
    if (!same(conclusion, expected.conclusion)) {
      problems.push(`step ${id}: ${difference(conclusion, expected.conclusion)}`);
    }
    const problem = comparePremises(stated, expected.premises, earlier);
    if (problem) problems.push(`step ${id}: ${problem}`);
    earlier.add(id);
  }
  const missing = [...follow.keys()].filter((id) => !earlier.has(id));
  return [...problems, ...missing.slice(0, MOST_PROBLEMS).map((id) => `step ${id}: missing`)];
}

/**
 * @param {any} stated
 * @param {string[]} premises
 * @param {Set<string>} earlier
 * @returns {string}
 */
function comparePremises(stated, premises, earlier) {
  const number = premises.length;
  if (!Array.isArray(stated) || stated.length !== number) {
    return `its premises are not the ${number} it rests on`;
  }
  const these = new Set(stated);
  if (these.size < number) return "rests on one step twice";
  if (!premises.every((id) => these.has(id))) return `rests on other premises than the ${number} it has`;
  if (!premises.every((id) => earlier.has(id))) {
    return `rests on steps that come later than the ${number} it has`;
  }
  return "";
}

/**
 * Check a file: a decision, a justification, a target, or decisions one a line.
 *
 * @param {GivenFile} file
 * @param {GivenFile[]} [beside] files that may be the target that it names
 * @param {Map<string, Target>} [known] targets that were read before; new ones are added
 * @returns {any} the report, of the shape that `commonweal check --json` gives
 */
export function checkFile(file, beside = [], known = new Map()) {
  const report = new Report();
  report.beside = beside;
  report.known = known;
  try {
    checkLines(file, report);
  } catch (error) {
    if (error instanceof UnreadableError) {
      const unreadable = `${file.name}: ${error.message}`;
      return { ...report.data(), valid: false, unreadable, path: file.name };
    }
    throw error;
  }
  return { ...report.data(), path: file.name };
}

/**
 * @param {GivenFile} file
 * @param {Report} report
 */
function checkLines({ name, bytes }, report) {
  const lines = name.endsWith(".jsonl") ? splitLines(bytes) : [bytes];
  for (const [place, line] of lines.entries()) {
    if (report.problems.length >= MOST_PROBLEMS) {
      report.problems.push(`line ${place + 1} and those after it: not checked`);
      break;
    }
    if (line.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))) continue;
    const where = lines.length > 1 ? `line ${place + 1}: ` : "";
    let content = parseBytes(line);
    if (isObject(content) && same(Object.keys(content).sort(), PRINTED)) content = content.data;
    if (!isObject(content) || !KINDS.includes(content.kind)) {
      throw new UnreadableError(`${where}no document of a kind among ${KINDS.join(", ")}`);
    }
    report.attempt(content, where);
  }
  if (!report.counts.decisions && !report.targets.size && !report.problems.length) {
    throw new UnreadableError("nothing in it to check");
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array[]}
 */
function splitLines(bytes) {
  const lines = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    if (end < 0) return lines;
    start = end + 1;
  }
}
