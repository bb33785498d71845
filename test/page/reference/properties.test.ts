import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditFetched } from '../../../src/audit/page.js';
import type { AuditedPage } from '../../../src/audit/types.js';
import { preloadEncodings } from '../../../src/page/charset-declared.js';
import { readPage } from '../../../src/page/read.js';
import { loadPolicies } from '../../../src/policy/load.js';
import type { Policy } from '../../../src/policy/types.js';

let policies: readonly Policy[];
beforeAll(async () => {
  policies = await loadPolicies('beijiang-news');
  await preloadEncodings();
});

function audit(bytes: Uint8Array): AuditedPage {
  const fetched = { bytes, url: 'https://news.partner.example/a/1.html', contentType: null, hops: [] };
  return auditFetched('page.html', { ok: true, fetched }, { policies, language: 'en' });
}

const ARTICLE = 'https://www.imline.cn/article/AbCdEf123O0O0.html';
const PARAGRAPHS = [
  '清晨的巴音塔拉还有些凉意，六十岁的护林员白音仓已经骑着摩托车出了门，后座上绑着水壶和望远镜。',
  '这片三万亩的樟子松林是他看着长起来的。二十年前这里还是流沙，如今林间已经能听见松鼠跑动的声音。',
  '旗林业和草原局负责人说，今年将为护林员配备定位终端，巡护路线和发现的问题都可以随时上传。',
];

/** A page with a place for the credit; everything else is as on any news site. */
function pageWith(credit: string, { style = '', body = (html: string) => html } = {}): Uint8Array {
  return new TextEncoder().encode(`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>守着一片松林过日子_草原门户</title><style>.meta{color:#999}${style}</style></head>
<body><div class="nav"><a href="/">首页</a> <a href="/news/">新闻</a></div>
<div class="main">${body(`<h1>守着一片松林过日子</h1>
<div class="meta">2024-05-06 09:12 ${credit}</div>
<div class="text">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}</div>
<div class="editor">责任编辑：李四</div>`)}</div>
<div class="footer">草原门户 版权所有 京ICP备00000000号</div></body></html>`);
}

const CREDIT = `来源：<a href="${ARTICLE}">北疆新闻</a>`;

/** Ways to wrap markup that a reader does not notice. */
const harmless = fc.constantFrom<(html: string) => string>(
  (html) => `<div>${html}</div>`,
  (html) => `<div class="clearfix wrap-1k2j" id="w">${html}</div>`,
  (html) => `<section data-role="x"\n  style="margin: 0 auto; color: #333">${html}</section>`,
  (html) => `<article>${html}</article>`,
  (html) => `<!-- begin -->${html}<!-- end -->`,
  (html) => `<script>var source = "来源：网络";</script>${html}`,
  (html) => `${html}<style>.unused{display:none}</style>`,
  (html) => `\n\t  ${html}\r\n`,
  (html) => `<div aria-hidden="true">${html}</div>`,
  (html) => `<table><tr><td>${html}</td></tr></table>`,
  (html) => `<div style="display:block;visibility:visible;opacity:.9">${html}</div>`,
  (html) => `<x-unknown>${html}</x-unknown>`,
  (html) => `<main><div>${html}</main>`,
);

/** The same for something within a line. */
const harmlessInline = fc.constantFrom<(html: string) => string>(
  (html) => `<span>${html}</span>`,
  (html) => `<span class="source f12" data-src="">${html}</span>`,
  (html) => `<font color=#999>${html}</font>`,
  (html) => `<i></i><em>${html}</em>`,
  (html) => `<!-- source -->${html}<!-- /source -->`,
  (html) => `&nbsp;${html}\u3000`,
  (html) => `<small><b>${html}</b></small>`,
  (html) => `<span title="来源：网络">${html}</span>`,
  (html) => html.replace('来源', '&#x6765;&#28304;'),
  (html) => html.replace('：', ':'),
  (html) => html.replace('北疆', '<b>北</b>疆'),
);

/** Ways to keep a credit from readers, each with the style sheet it needs. */
const hiding = fc.constantFrom<{ readonly style?: string; wrap(html: string): string }>(
  { wrap: (html) => `<span style="display:none">${html}</span>` },
  { wrap: (html) => `<span style="color:red;DISPLAY : none !important">${html}</span>` },
  { wrap: (html) => `<p hidden>${html}</p>` },
  { wrap: (html) => `<div style="visibility:hidden">${html}</div>` },
  { wrap: (html) => `<span style="opacity:0">${html}</span>` },
  { wrap: (html) => `<span style="font-size:0">${html}</span>` },
  { wrap: (html) => `<span style="position:absolute;left:-9999px">${html}</span>` },
  { style: '.x9{display:none}', wrap: (html) => `<span class="a x9">${html}</span>` },
  { style: '#gone{visibility:hidden}', wrap: (html) => `<span id="gone">${html}</span>` },
  {
    style: '@media screen{.y{display:none!important}}',
    wrap: (html) => `<div class="y" style="display:block">${html}</div>`,
  },
  { wrap: (html) => `<template>${html}</template>` },
  { wrap: (html) => `<noscript>${html}</noscript>` },
  { wrap: (html) => `<!-- ${html} -->` },
  { wrap: (html) => `<script type="text/html">${html}</script>` },
  { wrap: () => `<img alt="来源：北疆新闻" src="/s.png">` },
);

const nested = (wrappers: readonly ((html: string) => string)[], html: string) =>
  wrappers.reduceRight((inner, wrap) => wrap(inner), html);

