// @ts-check
/**
 * The form of what a certificate is taken from: no field that no rule knows, nothing in a field
 * but what belongs there, and no part that contradicts itself. The rules believe what has it.
 */

import { shown } from "./canonical_json.js";
import { ratio } from "./exact.js";
import { CLAUSES, PARTS, RECORD, WORDS } from "./fields.js";
import { InvalidError, LARGEST_INTEGER, isObject } from "./strict_json.js";

/** @typedef {(value: any) => string} Check returns what is wrong, from the way to it on, or "" */

const LONGEST_TEXT = 20_000;
const LONGEST_LINE = 300;
const MOST_PARTS = 64;
const DEEPEST_CONDITION = 32;

/**
 * @param {string} expected
 * @param {any} found
 * @returns {string} that something else was expected than what was found
 */
export function unlike(expected, found) {
  return `: expected ${expected}, found ${shown(found, 99)}`;
}

// --- Texts, numbers, moments

/**
 * @param {RegExp} pattern
 * @param {string} expected
 * @returns {Check}
 */
function matching(pattern, expected) {
  return (value) => (typeof value === "string" && pattern.test(value) ? "" : unlike(expected, value));
}

/**
 * @param {string} words
 * @returns {Check}
 */
function among(words) {
  const known = new Set(words.split(" "));
  const expected = `one of ${[...known].join(", ")}`;
  return (value) => (known.has(value) ? "" : unlike(expected, value));
}

/**
 * @param {number} low
 * @param {number} high
 * @returns {Check}
 */
function integer(low, high) {
  const expected = `an integer from ${low} to ${high}`;
  return (value) =>
    typeof value === "number" && low <= value && value <= high ? "" : unlike(expected, value);
}

const MOMENT = /^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/;

/**
 * Say whether a text is a moment: to the second, in UTC, on a day that there is, from the year 1.
 *
 * @param {any} value
 * @returns {boolean}
 */
function isMoment(value) {
  const found = typeof value === "string" ? MOMENT.exec(value) : null;
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && day <= days[month - 1];
}

/** @type {Check} */
function rational(value) {
  return ratio(value) ? "" : unlike("an exact number 'p/q' in lowest terms", value);
}

/** @type {Check} */
function threshold(value) {
  const number = ratio(value);
  const fits = number && number.top > 0n && number.top <= number.bottom;
  return fits ? "" : unlike("an exact number above '0/1', up to '1/1'", value);
}

/** @type {Check} */
function factValue(value) {
  if (typeof value === "boolean" || typeof value === "number") return "";
  if (typeof value !== "string" || value === "" || longerThan(value, LONGEST_LINE)) {
    return unlike("true, false, an integer, 'p/q' or a word", value);
  }
  return /^-?[0-9]+\/[0-9]+$/.test(value) ? rational(value) : "";
}

/**
 * Say whether a text has more characters than so many; a surrogate pair is one.
 *
 * @param {string} text
 * @param {number} most
 * @returns {boolean}
 */
function longerThan(text, most) {
  if (text.length <= most) return false;
  return text.length > 2 * most || [...text].length > most;
}

/**
 * @param {number} longest
 * @param {boolean} oneLine
 * @returns {Check}
 */
function textUpTo(longest, oneLine) {
  const expected = oneLine
    ? `1 to ${longest} characters on one line`
    : `text of 1 to ${longest} characters`;
  return (value) => {
    const fits = typeof value === "string" && value !== "" && !longerThan(value, longest);
    return fits && !(oneLine && /[\r\n]/.test(value)) ? "" : unlike(expected, value);
  };
}

// --- Conditions

/** @type {Check} */
function clause(value) {
  if (!isObject(value) || typeof value.kind !== "string") {
    return unlike("a condition of some kind", value);
  }
  const check = Object.hasOwn(CLAUSES, value.kind) ? CHECKS.get(`clause ${value.kind}`) : undefined;
  return check
    ? check(value)
    : unlike(`a kind of condition: ${Object.keys(CLAUSES).join(", ")}`, value);
}

/** @type {Check} */
function short(value) {
  const listed = (value.kind === "one_of" ? value.values : value.of) ?? [];
  return listed.length <= MOST_PARTS ? "" : `: expected a list of at most ${MOST_PARTS}`;
}

/**
 * @param {any} value a clause of the form
 * @returns {number} how many clauses stand inside one another
 */
function depth(value) {
  const inside = isObject(value.of) ? [value.of] : value.of ?? [];
  return 1 + Math.max(0, ...inside.map(depth));
}

/** @type {Check} */
function condition(value) {
  const problem = clause(value);
  if (problem) return problem;
  const deep = `: expected at most ${DEEPEST_CONDITION} clauses inside one another`;
  return depth(value) > DEEPEST_CONDITION ? deep : "";
}

