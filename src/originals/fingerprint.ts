/**
 * Winnowing: S. Schleimer, D. Wilkerson, A. Aiken, “Winnowing: Local Algorithms for Document Fingerprinting”, SIGMOD 2003.
 * Every verbatim run of at least GRAM + window - 1 units shares a fingerprint with its source.
 */

/** Units in a gram. Chinese has no words to hash; eight characters are the optimum measured between noise and edits. */
export const GRAM = 8;
export const DEFAULT_WINDOW = 8;
/** Half as many fingerprints, for collections beyond some 300,000 articles; runs from 23 units are still met. */
export const SPARSE_WINDOW = 16;

/** Grows when hashes change: an index built with another number answers nothing. */
export const FINGERPRINT_VERSION = 1;

export interface Fingerprints {
  readonly hashes: Uint32Array;
  /** Where gram i starts, ascending. */
  readonly positions: Uint32Array;
}

// Taken out of the loops, where looking it up costs as much as using it.
const { imul } = Math;
const BASE = 0x2c1b3c6d | 1;
const SPREAD = 0x9e3779b1;
/** BASE ** (GRAM - 1) modulo 2 ** 32. */
const LEADING = power(BASE, GRAM - 1);

/**
 * Fingerprints of a normalised text, in order of position. A text shorter than a window has one, a text shorter than a
 * gram none.
 * @param window grams of which the smallest hash is chosen
 */
export function fingerprint(units: Uint16Array, window: number): Fingerprints {
  const grams = gramHashes(units);
  const expected = Math.ceil((grams.length * 2.5) / (window + 1)) + 2;
  let hashes = new Uint32Array(expected);
  let positions = new Uint32Array(expected);
  let count = 0;
  let smallest = -1;
  const first = Math.min(window, grams.length) - 1;
  for (let end = Math.max(first, 0); end < grams.length; end++) {
    const start = Math.max(0, end - window + 1);
    if (smallest >= start) {
      // The rightmost of equal hashes: it stays the smallest for longest.
      if (grams[end] > grams[smallest]) continue;
      smallest = end;
    } else {
      smallest = start;
      for (let i = start + 1; i <= end; i++) if (grams[i] <= grams[smallest]) smallest = i;
    }
    if (count === hashes.length) {
      hashes = doubled(hashes);
      positions = doubled(positions);
    }
    hashes[count] = grams[smallest];
    positions[count++] = smallest;
  }
  return { hashes: hashes.subarray(0, count), positions: positions.subarray(0, count) };
}

/** Ascending, each once: what an index is asked for. */
export function distinctHashes(hashes: Uint32Array): Uint32Array {
  const sorted = hashes.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i];
  return sorted.subarray(0, count);
}

/** Rolling polynomial hash of every gram, mixed so that “smallest” is no bias and high bits are evenly spread. */
function gramHashes(units: Uint16Array): Uint32Array {
  const count = Math.max(0, units.length - GRAM + 1);
  const result = new Uint32Array(count);
  if (count === 0) return result;
  let hash = 0;
  for (let i = 0; i < GRAM - 1; i++) hash = (imul(hash, BASE) + imul(units[i] + 1, SPREAD)) | 0;
  for (let i = 0; i < count; i++) {
    hash = (imul(hash, BASE) + imul(units[i + GRAM - 1] + 1, SPREAD)) | 0;
    result[i] = mixed(hash);
    hash = (hash - imul(imul(units[i] + 1, SPREAD), LEADING)) | 0;
  }
  return result;
}

/** The finaliser of MurmurHash3 (32 bit): a bijection, so it adds no collisions. */
function mixed(value: number): number {
  let hash = value;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = imul(result, base);
  return result;
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
