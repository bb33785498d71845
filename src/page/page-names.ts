import { AttributeValues, hashOf, hashStep } from './attribute-values.js';
import { isSpace } from './bytes.js';
import type { Markup } from './markup.js';

/** Where the bytes of a short name in ASCII are written to be looked up, as nearly all names are. */
const written = Buffer.alloc(64);

/**
 * The class names and ids of a page one by one, each known by a number: a `class` may hold several. Style sheets name
 * thousands of things and pages a few hundred, so what is named there is looked up as bytes, and compared as numbers.
 */
export class PageNames {
  private readonly names: AttributeValues;
  /** The names in value `v`, a number of `PageTree.names`, are `parts[starts[v]]` up to `parts[starts[v + 1]]`. */
  readonly parts: readonly number[];
  readonly starts: readonly number[];

  /** `values`: of `class` and `id`. */
  constructor(
    markup: Markup,
    private readonly values: AttributeValues,
  ) {
    this.names = new AttributeValues(markup);
    const { bytes } = markup;
    const parts: number[] = [];
    const starts = [0];
    for (let value = 0; value < values.count; value++) {
      const end = values.endOf(value);
      for (let at = values.startOf(value); at < end; ) {
        const start = at;
        let hash = 0;
        for (; at < end && !isSpace(bytes[at]); at++) hash = hashStep(hash, bytes[at]);
        if (at > start) parts.push(this.names.numberOfHashed(start, at, hash));
        else at++;
      }
      starts.push(parts.length);
    }
    this.parts = parts;
    this.starts = starts;
  }

  /** The number of a name, 0 where the page has none such. */
  numberOf(name: string): number {
    const { length } = name;
    let hash = 0;
    let at = 0;
    for (; at < length && at < written.length; at++) {
      const unit = name.charCodeAt(at);
      if (unit >= 0x80) break;
      written[at] = unit;
      hash = hashStep(hash, unit);
    }
    if (at === length) return this.names.find(written, 0, length, hash);
    const bytes = Buffer.from(name, 'utf8');
    return this.numberAt(bytes, 0, bytes.length);
  }

  /** The same for a name that stands between two bytes. */
  numberAt(bytes: Buffer, start: number, end: number): number {
    return this.names.find(bytes, start, end, hashOf(bytes, start, end));
  }

  /** The same, its hash by `hashStep` from 0 known. */
  numberOfHashed(bytes: Buffer, start: number, end: number, hash: number): number {
    return this.names.find(bytes, start, end, hash);
  }

  /** Whether a name is one of those in a value. */
  isIn(value: number, name: number): boolean {
    const end = this.starts[value + 1];
    for (let part = this.starts[value]; part < end; part++) if (this.parts[part] === name) return true;
    return false;
  }

  /** Whether a value is a name and nothing else, as ids are. */
  isWhole(value: number, name: number): boolean {
    const start = this.starts[value];
    return this.starts[value + 1] === start + 1 && this.parts[start] === name;
  }

  /** 1 for each name in the values that are marked, or in any. */
  marked(values: Uint8Array | null): Uint8Array {
    const names = new Uint8Array(this.names.count);
    if (values === null) return names.fill(1, 1);
    for (let value = 1; value < this.values.count; value++) {
      if (values[value] === 0) continue;
      for (let part = this.starts[value]; part < this.starts[value + 1]; part++) names[this.parts[part]] = 1;
    }
    return names;
  }

  /** 1 for each value that holds one of some names. */
  valuesWith(names: ReadonlyMap<number, unknown>): Uint8Array {
    const values = new Uint8Array(this.values.count);
    if (names.size === 0) return values;
    const chosen = new Uint8Array(this.names.count);
    for (const name of names.keys()) chosen[name] = 1;
    for (let value = 1; value < values.length; value++) {
      for (let part = this.starts[value]; part < this.starts[value + 1]; part++)
        values[value] |= chosen[this.parts[part]];
    }
    return values;
  }
}