// --- What must agree within one part

/** @type {Record<string, Check>} */
const COHERENT = {
  "clause one_of": short,
  "clause all": short,
  "clause any": short,
  inputs: ofSituation,
  situation,
  norm(it) {
    const permitted = it.modality === "permitted";
    if (it.guaranteed && !permitted) return ".guaranteed: expected only of a permission";
    if ((it.deadline ?? null) !== null && it.modality !== "obliged") {
      return ".deadline: expected only of an obligation";
    }
    if (it.upon_breach && it.upon_breach.norm === it.name) return ".upon_breach: expected of another norm";
    const ends = (it.in_force_until ?? null) === null || it.in_force_until > it.in_force_from;
    return ends ? "" : ".in_force_until: expected a moment after in_force_from";
  },
  ground(it) {
    const one = ((it.card ?? null) === null) !== ((it.norm ?? null) === null);
    return one ? "" : ": expected either a card or a norm";
  },
  complaint(it) {
    const one = ((it.ground ?? null) === null) !== ((it.withheld ?? null) === null);
    return one ? "" : ": expected either a ground or the number of one that is withheld";
  },
  model_agreement(it) {
    return it.agreed <= it.held_out ? "" : ".agreed: expected no more than were held out";
  },
  not_traded(it) {
    return it.first !== it.second ? "" : ": expected two different cards";
  },
};

/** @type {Check} */
function situation(it) {
  const parties = new Set(it.parties.map((/** @type {any} */ each) => each.name));
  const options = new Set(it.options.map((/** @type {any} */ each) => each.name));
  const deeds = it.deeds ?? [];
  const acts = [...it.options.flatMap((/** @type {any} */ option) => option.acts ?? []), ...deeds];
  const idle = it.options.every((/** @type {any} */ option) => (option.acts ?? []).length > 0);
  const told = it.without_doing_nothing ?? null;
  /** @type {[boolean, string, string][]} */
  const wrong = [
    [parties.size < it.parties.length, "parties", "each name once"],
    [options.size < it.options.length, "options", "each name once"],
    [!parties.has(it.decider), "decider", "one of the parties"],
    [(it.principal ?? null) !== null && !parties.has(it.principal), "principal", "one of the parties"],
    [(it.interim ?? null) !== null && !options.has(it.interim), "interim", "one of the options"],
    [it.until < it.at, "until", "no moment before at"],
    [new Set(deeds.map((/** @type {any} */ each) => each.name)).size < deeds.length, "deeds", "each name once"],
    [deeds.some((/** @type {any} */ each) => each.at > it.at), "deeds", "no moment after at"],
    [idle && told === null, "options", "one without acts, or without_doing_nothing with the why"],
    [!acts.every((/** @type {any} */ act) => parties.has(act.actor)), "options", "actors among the parties"],
    [
      !acts.every((/** @type {any} */ act) => (act.toward ?? null) === null || parties.has(act.toward)),
      "options",
      "toward a party",
    ],
  ];
  const first = wrong.find(([is]) => is);
  return first ? `.${first[1]}: expected ${first[2]}` : "";
}

/** @type {Check} */
function ofSituation(it) {
  const options = new Set(it.situation.options.map((/** @type {any} */ each) => each.name));
  for (const [place, placing] of (it.placings ?? []).entries()) {
    const placed = placing.order.flat();
    const each = new Set(placed);
    if (each.size < placed.length || ![...each].every((name) => options.has(name))) {
      return `.placings[${place}].order: expected options of the situation, each once`;
    }
  }
  for (const [place, appraisal] of (it.appraisals ?? []).entries()) {
    if (!options.has(appraisal.option)) {
      return `.appraisals[${place}].option: expected an option of the situation`;
    }
  }
  return "";
}

// --- From the tables to checks

