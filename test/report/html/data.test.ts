import { expect, test } from '@jest/globals';
import { inOrder } from '../../../src/report/findings.js';
import { readPages } from '../../../src/report/html/client/model.js';
import { PagePacker } from '../../../src/report/html/data.js';
import { escaped, scriptJson } from '../../../src/report/html/markup.js';
import { HOSTILE, hostilePages, manyPages, page } from '../fixtures.js';

const throughData = (...pages: ReturnType<typeof page>[]) => {
  const packer = new PagePacker();
  return readPages(JSON.parse(JSON.stringify(pages.map((one) => packer.pack(one)))));
};

test('what is packed is read again', () => {
  const [, shown] = throughData(page(), page({ target: 'b.html' }));
  expect(shown).toMatchObject({
    index: 1,
    target: 'b.html',
    title: '山间小城的春天',
    source: '来源：晨光报',
    findings: [
      {
        code: 'credit-wrong',
        severity: 0,
        clause: 'yuanshan-news\n1',
        message: '来源署名是“晨光报”，应为“远山新闻”。',
        line: 12,
        column: 9,
        expected: '来源：远山新闻',
        found: '来源：晨光报',
        fix: '<p>来源：远山新闻</p>',
        excerpt: ['<span>', '来源：晨光报', '</span>'],
      },
    ],
  });
});

test('a repeated text is written once', () => {
  const packer = new PagePacker();
  packer.pack(page());
  expect(packer.pack(page())[0]).toEqual([]);
});

test('very long texts are cut', () => {
  const [shown] = throughData(page({ page: { ...page().page!, title: '长'.repeat(100_000) } }));
  expect(shown.title).toHaveLength(4000);
});

test('a batch of many pages is read as it was', () => {
  const pages = [...manyPages(500)];
  const shown = throughData(...pages);
  expect(shown.map((one) => one.findings.map((finding) => finding.message))).toEqual(
    pages.map((one) => inOrder(one.findings).map((finding) => finding.message)),
  );
});

test('nothing in embedded data ends or changes its script element', () => {
  const packer = new PagePacker();
  expect(
    hostilePages()
      .map((one) => scriptJson(packer.pack(one)))
      .join(''),
  ).not.toMatch(/[<\u2028\u2029\n]/);
});

test.each(HOSTILE)('%j embedded in a script is the same value', (text) => {
  expect(JSON.parse(scriptJson(text))).toBe(text);
});

test.each(HOSTILE)('%j as markup has nothing that acts', (text) => {
  expect(escaped(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)|[\p{Cc}\p{Cf}]/u);
});
