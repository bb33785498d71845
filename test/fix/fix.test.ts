import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits } from '../../src/fix/edits.js';
import { loadPolicies } from '../../src/policy/load.js';
import { article, ENCODINGS, mend, mendBytes, mended, ORIGINAL, OTHER } from './support.js';

const linked = (name: string, href = ORIGINAL): string => `<a href="${href}">${name}</a>`;
const CREDIT = `来源:${linked('北疆新闻')}`;

describe('below the headline', () => {
  test.each([
    ['no credit', '2024-05-06 09:12', `2024-05-06 09:12 <span>${CREDIT}</span>`],
    ['no credit, date in an element', '<span>2024-05-06</span>\n', `<span>2024-05-06</span> <span>${CREDIT}</span>\n`],
    ['no credit, Chinese date', '2024年5月6日 作者：张三', `2024年5月6日 作者：张三 <span>${CREDIT}</span>`],
    ['a label without a name', '2024-05-06 来源：', `2024-05-06 来源：${linked('北疆新闻')}`],
    ['a label and an empty element', '2024-05-06 来源：<i></i>', `2024-05-06 来源：${linked('北疆新闻')}<i></i>`],
    ['a vague source', '2024-05-06 来源：网络', `2024-05-06 来源：${linked('北疆新闻')}`],
    ['no link', '2024-05-06 来源：北疆新闻', `2024-05-06 来源：${linked('北疆新闻')}`],
    ['an alias without link', '2024-05-06 来源：北疆新闻网', `2024-05-06 来源：${linked('北疆新闻')}`],
    ['another label', `2024-05-06 稿源：${linked('北疆新闻')}`, `2024-05-06 来源：${linked('北疆新闻')}`],
    ['a verb for a label', '2024-05-06 转自北疆新闻', `2024-05-06 来源:${linked('北疆新闻')}`],
    ['no label', '2024-05-06 北疆新闻', `2024-05-06 来源:${linked('北疆新闻')}`],
    ['no label, linked', `2024-05-06 ${linked('北疆新闻')}`, `2024-05-06 来源:${linked('北疆新闻')}`],
    [
      'a link to the home page',
      `2024-05-06 来源：${linked('北疆新闻', 'http://www.imline.cn/')}`,
      `2024-05-06 来源：${linked('北疆新闻')}`,
    ],
    ['a placeholder', `2024-05-06 来源：${linked('北疆新闻网', '#')}`, `2024-05-06 来源：${linked('北疆新闻')}`],
    [
      'a link to another article',
      `2024-05-06 来源：${linked('北疆新闻', OTHER)}`,
      `2024-05-06 来源：${linked('北疆新闻')}`,
    ],
    [
      'single quotes',
      "2024-05-06 来源：<a class=s href='#'>北疆新闻</a>",
      `2024-05-06 来源：<a class=s href='${ORIGINAL}'>北疆新闻</a>`,
    ],
    [
      'no quotes',
      '2024-05-06 来源：<a href=# target=_blank>北疆新闻</a>',
      `2024-05-06 来源：<a href="${ORIGINAL}" target=_blank>北疆新闻</a>`,
    ],
    [
      'href in another attribute',
      `2024-05-06 来源：<a title="href='x'" href="#">北疆新闻</a>`,
      `2024-05-06 来源：<a title="href='x'" href="${ORIGINAL}">北疆新闻</a>`,
    ],
    [
      'a link of the site itself',
      `2024-05-06 来源：${linked('北疆新闻', '/tag/beijiang')}`,
      `2024-05-06 来源：${linked('北疆新闻', '/tag/beijiang')} ${linked('原文链接')}`,
    ],
    [
      'a vague source with a link elsewhere',
      `2024-05-06 来源：${linked('网络', 'https://other.example/')}`,
      `2024-05-06 来源：${linked('北疆新闻')}`,
    ],
    ['several sources', '2024-05-06 来源：草原日报、北疆新闻', `2024-05-06 来源：草原日报、${linked('北疆新闻')}`],
    [
      'references for letters',
      '2024-05-06 &#26469;源：北疆新&#x95fb;',
      `2024-05-06 &#26469;源：${linked('北疆新&#x95fb;')}`,
    ],
  ])('%s', (_, meta, expected) => {
    expect(mended(article({ meta }))).toBe(article({ meta: expected }));
  });
});

