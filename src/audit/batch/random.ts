/**
 * Pseudo-random numbers in [0, 1) from a 32-bit seed: Mulberry32 (Tommy Ettinger, public domain). Not for secrets;
 * the same seed gives the same sample on every machine.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * `size` values of a stream of unknown length, each as likely as any other, in the order of the stream
 * (Vitter's algorithm R). Memory grows with `size`, not with the stream.
 */
export async function reservoirSample<T>(values: AsyncIterable<T>, size: number, random: () => number): Promise<T[]> {
  const kept: { at: number; value: T }[] = [];
  let seen = 0;
  for await (const value of values) {
    if (kept.length < size) kept.push({ at: seen, value });
    else {
      const slot = Math.floor(random() * (seen + 1));
      if (slot < size) kept[slot] = { at: seen, value };
    }
    seen++;
  }
  return kept.sort((a, b) => a.at - b.at).map(({ value }) => value);
}
