/** The account that published a page on a content platform. */
import type { Block } from './blocks.js';
import type { Platform } from './platform.js';
import type { PageTree } from './tree.js';
import type { CreditCandidate } from './types.js';
import { DATE } from './vocabulary.js';

/** The account as a candidate: it published this copy, so it is shown, but it is not the source. */
export function accountCredit(platform: Platform, tree: PageTree, blocks: readonly Block[]): CreditCandidate | null {
  const { accountElement: element, accountVariable: variable } = platform;
  // A script shows it; where, nobody can say.
  if (variable !== null) {
    return accountNamed(variable.value, { visible: true, order: 0, span: variable.span, element: 0 });
  }
  if (element < 0) return null;
  const block = blocks.find(({ endByte }) => endByte > tree.tagEnd[element]);
  if (block === undefined) return null;
  const from = block.starts.findIndex((_, run) => tree.isWithin(tree.runElement[block.runs[run]], element));
  if (from < 0) return null;
  let to = from + 1;
  while (to < block.runs.length && tree.isWithin(tree.runElement[block.runs[to]], element)) to++;
  const end = to < block.runs.length ? block.starts[to] : block.text.length;
  const printed = block.text.slice(block.starts[from], end);
  // Date and account may share the element: 2019-05-17 · 某号.
  const part =
    printed
      .split(/[·|]/)
      .map((text) => text.trim())
      .filter((text) => text !== '' && !DATE.test(text))
      .at(-1) ?? '';
  if (part === '') return null;
  const start = block.starts[from] + printed.lastIndexOf(part);
  return accountNamed(part, {
    visible: block.visible,
    order: block.orderOf(start),
    span: block.spanOf(start, start + part.length),
    element,
  });
}

function accountNamed(
  name: string,
  place: Pick<CreditCandidate, 'visible' | 'order' | 'span' | 'element'>,
): CreditCandidate {
  return {
    name,
    names: [name],
    openList: false,
    label: null,
    separator: null,
    raw: name,
    kind: 'account',
    zone: 'head',
    ...place,
  };
}
