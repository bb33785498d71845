import type { CreditCandidate } from './types.js';

/** Values that name nobody. A policy has its own list; this one only decides which of several credits leads. */
const NAMELESS =
  /^(?:互联网|网络|网路|因特网|网上|本站|未知|不详|佚名|转载|整理|综合|网络综合|网络整理|互联网整理|其他|其它|无|~|-|—)?$/;

/**
 * The effective credit: the labelled one in the head, else the labelled one at the end that names somebody, else the
 * platform account (who published the copy), else the name that stands alone in the head, else a label that names
 * nobody.
 */
export function chooseSource(
  labelled: readonly CreditCandidate[],
  bare: readonly CreditCandidate[],
  account: CreditCandidate | null,
): CreditCandidate | null {
  const shown = labelled.filter(
    ({ kind, visible, zone, name }) =>
      kind === 'article' && visible && (zone === 'head' || zone === 'tail') && name !== '',
  );
  const named = shown.filter(({ name }) => !NAMELESS.test(name));
  return named.find(({ zone }) => zone === 'head') ?? named.at(-1) ?? account ?? bare[0] ?? shown[0] ?? null;
}
