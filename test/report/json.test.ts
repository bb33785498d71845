import { expect, test } from '@jest/globals';
import { json } from '../../src/report/json.js';
import { ndjson } from '../../src/report/ndjson.js';
import { finding, hostilePages, inspected, manyPages, page, policy, textOf, unaudited } from './fixtures.js';

test('ndjson writes the fields of the contract, in order', async () => {
  const [line] = (await textOf(ndjson, [page()])).split('\n');
  expect(line).toBe(
    '{"schemaVersion":1,"target":"pages/a.html","url":null,"verdict":"violation","scope":"assumed",' +
      '"source":{"name":"晨光报","label":"来源","separator":"：","zone":"head","visible":true,"line":12,"column":9,"raw":"来源：晨光报"},' +
      '"findings":[{"policy":"yuanshan-news","rule":"credit","code":"credit-wrong","severity":"error","clause":"1",' +
      '"message":"来源署名是“晨光报”，应为“远山新闻”。","expected":"来源：远山新闻","found":"来源：晨光报","anchor":"exact",' +
      '"location":{"line":12,"column":9,"offset":480,"length":6},"selector":"#meta > span",' +
      '"excerpt":{"text":"<span>来源：晨光报</span>","start":6,"length":6},' +
      '"fix":"<p>来源：远山新闻</p>","fingerprint":"00112233aabbccdd"}],' +
      `"original":null,"problem":null,"page":{"title":"山间小城的春天","charset":"utf-8","bytes":1234,"sha256":"${'ab'.repeat(32)}","published":"2026-03-04"}}`,
  );
});

test('what the audit carries beside the contract does not leak', async () => {
  const carrying = { ...page(), secret: 1, findings: [{ ...finding(), cache: [] }] };
  expect(await textOf(ndjson, [carrying])).toBe(await textOf(ndjson, [page()]));
});

test('a status is part of the problem where there is one', async () => {
  const [line] = (await textOf(ndjson, [unaudited('x')])).split('\n');
  expect(JSON.parse(line).problem).toEqual({ kind: 'http', message: '网站返回 404', status: 404 });
});

test('inspect adds credits and links', async () => {
  const record = JSON.parse(await textOf(ndjson, [inspected()]));
  expect({ credits: record.credits, links: record.links }).toEqual({
    credits: inspected().credits,
    links: inspected().links,
  });
});

test('hostile strings survive unchanged, one line each', async () => {
  const pages = hostilePages();
  const lines = (await textOf(ndjson, pages)).trimEnd().split(/[\n\r\u0085\u2028\u2029]/);
  expect(lines.map((line) => JSON.parse(line).target)).toEqual(pages.map((one) => one.target));
});

test('ndjson holds nothing that acts on a terminal', async () => {
  expect((await textOf(ndjson, hostilePages())).match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu)).toBeNull();
});

test('json is one document whose summary adds up', async () => {
  const document = JSON.parse(await textOf(json, manyPages(100)));
  expect(document.pages).toHaveLength(document.summary.targets);
  expect(Object.keys(document)).toEqual(['schemaVersion', 'tool', 'policy', 'pages', 'summary']);
  expect(document.policy).toEqual({ id: policy.id, version: policy.version });
});

test('json of no pages is valid', async () => {
  expect(JSON.parse(await textOf(json, []))).toMatchObject({ pages: [], summary: { targets: 0 } });
});

test('json of a run with several policies names them all', async () => {
  const second = { ...policy, id: 'law' };
  const document = JSON.parse(await textOf(json, [], { policies: [policy, second] }));
  expect([document.policy.id, document.policies.map(({ id }: { id: string }) => id)]).toEqual([
    policy.id,
    [policy.id, 'law'],
  ]);
});
