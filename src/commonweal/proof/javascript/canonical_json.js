// @ts-check
/**
 * The canonical form of JSON (RFC 8785), its hash, and where two documents differ.
 *
 * What is hashed holds no floats, so that numbers are written as they are.
 */

import { isObject } from "./strict_json.js";
import { sha256 } from "./sha256.js";

/**
 * Return the canonical text of a value: keys sorted by their UTF-16 code units, no spaces.
 *
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/**
 * Return the SHA-256 of a value's canonical JSON, in hexadecimal.
 *
 * @param {any} value
 * @returns {string}
 */
export function hashOf(value) {
  return sha256(new TextEncoder().encode(canonical(value)));
}

/**
 * Say whether two JSON values are equal, type by type.
 *
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    for (let place = 0; place < one.length; place += 1) {
      if (!same(one[place], other[place])) return false;
    }
    return true;
  }
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

const LONGEST_SAID = 300;

/**
 * Return a value as the report shows it, shortened.
 *
 * @param {any} value
 * @param {number} [longest] how many characters are shown
 * @returns {string}
 */
export function shown(value, longest = LONGEST_SAID) {
  return written(value, longest + 2).slice(0, longest);
}

/**
 * @param {any} value
 * @param {number} room
 * @returns {string}
 */
function written(value, room) {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quoted(value.slice(0, room));
  if (typeof value === "number") return String(value);
  const parts = [];
  let length = 0;
  for (const key of Object.keys(value)) {
    const inside = written(value[key], room);
    const part = Array.isArray(value) ? inside : `${quoted(key.slice(0, room))}: ${inside}`;
    parts.push(part);
    length += part.length + 2;
    if (length > room) break;
  }
  return Array.isArray(value) ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}

const UNSEEN = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/**
 * @param {string} text
 * @returns {string}
 */
function quoted(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(UNSEEN, escaped);
  return mark + (mark === "'" ? inside.replaceAll("'", "\\'") : inside) + mark;
}

/**
 * @param {string} character that a screen does not show as itself
 * @returns {string}
 */
function escaped(character) {
  /** @type {Record<string, string>} */
  const short = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  if (character in short) return short[character];
  const code = /** @type {number} */ (character.codePointAt(0));
  if (code < 256) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 65536) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

/**
 * Return where a statement first differs from what follows.
 *
 * @param {any} stated undefined where nothing is
 * @param {any} follows undefined where nothing does
 * @param {string} [where] the way to it
 * @returns {string}
 */
export function difference(stated, follows, where = "") {
  if (isObject(stated) && isObject(follows)) {
    for (const key of new Set([...Object.keys(follows), ...Object.keys(stated)])) {
      const [one, other] = [of(stated, key), of(follows, key)];
      if (!same(one, other)) return difference(one, other, where ? `${where}.${key}` : key);
    }
  }
  if (Array.isArray(stated) && Array.isArray(follows)) {
    if ([...stated, ...follows].some((each) => typeof each === "object" && each !== null)) {
      for (let place = 0; place < Math.max(stated.length, follows.length); place += 1) {
        if (!same(stated[place], follows[place])) {
          return difference(stated[place], follows[place], `${where}[${place}]`);
        }
      }
    }
  }
  return `${where || "it"} is stated as ${shown(stated)}, where ${shown(follows)} follows`;
}

/**
 * Return a field of an object's own, or undefined.
 *
 * @param {Record<string, any>} object
 * @param {string} key
 * @returns {any}
 */
function of(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Compare two texts by code unit, which of names and ids is by code point.
 *
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
export function byText(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Compare two lists of texts and numbers, place by place.
 *
 * @param {any[]} one
 * @param {any[]} other
 * @returns {number}
 */
export function byPlaces(one, other) {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const [a, b] = [one[place], other[place]];
    const order = Array.isArray(a) && Array.isArray(b) ? byPlaces(a, b) : a < b ? -1 : a > b ? 1 : 0;
    if (order) return order;
  }
  return one.length - other.length;
}
