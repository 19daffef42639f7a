// @ts-check
/**
 * Exact numbers: fractions, and whether the probability that a share is above one half reaches a
 * threshold. Nothing is rounded; where a long sum is bounded, it is bounded from both sides.
 */

import { InvalidError } from "./strict_json.js";

export const RATIO = /^(0|-?[1-9][0-9]{0,30})\/([1-9][0-9]{0,30})$/;

/** @typedef {{top: bigint, bottom: bigint}} Ratio in lowest terms, with a bottom above nothing */

/**
 * Return the number that a text `"p/q"` in lowest terms says, or null.
 *
 * @param {any} text
 * @returns {Ratio | null}
 */
export function ratio(text) {
  const found = typeof text === "string" ? RATIO.exec(text) : null;
  if (!found) return null;
  const [top, bottom] = [BigInt(found[1]), BigInt(found[2])];
  return greatestDivisor(top < 0n ? -top : top, bottom) === 1n ? { top, bottom } : null;
}

/**
 * @param {bigint} one
 * @param {bigint} other
 * @returns {bigint}
 */
function greatestDivisor(one, other) {
  while (other) [one, other] = [other, one % other];
  return one;
}

/**
 * Return a negative number, nothing or a positive one, as one is less than, is or exceeds another.
 *
 * @param {Ratio} one
 * @param {Ratio} other
 * @returns {number}
 */
export function compareRatios(one, other) {
  const [a, b] = [one.top * other.bottom, other.top * one.bottom];
  return a < b ? -1 : a > b ? 1 : 0;
}

export const MOST_ANSWERS = 10_000_000;
const MOST_SUMMED = 100_000;
const FEW = 2_048;
const BITS = 320n;

/**
 * Say whether P(θ > 1/2 | Beta(1 + f, 1 + s)) reaches a threshold.
 *
 * It is the chance of at most f heads in n = f + s + 1 tosses of a fair coin (Abramowitz and Stegun
 * 1964, 26.5.24). Many tosses are first bounded: terms from the middle outwards, in whole numbers
 * of fixed length, once rounded down and once up.
 *
 * @param {number} f how many are for it
 * @param {number} s how many are against it
 * @param {Ratio} threshold above 0
 * @returns {boolean}
 * @throws {InvalidError} where it would take too long to tell
 */
export function reaches(f, s, threshold) {
  if (f + s >= MOST_ANSWERS) {
    throw new InvalidError(`${MOST_ANSWERS} answers on one pair of values, or more`);
  }
  // Certainty is never reached, and as many on either side give one half, whatever their number.
  if (threshold.top >= threshold.bottom) return false;
  const half = f === s ? 2n * threshold.top - threshold.bottom : null;
  if (half) return half < 0n;
  if (f + s > FEW) {
    const told = half === null ? boundedly(f, s, threshold) : null;
    if (told !== null) return told;
    if (f + s >= MOST_SUMMED) {
      throw new InvalidError(`${f + s} answers, too close to a threshold for bounds to tell`);
    }
  }
  const [below, whole] = heads(f, s);
  return below * threshold.bottom >= threshold.top * whole;
}

/**
 * Return the number of ways to at most f heads in f + s + 1 tosses, and of all ways.
 *
 * @param {number} f
 * @param {number} s
 * @returns {[bigint, bigint]}
 */
function heads(f, s) {
  const tosses = f + s + 1;
  const few = Math.min(f, s);
  let term = 1n;
  let sum = 1n;
  for (let k = 1; k <= few; k += 1) {
    term = (term * BigInt(tosses - k + 1)) / BigInt(k);
    sum += term;
  }
  const whole = 1n << BigInt(tosses);
  return [f <= s ? sum : whole - sum, whole];
}

/**
 * Say what bounds tell, or null where they do not.
 *
 * With f > s the ways to more than f heads are those to at most s, by symmetry: the tail. Its share
 * is found among all terms, each relative to the greatest.
 *
 * @param {number} f
 * @param {number} s
 * @param {Ratio} threshold
 * @returns {boolean | null}
 */
function boundedly(f, s, threshold) {
  const tosses = f + s + 1;
  const tailEnd = Math.min(f, s);
  const middle = Math.floor(tosses / 2);
  let [low, high] = [1n << BITS, 1n << BITS];
  /** @type {[bigint, bigint]} */
  let half = [0n, 0n];
  /** @type {[bigint, bigint]} */
  let tail = [0n, 0n];
  for (let k = middle; k >= 0; k -= 1) {
    half = [half[0] + low, half[1] + high];
    if (k <= tailEnd) tail = [tail[0] + low, tail[1] + high];
    // The terms left over shrink, so they add up to no more than so many of the next.
    const [over, under] = [BigInt(k), BigInt(tosses - k + 1)];
    low = (low * over) / under;
    high = (high * over + under - 1n) / under;
    if (high <= 1n) {
      const rest = BigInt(k) * high;
      half = [half[0], half[1] + rest];
      tail = [tail[0], tail[1] + rest];
      break;
    }
  }
  // An even number of tosses has one middle term, which both halves share.
  const single = tosses % 2 === 0 ? 1n << BITS : 0n;
  const [least, most] = [2n * half[0] - single, 2n * half[1] - single];
  // The tail's share is between tail[0] / most and tail[1] / least.
  const { top, bottom } = threshold;
  if (f < s) {
    if (tail[0] * bottom >= top * most) return true;
    return tail[1] * bottom < top * least ? false : null;
  }
  if ((least - tail[1]) * bottom >= top * least) return true;
  return (most - tail[0]) * bottom < top * most ? false : null;
}
