/**
 * Reads selectors made of names, classes, ids and the two plain combinators. What needs a state (`:hover`), an attribute
 * or a position is not decided here.
 */

export interface Compound {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  /** How it stands to the compound on its left. */
  readonly combinator: ' ' | '>' | null;
}

const COMPOUND = /^([a-z][a-z0-9-]*|\*)?((?:[.#][\p{L}\p{N}_-]+)*)$/iu;

/** A selector of names, classes and ids with the two plain combinators, right-most compound first; null for any other. */
export function parseSelector(selector: string): Compound[] | null {
  if (selector === '' || /[:[\]+~\\&]/.test(selector)) return null;
  const parts = selector.replace(/\s*>\s*/g, ' > ').split(/\s+/);
  const compounds: Compound[] = [];
  let combinator: ' ' | '>' | null = null;
  for (const part of parts) {
    if (part === '>') {
      combinator = '>';
      continue;
    }
    const match = COMPOUND.exec(part);
    if (match === null) return null;
    const names = match[2].match(/[.#][^.#]+/g) ?? [];
    const tag = match[1] === undefined || match[1] === '*' ? null : match[1].toLowerCase();
    if (tag === null && names.length === 0 && parts.length === 1) return null;
    let id: string | null = null;
    const classes: string[] = [];
    for (const name of names) {
      if (name.startsWith('.')) classes.push(name.slice(1));
      else id ??= name.slice(1);
    }
    compounds.push({ tag, id, classes, combinator });
    combinator = ' ';
  }
  return compounds.reverse();
}