describe('after the text', () => {
  test('a page without a date gets the line after the last paragraph, indented like it', () => {
    const before = article({ meta: '合作网讯' });
    const last = before.indexOf('</p>', before.indexOf('夜校每周')) + '</p>'.length;
    expect(mended(before)).toBe(`${before.slice(0, last)}\n      <p>${CREDIT}</p>${before.slice(last)}`);
  });

  test.each([
    [
      'a placeholder that promises the original',
      '<p><a href="#">查看原文</a></p>',
      `<p><a href="${ORIGINAL}">查看原文</a></p>`,
    ],
    ['a vague source', '<p>来源：综合</p>', `<p>来源：${linked('北疆新闻')}</p>`],
  ])('%s', (_, end, expected) => {
    const meta = end.includes('来源') ? '2024-05-06' : '2024-05-06 来源：北疆新闻';
    expect(mended(article({ meta, end }))).toBe(article({ meta, end: expected }));
  });

  test('a paragraph that goes on behind the text gets a line of its own in it', () => {
    const before = article({ meta: '合作网讯' }).replace(/(解答问题。)(<\/p>)/, '$1<i class="end"></i>$2');
    expect(mended(before)).toBe(before.replace('解答问题。', `解答问题。<br>${CREDIT}`));
  });

  test('the address as text becomes a link where it stands', () => {
    const meta = '2024-05-06 来源：北疆新闻';
    const end = `<p>原文：${ORIGINAL}</p>`;
    expect(mended(article({ meta, end }), { original: null })).toBe(
      article({ meta, end: `<p>原文：${linked(ORIGINAL)}</p>` }),
    );
  });

  test('the address of another article as text is left alone, and the credit is linked', () => {
    const meta = '2024-05-06 来源：北疆新闻';
    const end = `<p>延伸阅读：${OTHER}</p>`;
    expect(mended(article({ meta, end }))).toBe(article({ meta: `2024-05-06 来源：${linked('北疆新闻')}`, end }));
  });
});

describe('the original named in the page', () => {
  test.each([
    ['by reprint-original', `<meta name="reprint-original" content="${ORIGINAL}">`],
    ['by an upper-case name', `<META NAME='Reprint-Original' CONTENT='${ORIGINAL}'>`],
    ['by a canonical link', `<link rel="canonical" href="${ORIGINAL}">`],
    ['by JSON-LD', `<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":"${ORIGINAL}"}</script>`],
  ])('%s', (_, head) => {
    const meta = `2024-05-06 09:12 <span>${CREDIT}</span>`;
    expect(mended(article({ head }), { original: null })).toBe(article({ head, meta }));
  });

  test.each([
    ['plain', `---\ntitle: x\nreprint-original: ${ORIGINAL}\n---\n`],
    ['in quotes, with CRLF', `---\r\nreprint-original: "${ORIGINAL}"\r\n---\r\n`],
  ])('in front matter, %s', (_, front) => {
    expect(mended(front + article(), { original: null })).toContain(`<span>${CREDIT}</span>`);
  });

  test('the command line wins over it', () => {
    const head = `<meta name="reprint-original" content="${OTHER}">`;
    expect(mended(article({ head }))).toContain(`href="${ORIGINAL}"`);
  });

  test('a canonical link does not overrule the link a reader sees', () => {
    const head = `<link rel="canonical" href="${OTHER}">`;
    expect(mend(article({ head, meta: `2024-05-06 ${CREDIT}` }), { original: null }).kind).toBe('clean');
  });
});

describe('the original found in an index', () => {
  test('is linked where the page names none', () => {
    const meta = `2024-05-06 09:12 <span>${CREDIT}</span>`;
    expect(mended(article(), { original: null, found: ORIGINAL })).toBe(article({ meta }));
  });

  test('gives way to the one that the page names', () => {
    const head = `<meta name="reprint-original" content="${ORIGINAL}">`;
    expect(mended(article({ head }), { original: null, found: OTHER })).toContain(CREDIT);
  });

  test('does not overrule the link a reader sees', () => {
    const html = article({ meta: `2024-05-06 ${CREDIT}` });
    expect(mend(html, { original: null, found: OTHER }).kind).toBe('clean');
  });
});

