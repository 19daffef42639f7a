// @ts-check
/**
 * SHA-256, written out: a page that is opened from a disk may have no WebCrypto, which only hands
 * its results over later besides.
 *
 * Source: NIST, FIPS 180-4 (2015), sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.2.
 */

/** The first 32 bits of the fractional parts of a root of the first primes (4.2.2 and 5.3.3). */
function constants() {
  const primes = [];
  for (let each = 2; primes.length < 64; each += 1) {
    if (primes.every((prime) => each % prime !== 0)) primes.push(each);
  }
  return {
    start: primes.slice(0, 8).map((prime) => fraction(BigInt(prime), 2n)),
    rounds: primes.map((prime) => fraction(BigInt(prime), 3n)),
  };
}

/**
 * Return the first 32 bits of the fractional part of a root, exactly.
 *
 * @param {bigint} number
 * @param {bigint} root 2 or 3
 * @returns {number}
 */
function fraction(number, root) {
  const scaled = number << (32n * root);
  let low = 0n;
  let high = number << 32n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= scaled) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

const { start: START, rounds: ROUNDS } = constants();
const K = Int32Array.from(ROUNDS, (word) => word | 0);

/**
 * Return the SHA-256 of some bytes, in hexadecimal.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function sha256(bytes) {
  const state = Int32Array.from(START, (word) => word | 0);
  const words = new Int32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole; at += 64) block(state, words, view, at);
  const rest = bytes.length - whole;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[rest] = 0x80;
  const last = new DataView(tail.buffer);
  last.setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  for (let at = 0; at < tail.length; at += 64) block(state, words, last, at);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/**
 * Take one block of 64 bytes into the state.
 *
 * @param {Int32Array} state
 * @param {Int32Array} w room for the message schedule
 * @param {DataView} view
 * @param {number} at
 */
function block(state, w, view, at) {
  for (let t = 0; t < 16; t += 1) w[t] = view.getInt32(at + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15];
    const y = w[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}
