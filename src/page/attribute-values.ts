import type { Markup } from './markup.js';

/** Places looked at for a value met before. Hostile pages have values that all hash alike; those beyond are kept apart. */
const MOST_PROBES = 16;

/**
 * The values of some attribute on a page, each known by a number: a page has thousands of elements and a few hundred
 * different classes, and what is to be known of a value is worked out once. Number 0 stands for no value and an empty
 * one.
 */
export class AttributeValues {
  /** Numbers given, 0 included. */
  count = 1;
  private readonly starts: number[] = [0];
  private readonly ends: number[] = [0];
  private readonly hashes: number[] = [0];
  private readonly texts: string[] = [''];
  private slots = new Int32Array(1024);
  /** Values that found all their places taken, by their bytes as a string. */
  private readonly crowded = new Map<string, number>();

  constructor(private readonly markup: Markup) {}

  /** The number of the value that stands in a range of bytes. */
  numberOf(start: number, end: number): number {
    return end <= start ? 0 : this.numberOfHashed(start, end, hashOf(this.markup.bytes, start, end));
  }

  /** The same for a range that is not empty, its hash by `hashStep` from 0 known. */
  numberOfHashed(start: number, end: number, hash: number): number {
    const { bytes } = this.markup;
    const found = this.lookUp(bytes, start, end, hash);
    if (found > 0) return found;
    const value = this.count++;
    this.starts.push(start);
    this.ends.push(end);
    this.hashes.push(hash);
    if (this.count * 2 > this.slots.length) this.grow();
    else this.place(value, ~found);
    return value;
  }

  /** The number of the value that stands in a range of these or other bytes, 0 where it is not on the page. */
  find(bytes: Buffer, start: number, end: number, hash: number): number {
    return end <= start ? 0 : Math.max(this.lookUp(bytes, start, end, hash), 0);
  }

  /** Where a value stands among the page's bytes, the first time. */
  startOf(value: number): number {
    return this.starts[value];
  }

  endOf(value: number): number {
    return this.ends[value];
  }

  /** A value as text, entities not decoded. */
  text(value: number): string {
    return (this.texts[value] ??= this.markup.text(this.starts[value], this.ends[value]));
  }

  /** The number of a value; for one not known, the complement of the slot that is free for it, or of `NO_SLOT`. */
  private lookUp(bytes: Buffer, start: number, end: number, hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const known = slots[slot];
      if (known === 0) return ~slot;
      if (hashes[known] === hash && this.isAt(known, bytes, start, end)) return known;
      slot = (slot + 1) & mask;
    }
    return this.crowded.get(bytes.toString('latin1', start, end)) ?? ~NO_SLOT;
  }

  private isAt(value: number, bytes: Buffer, start: number, end: number): boolean {
    const own = this.markup.bytes;
    const from = this.starts[value];
    if (this.ends[value] - from !== end - start) return false;
    for (let at = start; at < end; at++) if (bytes[at] !== own[from + at - start]) return false;
    return true;
  }

  private place(value: number, slot: number): void {
    if (slot !== NO_SLOT) this.slots[slot] = value;
    else this.crowded.set(this.markup.raw(this.starts[value], this.ends[value]), value);
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    this.crowded.clear();
    for (let value = 1; value < this.count; value++) {
      this.place(value, ~this.lookUp(this.markup.bytes, this.starts[value], this.ends[value], this.hashes[value]));
    }
  }
}

const NO_SLOT = 2 ** 30;

/** One step of the hash by which values are found. */
export const hashStep = (hash: number, byte: number): number => (Math.imul(hash, 31) + byte) | 0;

/** Four steps at once: each would wait for the multiplication of the one before. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = hashStep(hash, bytes[at]);
  return hash;
}
