import { Buffer } from 'node:buffer';
import { freeMemory, ownsMemory } from './spent-memory.js';

/** Octets set aside on the word of a server alone. */
const MOST_AHEAD = 2 ** 20;

/**
 * Gathers one body in memory that is its alone, so that it can be transferred to a worker: small results of
 * `Buffer.concat` live in a pool shared by all. Where the length is known beforehand, chunks are copied as they come,
 * while they are in the processor's cache, and let go.
 */
export class Body {
  #length = 0;
  #memory: Buffer | null;
  #chunks: Uint8Array[] = [];
  /** The memory chunks came in. */
  readonly #received: ArrayBuffer[] = [];

  /** @param expected octets that are likely to come, 0 where nothing is known; more or fewer may come */
  constructor(expected: number) {
    this.#memory = expected > 0 && expected <= MOST_AHEAD ? Buffer.allocUnsafeSlow(expected) : null;
  }

  /** Octets so far. */
  get length(): number {
    return this.#length;
  }

  /** The chunk may be kept until `whole` is called: it must not change. */
  add(chunk: Uint8Array): void {
    const memory = this.#memory;
    const start = this.#length;
    const { buffer } = chunk;
    this.#length += chunk.length;
    if (ownsMemory(chunk) && this.#received.at(-1) !== buffer) this.#received.push(buffer as ArrayBuffer);
    if (memory !== null && this.#length <= memory.length) {
      memory.set(chunk, start);
      return;
    }
    if (memory !== null) {
      this.#chunks.push(memory.subarray(0, start));
      this.#memory = null;
    }
    this.#chunks.push(chunk);
  }

  /** Everything so far. */
  whole(): Buffer {
    const memory = this.#memory;
    if (memory !== null && this.#length === memory.length) return memory;
    const whole = Buffer.allocUnsafeSlow(this.#length);
    if (memory !== null) whole.set(memory.subarray(0, this.#length));
    let offset = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return whole;
  }

  /** Frees what the chunks came in. Call once the body is whole, and nobody else reads them. */
  free(): void {
    this.#chunks.length = 0;
    freeMemory(this.#received);
    this.#received.length = 0;
  }
}
