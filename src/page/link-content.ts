/** What a link gives a reader to click: a letter, or a picture that takes up room. */
import { decodeHTMLAttribute } from 'entities';
import { textOf } from './element-text.js';
import { TAG_NAMES } from './tags.js';
import type { PageTree } from './tree.js';

export function hasVisibleContent(tree: PageTree, hidden: Uint8Array, element: number): boolean {
  const start = tree.tagEnd[element];
  const end = tree.contentEnd[element];
  let run = lowerBound(tree.runStart, tree.runs, start);
  for (; run < tree.runs && tree.runStart[run] < end; run++) {
    if (hidden[tree.runElement[run]] === 0 && isSeen(textOf(tree.markup.text(tree.runStart[run], tree.runEnd[run]))))
      return true;
  }
  return tree.media.some(
    (media) => media > element && tree.isWithin(media, element) && hidden[media] === 0 && takesRoom(tree, media),
  );
}

/** Letters that nearly every text has one of: to know the rest of them costs a table. */
const PLAIN = /[!-~\u3041-\u3096\u3400-\u9fff]/;
/** Zero width, soft hyphens, joiners, the filler of Hangul; the empty Braille pattern looks like a blank. */
const SEEN = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

const isSeen = (text: string): boolean => PLAIN.test(text) || SEEN.test(text);

function takesRoom(tree: PageTree, media: number): boolean {
  const tag = TAG_NAMES[tree.tag[media]];
  // It shows nothing by itself: `<picture>` does by its `<img>`, films by their player.
  if (tag === 'source') return false;
  if (tag !== 'img') return true;
  const attributes = tree.attributesOf(media);
  const style = decodeHTMLAttribute(tree.inlineStyles.text(tree.styleValue[media]));
  return (
    !isFlat('width', attributes, style) &&
    !isFlat('height', attributes, style) &&
    showsSomething(attributes, tree, media)
  );
}

/** One pixel or none: for counting readers, not for them to see. A style wins over the attribute. */
function isFlat(side: 'width' | 'height', attributes: ReadonlyMap<string, string>, style: string): boolean {
  const styled = new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*([^;]+)`, 'i').exec(style)?.[1];
  if (styled === undefined) return /^\s*0*[01](?:\.0*)?\s*(?:px)?\s*$/i.test(attributes.get(side) ?? '');
  // `width: 0; min-width: 100%` is as wide as the second says.
  if (style.includes(`min-${side}`)) return false;
  return /^(?:0(?:\.0*)?(?:[a-z]+|%)?|1(?:\.0*)?px)\s*(?:!\s*important\s*)?$/i.test(styled);
}

/**
 * Pages that load their pictures late keep the address in attributes of all kinds of names (`data-original`, `_src`,
 * `file`). A picture without any shows the text that stands for it, if there is one.
 */
function showsSomething(attributes: ReadonlyMap<string, string>, tree: PageTree, media: number): boolean {
  for (const [name, value] of attributes) {
    if (value.trim() !== '' && /src|^data-|file|^original$|^alt$/.test(name)) return true;
  }
  return tree.media.some(
    (other) => tree.parent[other] === tree.parent[media] && TAG_NAMES[tree.tag[other]] === 'source',
  );
}

/** The first of `length` ascending values that is not below `value`. */
function lowerBound(column: Int32Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
