/** Credits of pictures, film and sound that carry no label of their own: “北疆新闻记者 李四 摄”, “图/北疆新闻”. */
import type { Page, Span } from '../page/types.js';
import type { Policy } from '../policy/types.js';

export interface PictureByline {
  readonly raw: string;
  readonly span: Span;
  readonly element: number;
}

/** Behind a name and perhaps a person: who took or gave it. */
const TAKEN = '(?:摄影报道|摄影|拍摄|摄制|摄|供图|提供图片|制图|绘图|配图|文 ?[/、&] ?图|图 ?[/、&] ?文|图)';
/** Before a name: what the credit is of. */
const OF = '(?:文 ?[/、&] ?图|图 ?[/、&] ?文|图片|照片|配图|题图|制图|海报|摄影|视频|音频|图)';
/** The person behind the name: 记者 李四, or the name alone after a blank. */
const WHO =
  '(?: ?(?:全媒体|融媒体|见习|实习|首席|特约)?(?:记者|通讯员|摄影师|编辑)[\\p{Script=Han}· 、]{0,16}| [\\p{Script=Han}·]{2,4})?';
/** No letter may touch the name: 新疆北疆新闻中心 is somebody else. */
const BEFORE = '(?<![\\p{Script=Han}A-Za-z0-9])';
const END = '(?=$|[\\s)\\]）】」。；;，,、|丨/])';

const patterns = new WeakMap<Policy, { readonly tells: readonly string[]; readonly pattern: RegExp } | null>();

/** The first byline of the publisher in the article; null where there is none. Nothing is read on pages without its name. */
export function findPictureByline(page: Page, policy: Policy): PictureByline | null {
  const known = compiled(policy);
  if (known === null || !known.tells.some((name) => page.mentions(name))) return null;
  for (const block of page.blocks) {
    if (!block.visible || block.zone === 'outside' || !known.tells.some((name) => block.text.includes(name))) continue;
    const match = known.pattern.exec(block.text);
    if (match === null || policy.isNotice(block.text)) continue;
    const raw = match[0].trim();
    const start = match.index + match[0].indexOf(raw);
    const span = { start: block.map(start), end: block.map(start + raw.length - 1) + 1 };
    return { raw, span, element: block.element };
  }
  return null;
}

/** Names as they may stand in a byline; the longest first, so that 北疆新闻网 is not read as 北疆新闻. */
function compiled(policy: Policy): { tells: readonly string[]; pattern: RegExp } | null {
  let known = patterns.get(policy);
  if (known === undefined) {
    const { name, aliases } = policy.data.publisher;
    const plain = aliases.flatMap(({ text, pattern, policy: worth }) =>
      pattern === undefined && worth !== 'reject' ? text : [],
    );
    const names = [name, ...plain].filter((each) => each !== '').sort((a, b) => b.length - a.length);
    const one = `(?:${names.map((each) => each.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})`;
    known =
      names.length === 0
        ? null
        : {
            // 北疆新闻网 holds 北疆新闻: to look for the shorter one is enough.
            tells: names.filter((each) => !names.some((other) => other !== each && each.includes(other))),
            pattern: new RegExp(
              [
                `${BEFORE}${one}${WHO} ?${TAKEN}${END}`,
                `(?<![\\p{Script=Han}])${OF} ?[:：/|｜丨∶] ?${one}${WHO}${END}`,
                `(?:图片|照片|视频|音频|本文图片|画面|影像|图)(?:均|皆|全部)?由 ?${one}${WHO} ?(?:提供|拍摄|授权)`,
              ].join('|'),
              'u',
            ),
          };
    patterns.set(policy, known);
  }
  return known;
}
