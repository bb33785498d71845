/** The style sheets that a page brings along. */
import { sheetOf } from './sheet-cache.js';
import type { StyleSheet } from './stylesheet.js';
import type { PageTree } from './tree.js';

/** A sheet and where it stands on a page. */
export interface PlacedSheet {
  readonly sheet: StyleSheet;
  readonly start: number;
}

/** The sheets of a page that are CSS (WHATWG HTML 4.2.6: no other type is) and for screens, and where each stands. */
export function sheetsOf(tree: PageTree): PlacedSheet[] {
  return tree.styles
    .filter(
      (element) =>
        /^\s*(?:all|screen|)\s*$/i.test(tree.attributeOf(element, 'media') ?? '') &&
        /^(?:text\/css|)$/i.test(tree.attributeOf(element, 'type') ?? ''),
    )
    .map((element) => {
      const start = tree.tagEnd[element];
      return { sheet: sheetOf(tree.bytes.subarray(start, tree.contentEnd[element])), start };
    });
}
