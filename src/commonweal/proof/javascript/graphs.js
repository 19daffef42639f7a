// @ts-check
/** What follows from what stands above what: strong components and reach, without recursion. */

import { InvalidError } from "./strict_json.js";

const MOST_REACHED = 2_000_000;
const MOST_WORK = 10_000_000;
const WORK_OF_A_STEP = 100;

/** How much is looked at before a file is refused as one that takes too long to check. */
export class Patience {
  /** @param {number} [steps] how many steps the file states, by distinct ids */
  constructor(steps = 0) {
    this.left = MOST_WORK + WORK_OF_A_STEP * steps;
  }

  /** @param {number} work */
  spend(work) {
    this.left -= work;
    if (this.left < 0) throw new InvalidError("it would take too long to check");
  }
}

/**
 * Return the strong components of a graph, each before those that lead to it.
 *
 * Source: R. Tarjan, Depth-first search and linear graph algorithms (1972), with a stack of its own.
 *
 * @param {number} size how many things there are, numbered from 0
 * @param {(thing: number) => number[]} ahead where one leads
 * @returns {number[][]}
 */
export function strongComponents(size, ahead) {
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const open = new Uint8Array(size);
  /** @type {number[]} */
  const waiting = [];
  /** @type {number[][]} */
  const found = [];
  let next = 0;
  for (let root = 0; root < size; root += 1) {
    if (order[root] >= 0) continue;
    /** @type {{thing: number, to: number[], place: number}[]} */
    const path = [];
    const enter = (/** @type {number} */ thing) => {
      order[thing] = low[thing] = next;
      next += 1;
      waiting.push(thing);
      open[thing] = 1;
      path.push({ thing, to: ahead(thing), place: 0 });
    };
    enter(root);
    while (path.length) {
      const here = path[path.length - 1];
      if (here.place < here.to.length) {
        const other = here.to[here.place];
        here.place += 1;
        if (order[other] < 0) enter(other);
        else if (open[other]) low[here.thing] = Math.min(low[here.thing], order[other]);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above) low[above.thing] = Math.min(low[above.thing], low[here.thing]);
      if (low[here.thing] < order[here.thing]) continue;
      const component = [];
      let member;
      do {
        member = /** @type {number} */ (waiting.pop());
        open[member] = 0;
        component.push(member);
      } while (member !== here.thing);
      found.push(component);
    }
  }
  return found;
}

/** What can be reached from where, as a table of bits. */
export class Reach {
  /**
   * @param {number} size
   * @param {(thing: number) => number[]} ahead
   * @param {Patience} patience
   */
  constructor(size, ahead, patience) {
    this.words = Math.ceil(size / 32);
    patience.spend((size * this.words) / 8);
    this.bits = new Uint32Array(size * this.words);
    let total = 0;
    for (const component of strongComponents(size, ahead)) {
      const first = component[0];
      for (const member of component) {
        for (const other of ahead(member)) {
          patience.spend(1 + this.words / 16);
          this.bits[first * this.words + (other >> 5)] |= 1 << (other & 31);
          if (other !== first) this.take(first, other);
        }
      }
      for (const member of component) {
        if (member !== first) this.take(member, first);
      }
      total += component.length * this.count(first);
      if (total > MOST_REACHED) {
        throw new InvalidError(`more than ${MOST_REACHED} pairs follow from what stands above what`);
      }
    }
  }

  /**
   * @param {number} into
   * @param {number} from
   */
  take(into, from) {
    const [to, source] = [into * this.words, from * this.words];
    for (let word = 0; word < this.words; word += 1) this.bits[to + word] |= this.bits[source + word];
  }

  /**
   * @param {number} thing
   * @returns {number} how many it reaches
   */
  count(thing) {
    let total = 0;
    for (let word = 0; word < this.words; word += 1) {
      let bits = this.bits[thing * this.words + word];
      for (; bits; bits &= bits - 1) total += 1;
    }
    return total;
  }

  /**
   * @param {number} from
   * @param {number} to
   * @returns {boolean}
   */
  has(from, to) {
    return (this.bits[from * this.words + (to >> 5)] >>> (to & 31)) % 2 === 1;
  }

  /**
   * @param {number} from
   * @returns {number[]} all that it reaches, in their order
   */
  from(from) {
    const found = [];
    for (let word = 0; word < this.words; word += 1) {
      let bits = this.bits[from * this.words + word];
      while (bits) {
        found.push(word * 32 + 31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
      }
    }
    return found;
  }
}
