import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import type { AuditedPage } from '../../src/audit/types.js';
import { sarif } from '../../src/report/sarif.js';
import type { ReportContext } from '../../src/report/types.js';
import { compliant, finding, hostilePages, manyFindings, page, textOf, unaudited } from './fixtures.js';

const SCHEMA = '../shared/conformance/sarif/sarif-schema-2.1.0.json';
const schemaIsHere = existsSync(SCHEMA);
if (!schemaIsHere) console.warn(`SKIPPED: ${SCHEMA} is absent, SARIF is not validated`);
const withSchema = schemaIsHere ? test : test.skip;

/** The schema is of draft 4; it uses nothing that later drafts changed but the name of its id. */
function validator() {
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('uri-reference', /^(?:[^\s<>"{}|\\^`%\u0080-\uffff]|%[0-9a-f]{2})*$/i);
  ajv.addFormat('date-time', true);
  return ajv.compile(schema);
}

const logOf = async (pages: Iterable<AuditedPage>, changes: Partial<ReportContext> = {}): Promise<Log> =>
  JSON.parse(await textOf(sarif, pages, changes));
const resultsOf = async (pages: Iterable<AuditedPage>, changes: Partial<ReportContext> = {}) =>
  (await logOf(pages, changes)).runs[0].results!;
const uriOf = async (target: string, changes: Partial<ReportContext> = {}) =>
  (await resultsOf([page({ target })], changes))[0].locations![0].physicalLocation!.artifactLocation!.uri;

withSchema.each<[string, () => AuditedPage[]]>([
  ['an empty run', () => []],
  ['a clean page', () => [compliant('a.html')]],
  ['one finding', () => [page()]],
  ['10,000 findings', () => [manyFindings(10_000)]],
  ['unaudited pages', () => [unaudited('https://x.example/'), unaudited('b.html')]],
  ['hostile strings', hostilePages],
  ['an address', () => [page({ target: 'https://x.example/?q=新闻', url: 'https://x.example/' })]],
])('%s is valid SARIF', async (_, pages) => {
  const validate = validator();
  validate(await logOf(pages()));
  expect(validate.errors).toBeNull();
});

test.each([
  ['pages/a b#1.html', 'pages/a%20b%231.html'],
  ['./新闻/a%.html', '%E6%96%B0%E9%97%BB/a%25.html'],
  ['a:b.html', 'a%3Ab.html'],
  ['/srv/www/a.html', 'file:///srv/www/a.html'],
  ['C:\\www\\a.html', 'file:///C:/www/a.html'],
  ['half\ud800.html', 'half%EF%BF%BD.html'],
])('the file %s is the artifact %s', async (target, uri) => {
  expect(await uriOf(target)).toBe(uri);
});

test('a file below the base directory is relative to it', async () => {
  expect(await uriOf('/srv/www/a/b.html', { baseDirectory: '/srv/www/' })).toBe('a/b.html');
});

test('a file whose folder only begins like the base directory is not below it', async () => {
  expect(await uriOf('/srv/www2/b.html', { baseDirectory: '/srv/www' })).toBe('file:///srv/www2/b.html');
});

test('an address is anchored at the line of its list', async () => {
  const [result] = await resultsOf([page({ target: 'https://x.example/1' })], {
    listedAt: () => ({ file: 'lists/march.txt', line: 7 }),
  });
  expect(result.locations![0]).toEqual({
    physicalLocation: { artifactLocation: { uri: 'lists/march.txt' }, region: { startLine: 7 } },
    logicalLocations: [{ fullyQualifiedName: 'https://x.example/1', kind: 'resource' }],
  });
});

test('an address nobody listed is anchored at a placeholder, at its place in the run', async () => {
  const [, second] = await resultsOf([
    page({ target: 'https://x.example/1' }),
    page({ target: 'HTTPS://x.example/2' }),
  ]);
  expect(second.locations![0].physicalLocation).toEqual({
    artifactLocation: { uri: 'reprintlint-targets.txt' },
    region: { startLine: 2 },
  });
});

test('a finding of a file has its region and snippet', async () => {
  const [result] = await resultsOf([page()]);
  expect(result.locations![0].physicalLocation!.region).toEqual({
    startLine: 12,
    startColumn: 9,
    endLine: 12,
    endColumn: 15,
    charOffset: 480,
    charLength: 6,
    snippet: { text: '来源：晨光报' },
  });
});

test('a place over several lines claims no end', async () => {
  const over = finding({
    excerpt: { text: 'a\nb', start: 0, length: 3 },
    location: { line: 1, column: 1, offset: 0, length: 3 },
  });
  const [result] = await resultsOf([page({ findings: [over] })]);
  expect(result.locations![0].physicalLocation!.region).toEqual({ startLine: 1, startColumn: 1 });
});

test('every result names a rule with description, help and clause', async () => {
  const { results, tool } = (await logOf([page()])).runs[0];
  const rule = tool.driver.rules![results![0].ruleIndex!];
  expect(rule).toMatchObject({
    id: results![0].ruleId,
    shortDescription: { text: '来源写成了别家' },
    help: { text: expect.stringContaining('应当写明') },
    properties: { clause: '1' },
  });
});

test('what awaits a person is of kind review and level none', async () => {
  const [result] = await resultsOf([page({ findings: [finding({ code: 'text-altered' })] })]);
  expect([result.kind, result.level]).toEqual(['review', 'none']);
});

test('the fingerprint is carried', async () => {
  expect((await resultsOf([page()]))[0].partialFingerprints).toEqual({ 'reprintlint/v1': '00112233aabbccdd' });
});

test('the order of checks does not change the file', async () => {
  const findings = [finding(), finding({ code: 'link-missing' }), finding({ code: 'editor-missing', location: null })];
  const one = await textOf(sarif, [page({ findings })]);
  expect(await textOf(sarif, [page({ findings: findings.toReversed() })])).toBe(one);
});

test('unaudited pages are notifications, never results', async () => {
  const [run] = (await logOf([unaudited('b.html')])).runs;
  expect(run.results).toEqual([]);
  expect(run.invocations![0].toolExecutionNotifications).toEqual([
    {
      level: 'warning',
      message: { text: '未检查：b.html：网站返回 404' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'b.html' } } }],
      properties: { target: 'b.html', problem: 'http' },
    },
  ]);
});

test('of very many unaudited pages the rest is counted', async () => {
  const pages = Array.from({ length: 1003 }, (_, index) => unaudited(`p${index}`));
  const notifications = (await logOf(pages)).runs[0].invocations![0].toolExecutionNotifications!;
  expect(notifications).toHaveLength(1001);
  expect(notifications.at(-1)!.message.text).toContain('另有 3 个页面');
});
