/**
 * Whether bytes hold a text. The checks of a policy ask for the same few texts on every page, so those asked for before
 * are all looked for in one pass (Wu and Manber, 1994): it looks at two bytes in as many as the shortest text has.
 * `Buffer.includes` takes a pass for each, and goes from one first byte to the next: `1` and `i` are everywhere.
 */

/** Texts shorter than this have no steps to speak of. */
const SHORTEST = 6;
const LONGEST_STEP = 255;
/** Texts looked for together. Others may ask for anything; then it begins anew. */
const MOST_TEXTS = 24;

/** Some texts, ready to be looked for together. */
class TextSet {
  readonly texts: ReadonlySet<string>;
  private readonly needles: readonly Buffer[];
  /** By the two bytes at the place looked at: how far to go on; 0 where one of the texts may end its first part here. */
  private readonly steps: Uint8Array;
  /** Bytes of each text that decide on the steps. */
  private readonly part: number;

  constructor(texts: Iterable<string>) {
    this.texts = new Set(texts);
    const needles = [...this.texts].map((text) => Buffer.from(text, 'utf8'));
    this.needles = needles;
    this.part = Math.min(LONGEST_STEP, ...needles.map(({ length }) => length));
    this.steps = new Uint8Array(1 << 16).fill(Math.max(0, this.part - 1));
    for (const needle of needles) {
      for (let index = 1; index < this.part; index++) {
        const pair = (needle[index - 1] << 8) | needle[index];
        this.steps[pair] = Math.min(this.steps[pair], this.part - 1 - index);
      }
    }
  }

  /** Those of the texts that the bytes hold. */
  foundIn(bytes: Buffer): ReadonlySet<string> {
    const { steps, part, needles } = this;
    const found = new Uint8Array(needles.length);
    let missing = needles.length;
    for (let at = part - 1; at < bytes.length; ) {
      const step = steps[(bytes[at - 1] << 8) | bytes[at]];
      if (step > 0) {
        at += step;
        continue;
      }
      const start = at - part + 1;
      for (let index = 0; index < needles.length; index++) {
        if (found[index] !== 0 || !stands(needles[index], bytes, start)) continue;
        found[index] = 1;
        missing--;
      }
      if (missing === 0) break;
      at++;
    }
    return new Set([...this.texts].filter((_, index) => found[index] !== 0));
  }
}

function stands(needle: Buffer, bytes: Buffer, start: number): boolean {
  for (let index = 0; index < needle.length; index++) if (bytes[start + index] !== needle[index]) return false;
  return true;
}

let asked = new TextSet([]);

/** Answers for one page. */
export class TextSearch {
  private set: TextSet | null = null;
  private found: ReadonlySet<string> = new Set();

  constructor(private readonly bytes: Buffer) {}

  holds(text: string): boolean {
    if (this.set === null && asked.texts.has(text)) {
      this.set = asked;
      this.found = asked.foundIn(this.bytes);
    }
    if (this.set?.texts.has(text)) return this.found.has(text);
    if (!asked.texts.has(text) && Buffer.byteLength(text) >= SHORTEST) {
      asked = new TextSet([...(asked.texts.size < MOST_TEXTS ? asked.texts : []), text]);
    }
    return this.bytes.includes(text, 0, 'utf8');
  }
}
