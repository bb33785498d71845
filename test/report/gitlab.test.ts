import { expect, test } from '@jest/globals';
import type { AuditedPage } from '../../src/audit/types.js';
import { gitlab } from '../../src/report/gitlab.js';
import type { ReportContext } from '../../src/report/types.js';
import { compliant, finding, hostilePages, manyFindings, page, textOf, unaudited } from './fixtures.js';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = async (pages: Iterable<AuditedPage>, changes: Partial<ReportContext> = {}): Promise<Issue[]> =>
  JSON.parse(await textOf(gitlab, pages, changes));

test('a finding of a file is an issue at its line', async () => {
  expect(await issuesOf([page()])).toEqual([
    {
      description: '来源署名是“晨光报”，应为“远山新闻”。',
      check_name: 'credit-wrong',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: 'critical',
      location: { path: 'pages/a.html', lines: { begin: 12 } },
    },
  ]);
});

test('a clean run is an empty array', async () => {
  expect(await issuesOf([compliant('a.html')])).toEqual([]);
});

test('an unaudited page is an issue', async () => {
  expect(await issuesOf([unaudited('b.html')])).toMatchObject([
    { check_name: 'unaudited', severity: 'major', location: { path: 'b.html', lines: { begin: 1 } } },
  ]);
});

test('an address is shown at the line of its list and named', async () => {
  const [issue] = await issuesOf([page({ target: 'https://x.example/1' })], {
    listedAt: () => ({ file: 'list.txt', line: 4 }),
  });
  expect(issue.location).toEqual({ path: 'list.txt', lines: { begin: 4 } });
  expect(issue.description).toMatch(/ https:\/\/x\.example\/1$/);
});

test.each<[string, () => AuditedPage[]]>([
  ['10,000 findings', () => [manyFindings(10_000)]],
  [
    'the same finding twice on a page, and on two pages',
    () => [page({ findings: [finding(), finding()] }), page({ target: 'b' })],
  ],
])('of %s no two have one fingerprint', async (_, pages) => {
  const fingerprints = (await issuesOf(pages())).map((issue) => issue.fingerprint);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
});

test('a finding that moves to another line keeps its fingerprint', async () => {
  const moved = finding({ location: { line: 99, column: 1, offset: 9000, length: 6 } });
  const [before] = await issuesOf([page()]);
  const [after] = await issuesOf([page({ findings: [moved] })]);
  expect(after.fingerprint).toBe(before.fingerprint);
});

test('hostile strings make valid JSON and act on nobody', async () => {
  const descriptions = (await issuesOf(hostilePages())).map((issue) => issue.description).join('');
  expect(descriptions).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
});
