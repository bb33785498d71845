import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { difference } from '../../../src/report/difference.js';
import { matching, readPages, sorted } from '../../../src/report/html/client/model.js';
import { clientScript } from '../../../src/report/html/client/script.js';
import { PagePacker } from '../../../src/report/html/data.js';
import { compliant, finding, page, unaudited } from '../fixtures.js';

const VERDICTS = ['violation', 'review', 'compliant', 'out-of-scope', 'not-a-repost', 'unaudited'];
const packer = new PagePacker();
const pages = readPages(
  [
    page({ target: 'https://b.example/10', findings: [finding(), finding({ code: 'link-missing' })] }),
    compliant('https://a.example/9'),
    unaudited('https://a.example/100'),
  ].map((one) => packer.pack(one)),
);
const everything = { words: '', verdict: '', code: '', host: '' };
const found = (filter: Partial<typeof everything>) =>
  matching(pages, { ...everything, ...filter }, VERDICTS).map((one) => one.index);

test.each([
  [{}, [0, 1, 2]],
  [{ words: 'A.EXAMPLE' }, [1, 2]],
  [{ words: '晨光报 b.example' }, [0]],
  [{ words: '404' }, [2]],
  [{ verdict: 'compliant' }, [1]],
  [{ code: 'link-missing' }, [0]],
  [{ host: 'a.example' }, [1, 2]],
  [{ host: 'a.example', verdict: 'violation' }, []],
])('the filter %j finds %j', (filter, indices) => {
  expect(found(filter)).toEqual(indices);
});

test.each([
  ['target', false, [1, 2, 0]],
  ['target', true, [0, 2, 1]],
  ['findings', true, [0, 1, 2]],
  ['verdict', false, [0, 1, 2]],
  ['source', false, [2, 0, 1]],
] as const)('sorted by %s (descending: %s) the order is %j', (key, descending, indices) => {
  expect(sorted(pages, key, descending, 'zh-CN').map((one) => one.index)).toEqual(indices);
});

test('a comparison shows what was changed', () => {
  expect(difference('共有 1200 名游客', '共有 1300 名游客')).toEqual([
    { kind: 'same', text: '共有 1' },
    { kind: 'first', text: '2' },
    { kind: 'second', text: '3' },
    { kind: 'same', text: '00 名游客' },
  ]);
});

test('both texts can be read from their comparison', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '来', '😀'), maxLength: 40 });
  fc.assert(
    fc.property(text, text, (first, second) => {
      const stretches = difference(first, second);
      const read = (kind: string) =>
        stretches
          .filter((stretch) => stretch.kind === 'same' || stretch.kind === kind)
          .map((stretch) => stretch.text)
          .join('');
      expect([read('first'), read('second')]).toEqual([first, second]);
    }),
  );
});

test('texts too long for a table are still compared', () => {
  const [long, other] = ['甲'.repeat(2000), '乙'.repeat(2000)];
  expect(difference(`a${long}z`, `a${other}z`).map((stretch) => stretch.kind)).toEqual([
    'same',
    'first',
    'second',
    'same',
  ]);
});

test('the script is a program and holds no module syntax', () => {
  const script = clientScript();
  expect(() => new Function(script)).not.toThrow();
  expect(script).not.toMatch(/^\s*(?:import|export) /m);
});

test('the script cannot end its own element', () => {
  expect(clientScript()).not.toMatch(/<\/script|<!--/i);
});
