// @ts-check
/**
 * Strict JSON: what two programs could read differently is refused before anything is derived.
 *
 * JSON.parse would take a key twice, round an integer, and let half of a surrogate pair pass.
 */

export const DEEPEST = 128;
export const LARGEST_INTEGER = Number.MAX_SAFE_INTEGER;
export const LARGEST_FILE = 1 << 28;

/** There is nothing in the file that could be checked. */
export class UnreadableError extends Error {}

/** The file says something that does not follow; the text says where and why. */
export class InvalidError extends Error {}

/**
 * A JSON object. Nothing is inherited, so a key such as `constructor` or `__proto__` is a key.
 *
 * @type {new () => Record<string, any>}
 */
export const JsonObject = /** @type {any} */ (function () {});
JsonObject.prototype = Object.create(null);

/**
 * Say whether a value is a JSON object.
 *
 * @param {any} value
 * @returns {boolean}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Read a file's bytes.
 *
 * @param {Uint8Array} bytes UTF-8
 * @returns {any}
 * @throws {UnreadableError} if it is no strict JSON
 */
export function parseBytes(bytes) {
  if (bytes.length > LARGEST_FILE) {
    throw new UnreadableError(`more than ${LARGEST_FILE} bytes, the most that is read`);
  }
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnreadableError("not strict JSON: it is not UTF-8");
  }
  return parseText(text);
}

/**
 * Read a text.
 *
 * @param {string} text
 * @returns {any}
 * @throws {UnreadableError} if it is no strict JSON
 */
export function parseText(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.space();
  if (reader.at < text.length) reader.fail("something stands after it");
  return value;
}

/** @type {Record<string, string>} */
const ESCAPES = {
  '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t",
};

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.plain = /[^"\\\u0000-\u001f]*/y;
    this.digits = /-?(?:0|[1-9][0-9]*)/y;
  }

  /**
   * @param {string} why
   * @returns {never}
   */
  fail(why) {
    throw new UnreadableError(`not strict JSON: ${why}, at character ${this.at}`);
  }

  space() {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at += 1;
    }
  }

  /**
   * @param {number} depth of what stands around it
   * @returns {any}
   */
  value(depth) {
    this.space();
    const first = this.text[this.at];
    if (first === '"') return this.string();
    if (first === "{" || first === "[") {
      // Counted before going in, so that no file is deeper than the stack.
      if (depth === DEEPEST) this.fail(`nested deeper than ${DEEPEST}`);
      return first === "{" ? this.object(depth + 1) : this.list(depth + 1);
    }
    for (const [word, meaning] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return meaning;
      }
    }
    return this.integer();
  }

  /** @returns {number} */
  integer() {
    this.digits.lastIndex = this.at;
    const found = this.digits.exec(this.text);
    if (!found) this.fail("no value begins here");
    const [digits] = /** @type {RegExpExecArray} */ (found);
    this.at += digits.length;
    const next = this.text[this.at];
    if (next === "." || next === "e" || next === "E") this.fail("a number with a point or exponent");
    const number = digits.length < 18 ? Number(digits) : Infinity;
    if (Math.abs(number) > LARGEST_INTEGER) this.fail("an integer that not all readers hold");
    return number === 0 ? 0 : number;
  }

  /** @returns {string} */
  string() {
    const start = (this.at += 1);
    let text = "";
    for (;;) {
      this.plain.lastIndex = this.at;
      const [part] = /** @type {RegExpExecArray} */ (this.plain.exec(this.text));
      this.at += part.length;
      const next = this.text[this.at];
      if (next === '"') {
        this.at += 1;
        // What holds no escape cannot hold half of a pair, since UTF-8 has none.
        if (this.at - 1 - start === part.length) return part;
        text += part;
        return /\p{Surrogate}/u.test(text) ? this.fail("half of a surrogate pair") : text;
      }
      if (next !== "\\") this.fail(next ? "a control character in text" : "text without an end");
      text += part + this.escape();
    }
  }

  /** @returns {string} */
  escape() {
    const letter = this.text[this.at + 1];
    if (letter === "u") {
      const digits = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("an escape that is none");
      this.at += 6;
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (letter === undefined || !Object.hasOwn(ESCAPES, letter)) this.fail("an escape that is none");
    this.at += 2;
    return ESCAPES[letter];
  }

  /**
   * @param {number} depth
   * @returns {any[]}
   */
  list(depth) {
    /** @type {any[]} */
    const items = [];
    this.at += 1;
    this.space();
    if (this.text[this.at] === "]") {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth));
      this.space();
      const next = this.text[this.at];
      this.at += 1;
      if (next === "]") return items;
      if (next !== ",") this.fail("a list without an end");
    }
  }

  /**
   * @param {number} depth
   * @returns {Record<string, any>}
   */
  object(depth) {
    const found = new JsonObject();
    this.at += 1;
    this.space();
    if (this.text[this.at] === "}") {
      this.at += 1;
      return found;
    }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail("a key that is no text");
      const key = this.string();
      if (key in found) this.fail(`a key twice: ${JSON.stringify(key).slice(0, 99)}`);
      this.space();
      if (this.text[this.at] !== ":") this.fail("a key without a value");
      this.at += 1;
      found[key] = this.value(depth);
      this.space();
      const next = this.text[this.at];
      this.at += 1;
      if (next === "}") return found;
      if (next !== ",") this.fail("an object without an end");
    }
  }
}

/** @type {[string, any][]} */
const WORDS = [["true", true], ["false", false], ["null", null]];
