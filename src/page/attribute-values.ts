import type { Markup } from './markup.js';

/** Places looked at for a value met before. Hostile pages have values that all hash alike; those are kept apart. */
const MOST_PROBES = 16;

/**
 * The values of some attribute on a page, each known by a number: a page has thousands of elements and a few hundred
 * different classes, and what is to be known of a value is worked out once. Number 0 stands for no value and an empty
 * one. Two numbers may stand for the same value, never one for two.
 */
export class AttributeValues {
  /** Numbers given, 0 included. */
  count = 1;
  private readonly starts: number[] = [0];
  private readonly ends: number[] = [0];
  private readonly hashes: number[] = [0];
  private readonly texts: string[] = [''];
  private slots = new Int32Array(1024);

  constructor(private readonly markup: Markup) {}

  /** The number of the value that stands in a range of bytes. */
  numberOf(start: number, end: number): number {
    const { bytes } = this.markup;
    if (end <= start) return 0;
    let hash = 0;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]) | 0;
    if (this.count * 2 > this.slots.length) this.grow();
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probe = 0; probe < MOST_PROBES; probe++, slot = (slot + 1) & mask) {
      const known = this.slots[slot];
      if (known === 0) return this.add(start, end, hash, slot);
      if (this.hashes[known] === hash && this.isAt(known, start, end)) return known;
    }
    return this.add(start, end, hash, slot);
  }

  /** A value as text, entities not decoded. */
  text(value: number): string {
    return (this.texts[value] ??= this.markup.text(this.starts[value], this.ends[value]));
  }

  private isAt(value: number, start: number, end: number): boolean {
    const { bytes } = this.markup;
    const from = this.starts[value];
    if (this.ends[value] - from !== end - start) return false;
    for (let at = start; at < end; at++) if (bytes[at] !== bytes[from + at - start]) return false;
    return true;
  }

  private add(start: number, end: number, hash: number, slot: number): number {
    const value = this.count++;
    this.starts.push(start);
    this.ends.push(end);
    this.hashes.push(hash);
    this.slots[slot] = value;
    return value;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (let value = 1; value < this.count; value++) {
      const hash = this.hashes[value];
      let slot = (hash ^ (hash >>> 15)) & mask;
      for (let probe = 0; probe < MOST_PROBES && this.slots[slot] !== 0; probe++) slot = (slot + 1) & mask;
      this.slots[slot] = value;
    }
  }
}
