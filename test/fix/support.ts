import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import type { AuditOptions } from '../../src/audit/page.js';
import { fixPage } from '../../src/fix/fix.js';
import type { FixOutcome } from '../../src/fix/types.js';
import { preloadEncodings } from '../../src/page/charset-declared.js';
import { decodeHtml } from '../../src/page/decode.js';
import { loadPolicies } from '../../src/policy/load.js';

// The test runner has its own loader: `require` of an ES module does not work in it.
await preloadEncodings();
const policies = await loadPolicies('beijiang-news');

export const ORIGINAL = 'https://www.imline.cn/article/AbCdEf123O0O0.html';
export const OTHER = 'https://www.imline.cn/article/ZyXwVu987O0O0.html';

export interface ArticleParts {
  readonly head?: string;
  readonly meta?: string;
  readonly end?: string;
}

/** A partner's page; `meta` stands below the headline, `end` after the last paragraph. */
export function article({ head = '', meta = '2024-05-06 09:12', end = '' }: ArticleParts = {}): string {
  return `<!DOCTYPE html>
<html>
<head>
  <title>牧民夜校开课 草原灯火通明 - 合作网</title>
  ${head}
</head>
<body>
  <nav><a href="/">首页</a> <a href="/news/">新闻</a></nav>
  <article>
    <h1>牧民夜校开课 草原灯火通明</h1>
    <div class="info">${meta}</div>
    <div class="text">
      <p>入夜，嘎查活动室里灯火通明，二十多名牧民围坐在一起，听兽医讲接羔保育。</p>
      <p>夜校每周开课两次，由旗里派技术员轮流授课，课后还留下手机号码，随时解答问题。</p>
      ${end}
    </div>
  </article>
  <footer>合作网 版权所有</footer>
</body>
</html>
`;
}

export interface Mend {
  readonly original?: string | null;
  readonly found?: string | null;
  readonly options?: Partial<AuditOptions>;
}

export function mendBytes(
  bytes: Uint8Array,
  { original = ORIGINAL, found = null, options = {} }: Mend = {},
): FixOutcome {
  const input = {
    target: 'a.html',
    bytes,
    url: 'https://news.partner.example/a.html',
    original: original === null ? null : new URL(original),
    failOn: 'error' as const,
    find: () => (found === null ? null : new URL(found)),
  };
  return fixPage(input, policies[0], { policies, language: 'en', ...options });
}

export const mend = (html: string, how: Mend = {}): FixOutcome => mendBytes(new TextEncoder().encode(html), how);

/** The page after the repair; what stands in its way where there is none. */
export function mended(html: string, how: Mend = {}): string {
  const outcome = mend(html, how);
  if (outcome.kind === 'fixed') return decodeHtml(outcome.bytes, null).html;
  return outcome.kind === 'clean' ? 'clean' : JSON.stringify(outcome.refusal);
}

/** Encodings that pages come in, and how to write them. */
export const ENCODINGS: readonly { name: string; declared: string; encode(text: string): Uint8Array }[] = [
  { name: 'utf-8', declared: 'utf-8', encode: (text) => Buffer.from(text, 'utf8') },
  { name: 'utf-8 with a mark', declared: 'utf-8', encode: (text) => Buffer.from(`\uFEFF${text}`, 'utf8') },
  { name: 'utf-16le', declared: 'utf-16', encode: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le') },
  { name: 'utf-16be', declared: 'utf-16', encode: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16() },
  { name: 'gb18030', declared: 'gb2312', encode: (text) => createMultibyteEncoder('gb18030')(text) },
];