describe('left to a person', () => {
  test.each([
    ['a page without a known original', article(), null, { kind: 'original-unknown' }],
    [
      'a credit to somebody else',
      article({ meta: '2024-05-06 来源：草原晨报' }),
      ORIGINAL,
      { kind: 'credited-to-another', found: '来源：草原晨报' },
    ],
    [
      'a look-alike',
      article({ meta: '2024-05-06 来源：新疆北疆新闻中心' }),
      ORIGINAL,
      { kind: 'credited-to-another', found: '来源：新疆北疆新闻中心' },
    ],
    [
      'a metadata original that is no article',
      article({ head: '<meta name="reprint-original" content="https://www.imline.cn/">' }),
      null,
      { kind: 'bad-original', url: 'https://www.imline.cn/' },
    ],
    [
      'an open list of sources',
      article({ meta: '2024-05-06 来源：看今天、北疆新闻等综合' }),
      ORIGINAL,
      expect.objectContaining({ kind: 'not-clean' }),
    ],
    [
      'a mirror',
      article().replace('合作网 版权所有', '蒙ICP备16001043号-1 许可证：15120200009-1'),
      ORIGINAL,
      expect.objectContaining({ kind: 'not-clean' }),
    ],
    ['an empty page', '', ORIGINAL, expect.objectContaining({ kind: 'unaudited' })],
  ])('%s', (_, html, original, refusal) => {
    expect(mend(html, { original })).toMatchObject({ kind: 'refused', refusal });
  });

  test('the repair that was tried is shown', () => {
    const outcome = mend(article(), { original: null });
    expect(outcome).toMatchObject({
      attempt: { after: article({ meta: '2024-05-06 09:12 <span>来源:北疆新闻</span>' }) },
    });
  });

  test('a chain of credit keeps its words', () => {
    expect(mend(article({ meta: `2024-05-06 来源：人民日报（转自${linked('北疆新闻')}）` })).kind).toBe('refused');
  });
});

test.each([
  ['keeps the notice', article({ meta: `2024-05-06 ${CREDIT}` })],
  ['credits in traditional characters', article({ meta: `2024-05-06 來源：${linked('北疆新聞')}` })],
])('a page that %s is left alone', (_, html) => {
  expect(mend(html).kind).toBe('clean');
});

test('the strict profile has nothing left to ask', async () => {
  const policies = await loadPolicies('beijiang-news', { profile: 'strict' });
  const outcome = mend(article({ meta: '2024-05-06 稿源：北疆新闻网' }), { options: { policies } });
  expect(outcome.kind).toBe('fixed');
});

/** Pages in need of a repair of some kind, in some encoding, with some line end. */
const anyPage = fc.record({
  meta: fc.constantFrom(
    ...['2024-05-06 09:12', '2024-05-06 来源：', '2024-05-06 来源：网络', '2024-05-06 来源：北疆新闻', '合作网讯'],
    ...['<span>2024-05-06</span> 稿源：北疆新闻网', '2024-05-06 <a href="#">北疆新闻</a>', '2024-05-06 来源：草原晨报'],
  ),
  end: fc.constantFrom(
    '',
    '<p>责任编辑：李四</p>',
    `<p>原文：${ORIGINAL}</p>`,
    '<p><a href="http://#">原文链接</a></p>',
    '<!-- € 😀 -->',
  ),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom(...ENCODINGS),
});

const pageOf = ({
  meta,
  end,
  lineEnd,
  encoding,
}: {
  meta: string;
  end: string;
  lineEnd: string;
  encoding: (typeof ENCODINGS)[number];
}) => encoding.encode(article({ head: `<meta charset="${encoding.declared}">`, meta, end }).replaceAll('\n', lineEnd));

describe('whatever the page', () => {
  test('mending twice is mending once', () => {
    fc.assert(
      fc.property(anyPage, (parts) => {
        const once = mendBytes(pageOf(parts));
        expect(once.kind === 'fixed' ? mendBytes(once.bytes).kind : once.kind).toBe(
          once.kind === 'refused' ? 'refused' : 'clean',
        );
      }),
      { numRuns: 60 },
    );
  });

  test('every byte that no edit names is kept', () => {
    fc.assert(
      fc.property(anyPage, (parts) => {
        const before = pageOf(parts);
        const outcome = mendBytes(before);
        fc.pre(outcome.kind === 'fixed');
        if (outcome.kind !== 'fixed') return;
        const { encode } = parts.encoding;
        // With every edit taken back, the bytes are the old ones again.
        const undone = outcome.edits.reduce<{ shift: number; undo: { start: number; end: number; text: string }[] }>(
          ({ shift, undo }, { start, end, text }) => ({
            shift: shift + text.length - (end - start),
            undo: [
              ...undo,
              { start: start + shift, end: start + shift + text.length, text: outcome.before.slice(start, end) },
            ],
          }),
          { shift: 0, undo: [] },
        ).undo;
        expect(Buffer.from(encode(applyEdits(outcome.after, undone))).equals(before)).toBe(true);
        expect(Buffer.from(encode(outcome.after)).equals(outcome.bytes)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('no line end of another kind is brought in', () => {
    fc.assert(
      fc.property(anyPage, (parts) => {
        const outcome = mendBytes(pageOf(parts));
        fc.pre(outcome.kind === 'fixed');
        if (outcome.kind !== 'fixed') return;
        const others = outcome.after.replaceAll(parts.lineEnd, '');
        expect(others).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 60 },
    );
  });
});
