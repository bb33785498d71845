/**
 * Whether bytes hold a text. The checks of a policy ask for the same few texts on every page, so those asked for before
 * are all looked for in one pass, which takes the bytes in words of four: wherever a text of seven bytes stands, one
 * word is all its own. Steps that depend on what was found, as those of Wu and Manber, are longer and take more time:
 * here the processor need not wait for one to take the next.
 * `Buffer.includes` takes a pass for each text, and goes from one first byte to the next: `1` and `i` are everywhere.
 */
import { standsAt } from './bytes.js';

const WORD = 4;
/** A text this long holds a whole word, wherever it stands. */
const SHORTEST = 2 * WORD - 1;
/** Texts looked for together. Others may ask for anything; then it begins anew. */
const MOST_TEXTS = 24;

const HASH_BITS = 14;
/** A word's place in a table (multiplicative hashing, Knuth 6.4). */
const hashOf = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS);

/** A word of a text, and where in it. */
interface Place {
  readonly word: number;
  readonly offset: number;
  readonly text: string;
  /** The text's bytes. */
  readonly needle: Buffer;
}

/** Some texts, ready to be looked for together. */
class TextSet {
  readonly texts: ReadonlySet<string>;
  /** By hash: the index in `places`, 0 where none of the texts has such a word. */
  private readonly known = new Uint8Array(1 << HASH_BITS);
  private readonly places: Place[][] = [[]];

  constructor(texts: Iterable<string>) {
    this.texts = new Set(texts);
    const words = new Int32Array(1);
    const bytes = new Uint8Array(words.buffer);
    for (const text of this.texts) {
      const needle = Buffer.from(text, 'utf8');
      for (let offset = 0; offset < WORD; offset++) {
        needle.copy(bytes, 0, offset, offset + WORD);
        const [word] = words;
        const hash = hashOf(word);
        if (this.known[hash] === 0) this.known[hash] = this.places.push([]) - 1;
        this.places[this.known[hash]].push({ word, offset, text, needle });
      }
    }
  }

  /** Those of the texts that the bytes hold. */
  foundIn(bytes: Buffer): ReadonlySet<string> {
    const found = new Set<string>();
    if (bytes.length < SHORTEST) return found;
    const { known } = this;
    const lead = -bytes.byteOffset & (WORD - 1);
    const length = Math.floor((bytes.length - lead) / WORD);
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + lead, length);
    let index = 0;
    // Four at a time: nearly all words are nobody's, and one look at four answers is enough to go on.
    for (; index + 3 < length; index += 4) {
      const any =
        known[hashOf(words[index])] |
        known[hashOf(words[index + 1])] |
        known[hashOf(words[index + 2])] |
        known[hashOf(words[index + 3])];
      if (any !== 0) this.addTextsAround(words, index, index + 4, lead, bytes, found);
    }
    this.addTextsAround(words, index, length, lead, bytes, found);
    return found;
  }

  /** Adds the texts that stand around some words, of which the first begins at byte `lead`. */
  private addTextsAround(
    words: Int32Array,
    start: number,
    end: number,
    lead: number,
    bytes: Buffer,
    found: Set<string>,
  ): void {
    for (let index = start; index < end; index++) {
      const word = words[index];
      const at = lead + index * WORD;
      for (const place of this.places[this.known[hashOf(word)]]) {
        if (place.word === word && standsAt(bytes, at - place.offset, place.needle)) found.add(place.text);
      }
    }
  }
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