/** @type {Map<string, Check>} */
const CHECKS = new Map([
  ...Object.entries(WORDS).map(([name, words]) => /** @type {[string, Check]} */ ([name, among(words)])),
  ["name", matching(/^[a-z0-9][a-z0-9_.-]{0,79}$/, "a name: lower-case letters, digits, '_', '-', '.'")],
  ["card", matching(/^value_card:[0-9a-f]{64}$/, "the whole id of a card")],
  ["record_id", matching(/^[a-z_]{1,40}:[0-9a-f]{64}$/, "the whole id of a record")],
  ["hash", matching(/^[0-9a-f]{64}$/, "a SHA-256 in hexadecimal")],
  ["nonce", matching(/^[0-9a-f]{32}$/, "a nonce: 32 hexadecimal digits")],
  ["language", matching(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag")],
  ["line", textUpTo(LONGEST_LINE, true)],
  ["text", textUpTo(LONGEST_TEXT, false)],
  ["integer", integer(-LARGEST_INTEGER, LARGEST_INTEGER)],
  ["count", integer(0, LARGEST_INTEGER)],
  ["positive", integer(1, LARGEST_INTEGER)],
  ["policy", integer(0, 11)],
  ["grade", integer(0, 20)],
  ["truth", (/** @type {any} */ value) => (typeof value === "boolean" ? "" : unlike("true or false", value))],
  ["one", (/** @type {any} */ value) => (value === 1 ? "" : unlike("the version 1", value))],
  ["moment", (/** @type {any} */ value) =>
    isMoment(value) ? "" : unlike("a moment such as 2026-01-31T09:30:00Z", value)],
  ["rational", rational],
  ["threshold", threshold],
  ["number", (/** @type {any} */ value) => (typeof value === "number" ? "" : rational(value))],
  ["fact_value", factValue],
  ["clause", clause],
  ["condition", condition],
  ["held_target", (/** @type {any} */ value) => {
    if (!isObject(value)) return unlike("a target, or its hash", value);
    // A target that stands here is checked once for all that hold it.
    return "sha256" in value ? /** @type {Check} */ (CHECKS.get("target_reference"))(value) : "";
  }],
]);

/**
 * Return the fields of a part: what stands in each, and whether it must be there.
 *
 * @param {string} kind a part, or `clause` and a kind of clause
 * @returns {Map<string, {what: string, must: boolean}>}
 */
export function described(kind) {
  const inner = kind.startsWith("clause ") ? kind.slice(7) : "";
  const said = inner ? `RECORD?, ${CLAUSES[inner]}` : PARTS[kind];
  const whole = said
    .replace("RECORD?,", `kind: =${inner},`)
    .replace("RECORD,", `kind: =${kind}, ${RECORD},`);
  return new Map(
    whole.split(",").map((field) => {
      const [name, what] = field.split(":").map((part) => part.trim());
      return [name.replace("?", ""), { what, must: !name.endsWith("?") }];
    }),
  );
}

/**
 * @param {string} what
 * @returns {Check}
 */
function checkOf(what) {
  if (what.startsWith("=")) return among(what.slice(1));
  if (what.endsWith("|null")) {
    const inner = checkOf(what.slice(0, -5));
    return (value) => (value === null ? "" : inner(value));
  }
  if (what.startsWith("[")) {
    const least = what.endsWith("+") ? 1 : 0;
    return listOf(checkOf(what.slice(1, -1 - least)), least);
  }
  // Parts hold one another, so each is looked up when something is checked and not before.
  return (value) => /** @type {Check} */ (CHECKS.get(what))(value);
}

/**
 * @param {Check} check
 * @param {number} least
 * @returns {Check}
 */
function listOf(check, least) {
  return (value) => {
    if (!Array.isArray(value) || value.length < least) {
      return unlike(`a list${least ? " that is not empty" : ""}`, value);
    }
    for (let place = 0; place < value.length; place += 1) {
      const problem = check(value[place]);
      if (problem) return `[${place}]${problem}`;
    }
    return "";
  };
}

/**
 * @param {string} kind
 * @returns {Check}
 */
function part(kind) {
  const fields = described(kind);
  const checks = new Map([...fields].map(([name, { what }]) => [name, checkOf(what)]));
  const needed = [...fields].filter(([, { must }]) => must).map(([name]) => name);
  const coherent = COHERENT[kind];
  return (value) => {
    if (!isObject(value)) return unlike("an object", value);
    for (const field of Object.keys(value)) {
      const check = checks.get(field);
      if (!check) return `: no rule knows the field ${shown(field, 99)}`;
      const problem = check(value[field]);
      if (problem) return `.${field}${problem}`;
    }
    const missing = needed.filter((field) => !(field in value)).sort();
    if (missing.length) return `: the field ${shown(missing[0])} is missing`;
    return coherent ? coherent(value) : "";
  };
}

for (const kind of [...Object.keys(PARTS), ...Object.keys(CLAUSES).map((each) => `clause ${each}`)]) {
  CHECKS.set(kind, part(kind));
}

/**
 * Say what is wrong with a value that has to be of some form.
 *
 * @param {string} form
 * @param {any} value
 * @returns {string} the way to it, and what was expected there, or nothing
 */
export function problemOf(form, value) {
  return /** @type {Check} */ (CHECKS.get(form))(value);
}

/**
 * Refuse what is no whole part of that kind.
 *
 * @param {string} kind
 * @param {any} value
 * @throws {InvalidError} naming the way to the first thing that is wrong, and what was expected
 */
export function expect(kind, value) {
  const problem = problemOf(kind, value);
  if (problem) throw new InvalidError(`${kind}: ${problem.replace(/^[.:]+ ?/, "")}`);
}