describe('what a reader does not notice changes nothing', () => {
  test('a compliant page stays compliant in any harmless markup', () => {
    fc.assert(
      fc.property(
        fc.array(harmless, { maxLength: 6 }),
        fc.array(harmlessInline, { maxLength: 5 }),
        (around, within) => {
          const page = audit(pageWith(nested(within, CREDIT), { body: (html) => nested(around, html) }));
          expect([page.verdict, page.findings.map(({ code }) => code)]).toEqual(['compliant', []]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what a reader cannot see does not count', () => {
  test('a hidden credit is lost, whatever is around it', () => {
    fc.assert(
      fc.property(
        fc.array(harmless, { maxLength: 4 }),
        fc.array(harmlessInline, { maxLength: 3 }),
        fc.array(harmlessInline, { maxLength: 3 }),
        hiding,
        (around, outside, inside, { style, wrap }) => {
          const credit = nested(outside, wrap(nested(inside, CREDIT).replaceAll(/<!--.*?-->/g, '')));
          const page = audit(pageWith(credit, { style, body: (html) => nested(around, html) }));
          expect(page.verdict).toBe('violation');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('no input crashes the reader', () => {
  /** Pieces of markup, whole and broken. */
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '<',
        '>',
        '</',
        '/>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '&',
        '&#',
        '&#x110000;',
        '&amp',
        '"',
        "'",
        '=',
        '\0',
      ],
      ...[
        '<p>',
        '</p>',
        '<div class="',
        '<a href=',
        '<a href="http://www.imline.cn/article/a.html">',
        '</a>',
        '<table>',
        '<tr>',
      ],
      ...[
        '<script>',
        '</script>',
        '<style>',
        '.a{display:none',
        '}',
        '</style>',
        '<template>',
        '<svg>',
        '<title>',
        '<h1>',
      ],
      ...[
        '来源：',
        '北疆新闻',
        '北疆',
        '\ud800',
        '\udc00',
        '　',
        '\u200b',
        '来源',
        ':',
        '丨',
        '责任编辑',
        '2024-05-06 ',
        '\r',
        '\n',
      ],
      ...[
        '<base href="::">',
        '<meta charset=',
        '<plaintext>',
        '<frameset>',
        '<select><option>',
        '<textarea>',
        '</body>',
        '</html>',
      ],
    ),
    fc.string({ maxLength: 5 }),
  );
  const markup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  test('every place it names lies in the page, and maps back', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const page = readPage(html, { url: 'https://a.example/' });
        for (const { text, span, element, map } of page.blocks.map((block) => ({ ...spread(block) }))) {
          expect(0 <= span.start && span.start < span.end && span.end <= html.length).toBe(true);
          for (let index = 1; index < text.length; index++) expect(map(index)).toBeGreaterThanOrEqual(map(index - 1));
          expect(typeof page.selectorOf(element)).toBe('string');
        }
        for (const { span } of [...page.credits, ...page.links, ...page.metadata, ...page.media]) {
          const { line, column, offset, length } = page.locate(span);
          expect([line >= 1, column >= 1, offset, offset + length <= html.length]).toEqual([
            true,
            true,
            span.start,
            true,
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  function spread(block: ReturnType<typeof readPage>['blocks'][number]) {
    return { text: block.text, span: block.span, element: block.element, map: (index: number) => block.map(index) };
  }

  test('any text gets a verdict of its own, never an internal error', () => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(audit(new TextEncoder().encode(html)).problem?.kind).not.toBe('internal');
      }),
      { numRuns: 300 },
    );
  });

  test('any bytes do', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(audit(bytes).problem?.kind).not.toBe('internal');
      }),
    );
  });

  const numbered = (count: number, html: (number: number) => string): string =>
    Array.from({ length: count }, (_, number) => html(number)).join('');
  const hidingRules = (count: number): string => numbered(count, (number) => `.c${number}{display:none}`);

  test.each<[string, string]>([
    ['a million nested elements', '<b>'.repeat(1_000_000)],
    ['a million nested blocks', '<div>'.repeat(1_000_000)],
    ['a million open paragraphs in cells', '<table><tr><td><p>'.repeat(250_000)],
    ['a million end tags without a start', '</div>'.repeat(1_000_000)],
    ['a comment that never ends', `<p>正文</p><!-- ${'x'.repeat(1_000_000)}`],
    ['a tag that never ends', `<p>正文</p><a href="${'x'.repeat(1_000_000)}`],
    ['a million lone angle brackets', '<'.repeat(1_000_000)],
    ['a million ampersands', '&'.repeat(1_000_000)],
    ['a line of a hundred thousand labels', '来源：'.repeat(100_000)],
    ['a name of a million characters', `<p>来源：${'北'.repeat(1_000_000)}</p>`],
    ['a hundred thousand credits', '<p>来源：北疆新闻</p>'.repeat(100_000)],
    ['a hundred thousand links', `<a href="${ARTICLE}">北疆新闻</a>`.repeat(100_000)],
    ['a hundred thousand hiding rules', `<style>${hidingRules(100_000)}</style><p class="c7">x</p>`],
    [
      'fifty thousand hiding rules, each for a line',
      `<style>${hidingRules(50_000)}</style>${numbered(50_000, (number) => `<p class="c${number}">x</p>`)}`,
    ],
    ['a million NULs and a page', `${'\0'.repeat(1_000_000)}<p>正文</p>`],
  ])('%s', (_name, html) => {
    const page = readPage(html);
    expect([page.title, page.source, page.credits.length >= 0].length).toBe(3);
    expect(audit(new TextEncoder().encode(html)).problem?.kind).not.toBe('internal');
  });
});
