// @ts-check
/** The page's side of the checker: takes files, runs the checker here, and tells what it found. */

import { checkFile } from "./checker.js";
import { isObject, parseBytes } from "./strict_json.js";

/** @typedef {import("./checker.js").GivenFile} GivenFile */

const MEANING = /** @type {Record<string, string>} */ ({
  synthetic: "demonstration (synthetic people or situations); nothing of it can be in force",
  model: "rests on what models said that nobody calibrated",
  imported: "rests on imported records",
  in_force: "rests on what people and their institutions said, and on nothing else",
});
const MOST_SHOWN = 20;

/** The part of a page in which certificates are checked. */
class CheckingPart {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.status = this.find("[role=status]");
    this.results = this.find(".results");
    this.button = /** @type {HTMLButtonElement | null} */ (section.querySelector("button"));
    this.input = /** @type {HTMLInputElement} */ (this.find("input[type=file]"));
    this.button?.addEventListener("click", () => this.check(embedded()));
    this.input.addEventListener("change", () => this.take(this.input.files));
    section.addEventListener("dragover", (event) => {
      event.preventDefault();
      section.classList.add("over");
    });
    section.addEventListener("dragleave", () => section.classList.remove("over"));
    section.addEventListener("drop", (event) => {
      event.preventDefault();
      section.classList.remove("over");
      this.take(event.dataTransfer?.files ?? null);
    });
    for (const each of section.querySelectorAll("[hidden]")) each.removeAttribute("hidden");
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  find(selector) {
    return /** @type {HTMLElement} */ (this.section.querySelector(selector));
  }

  /** @param {FileList | null} files */
  async take(files) {
    if (!files?.length) return;
    const given = await Promise.all(Array.from(files, read));
    this.input.value = "";
    await this.check(given);
  }

  /** @param {(GivenFile | string)[]} given files, and what could not be read */
  async check(given) {
    this.results.replaceChildren();
    this.status.className = "";
    this.status.textContent = "Checking…";
    const files = /** @type {GivenFile[]} */ (given.filter((each) => typeof each !== "string"));
    // Every file is checked by itself; a target is also what decisions beside it may name. Which
    // one is a target its content says: whoever names the files may name them anything.
    const beside = files.length > 1 ? files.filter(isTarget) : [];
    const known = new Map();
    const reports = given.filter((each) => typeof each === "string").map((why) => ({
      valid: false, unreadable: why, problems: [],
    }));
    for (const file of files) {
      await new Promise((resolve) => setTimeout(resolve));
      reports.push(told(file, beside, known));
    }
    const wrong = reports.filter((report) => !report.valid).length;
    this.status.className = wrong ? "bad" : "good";
    const decided = reports.some((report) => report.valid && report.decisions);
    this.status.textContent = summary(reports.length, wrong, decided ? "Derivation checked" : "Checked");
    const rows = [...reports.filter((each) => !each.valid), ...reports.filter((each) => each.valid)];
    for (const report of rows.slice(0, MOST_SHOWN)) this.results.append(describe(report));
    if (rows.length > MOST_SHOWN) {
      const rest = rows.length - MOST_SHOWN;
      this.results.append(element("p", `And ${rest} more${wrong > MOST_SHOWN ? "" : ", all of which passed"}.`));
    }
  }
}

/**
 * @param {GivenFile} file
 * @returns {boolean} whether it says that it is a target
 */
function isTarget({ bytes }) {
  try {
    const content = parseBytes(bytes);
    return isObject(content) && content.kind === "target";
  } catch {
    return false; // What is wrong with it is told where it is checked.
  }
}

/**
 * @param {GivenFile} file
 * @param {GivenFile[]} beside
 * @param {Map<string, any>} known
 * @returns {any} the report, also where the checker itself gives up
 */
function told(file, beside, known) {
  try {
    return checkFile(file, beside, known);
  } catch (error) {
    return { valid: false, unreadable: `${file.name}: ${error}`, problems: [] };
  }
}

/**
 * @param {number} number
 * @param {number} wrong
 * @param {string} words
 * @returns {string}
 */
function summary(number, wrong, words) {
  const all = number === 1 ? "1 file" : `${number} files`;
  if (!number) return "There was nothing to check.";
  if (!wrong) return `${words}: ${all}, nothing wrong.`;
  return `Not valid, or not readable: ${wrong} of ${all}.`;
}

/**
 * @param {File} file
 * @returns {Promise<GivenFile | string>}
 */
async function read(file) {
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    return `${file.name}: ${error}`;
  }
}

/** @returns {GivenFile[]} the files that the page holds */
function embedded() {
  const blocks = document.querySelectorAll("script[type='application/json'][data-file]");
  return Array.from(blocks, (block) => ({
    name: block.getAttribute("data-file") ?? "",
    bytes: new TextEncoder().encode(block.textContent ?? ""),
  }));
}

/**
 * @param {any} report
 * @returns {HTMLElement}
 */
function describe(report) {
  const { valid, unreadable, problems, outcomes, standings, targets, steps } = report;
  const part = element("section");
  part.append(element("h3", report.path ?? "A file"));
  if (unreadable) part.append(element("p", `Unreadable: ${unreadable}`, "bad"));
  else if (!valid) {
    part.append(element("p", "Not valid. What is wrong:", "bad"));
    part.append(list(problems.flatMap((/** @type {string} */ each) => each.split("; "))));
  } else {
    const hashes = targets.map((/** @type {string} */ hash) => `sha256:${hash}`).join(", ");
    const decided = Object.entries(outcomes).map(([outcome, number]) => `${number} ${outcome}`);
    const what = decided.length ? "Derivation checked, conditional on target" : "Target checked:";
    part.append(element("p", `${what} ${hashes}`, "good"));
    const facts = Object.keys(standings).map((standing) => `Standing: ${MEANING[standing]}.`);
    if (decided.length) facts.push(`Decisions: ${decided.join(", ")}; ${steps} steps.`);
    part.append(list(facts));
    const { not_shown: notShown, unverified } = report;
    part.append(element("p", "What this does not show:"));
    part.append(list([...notShown, ...unverified.map((/** @type {string} */ each) => `Not verified: ${each}.`)]));
  }
  return part;
}

/**
 * @param {string} tag
 * @param {string} [text] set as text, so that nothing in a file becomes a part of the page
 * @param {string} [className]
 * @returns {HTMLElement}
 */
function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  // Signs that would turn or hide the text around them are shown as question marks.
  made.textContent = text.replace(/(?![\n ])[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  if (className) made.className = className;
  return made;
}

/**
 * @param {string[]} lines
 * @returns {HTMLElement}
 */
function list(lines) {
  const made = element("ul");
  for (const line of lines) made.append(element("li", line));
  return made;
}

for (const section of document.querySelectorAll("#check-here")) {
  new CheckingPart(/** @type {HTMLElement} */ (section));
}
