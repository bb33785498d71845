import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { factsOfOriginal } from '../src/audit/original.js';
import type { OriginalsAudit } from '../src/audit/originals.js';
import { type AuditOptions, auditFetched } from '../src/audit/page.js';
import type { FindOriginal } from '../src/audit/scope.js';
import { originalsAudit } from '../src/audit/with-originals.js';
import type { OriginalFacts } from '../src/checks/types.js';
import { type Article, addArticles, DEFAULT_THRESHOLDS, findOriginal, openOriginals } from '../src/originals/index.js';
import { preloadEncodings } from '../src/page/charset-declared.js';
import { readPage } from '../src/page/read.js';
import { compilePolicy } from '../src/policy/compile.js';
import { loadPolicies } from '../src/policy/load.js';
import { loadPlatforms } from '../src/policy/platforms.js';
import { vocabularyOf } from '../src/policy/reading.js';
import type { AccountData, Policy } from '../src/policy/types.js';
import { loadLicences } from '../src/source/licences/load.js';
import type { FetchResult } from '../src/source/types.js';

/** What a fixture may need beyond reading one page, as far as the program has it. */
const AVAILABLE: ReadonlySet<string> = new Set([
  'accounts',
  'licences',
  'media',
  'mirror',
  'network',
  'original',
  'originals',
  'platforms',
]);

const NEEDS = ['accounts', 'licences', 'media', 'mirror', 'network', 'original', 'originals', 'platforms'];

interface Expectation {
  readonly url: string | null;
  readonly needs?: readonly string[];
  readonly answer?: number;
  readonly policy?: string;
  readonly accounts?: readonly AccountData[];
  readonly licences?: string;
  readonly today?: string;
  readonly linkStatus?: Readonly<Record<string, number>>;
  readonly verdict: string;
  readonly problem?: string;
  readonly charset?: string;
  readonly source?: { readonly name?: string; readonly label?: string | null; readonly at?: readonly [number, number] };
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly at?: readonly [number, number];
  }[];
}

const KEYS = [
  'url',
  'needs',
  'answer',
  'policy',
  'accounts',
  'licences',
  'today',
  'linkStatus',
  'verdict',
  'problem',
  'charset',
  'source',
  'findings',
];

const folder = join(import.meta.dirname, '..', 'fixtures');
const cases = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, 'expect.yaml')))
  .map((name): [string, Expectation] => [
    name,
    parse(readFileSync(join(folder, name, 'expect.yaml'), 'utf8')) as Expectation,
  ]);

function fetchedOf(name: string, expected: Expectation): FetchResult {
  if (expected.answer !== undefined) {
    const problem = { kind: 'http', message: `status ${expected.answer}`, status: expected.answer } as const;
    return { ok: false, problem, url: expected.url, hops: [{ url: expected.url!, status: expected.answer }] };
  }
  const bytes = readFileSync(join(folder, name, 'page.html'));
  return { ok: true, fetched: { bytes, url: expected.url, contentType: null, hops: [] } };
}

/** The policies of a case, with the own accounts that it takes for known. */
async function policiesOf({ policy = 'beijiang-news', accounts }: Expectation): Promise<readonly Policy[]> {
  const policies = await loadPolicies(policy);
  if (accounts === undefined) return policies;
  return policies.map(({ data }) => compilePolicy({ ...data, publisher: { ...data.publisher, accounts } }));
}

async function authorisationOf(name: string, expected: Expectation): Promise<AuditOptions['authorisationOf']> {
  if (expected.licences === undefined) return undefined;
  const licences = await loadLicences(join(folder, name, expected.licences), {
    platforms: await loadPlatforms(),
  });
  return (publisher) => licences.authorisationOf(publisher, expected.today ?? '2024-05-06');
}

/** The article of the publisher that `original.html` beside a page stands for. */
const ORIGINAL = 'https://www.imline.cn/article/AbCdEf123O0O0.html';

async function factsOf(name: string): Promise<OriginalFacts> {
  const html = readFileSync(join(folder, name, 'original.html'), 'utf8');
  const vocabulary = vocabularyOf(await loadPolicies('beijiang-news'));
  return factsOfOriginal(readPage(html, { url: ORIGINAL, vocabulary }), ORIGINAL, 'given');
}

/** An index of every original beside a page. */
async function indexOfOriginals(): Promise<FindOriginal> {
  const names = cases.map(([name]) => name).filter((name) => existsSync(join(folder, name, 'original.html')));
  const articles = await Promise.all(
    names.map(async (name): Promise<Article> => {
      const { title, published, author, editor, sourceName, text } = await factsOf(name);
      const inScope = sourceName === '北疆新闻';
      return { id: name, urls: [ORIGINAL], title, date: published, author, editor, sourceName, inScope, text };
    }),
  );
  const directory = mkdtempSync(join(tmpdir(), 'fixtures-originals-'));
  await addArticles(directory, articles);
  const index = openOriginals(directory, { mostInMemory: Number.POSITIVE_INFINITY });
  rmSync(directory, { recursive: true });
  return (page) => findOriginal(index, page, DEFAULT_THRESHOLDS);
}

async function originalsOf(name: string, { needs = [] }: Expectation): Promise<OriginalsAudit | undefined> {
  if (needs.includes('original')) return originalsAudit({ given: await factsOf(name) });
  if (needs.includes('originals')) return originalsAudit({ find: await indexOfOriginals() });
  return undefined;
}

const byCode = (a: { code: string }, b: { code: string }) => a.code.localeCompare(b.code);

describe('fixtures', () => {
  beforeAll(preloadEncodings);

  test.each(cases)('%s is described in known words', (_name, expected) => {
    expect(Object.keys(expected).filter((key) => !KEYS.includes(key))).toEqual([]);
    expect((expected.needs ?? []).filter((need) => !NEEDS.includes(need))).toEqual([]);
  });

  for (const [name, expected] of cases) {
    const missing = (expected.needs ?? []).filter((need) => !AVAILABLE.has(need));
    if (missing.length > 0) {
      test.skip(`${name}: NOT RUN, needs ${missing.join(', ')}`, () => {});
      continue;
    }
    test(name, async () => {
      const page = auditFetched(name, fetchedOf(name, expected), {
        policies: await policiesOf(expected),
        platforms: await loadPlatforms(),
        language: 'zh',
        authorisationOf: await authorisationOf(name, expected),
        originals: await originalsOf(name, expected),
        linkStatus: expected.linkStatus,
      });
      const places = new Map(expected.findings.map((finding) => [finding.code, finding.at]));
      expect({
        verdict: page.verdict,
        problem: page.problem?.kind,
        charset: expected.charset === undefined ? undefined : page.page?.charset,
        source: sourceAs(expected.source, page.source),
        findings: page.findings
          .map(({ code, severity, anchor, location }) => ({
            code,
            severity,
            at:
              places.get(code) === undefined
                ? undefined
                : anchor === 'exact'
                  ? [location?.line, location?.column]
                  : anchor,
          }))
          .sort(byCode),
      }).toEqual({
        verdict: expected.verdict,
        problem: expected.problem,
        charset: expected.charset,
        source: expected.source,
        findings: [...expected.findings].sort(byCode),
      });
    });
  }

  /** The parts of the page's source that the fixture speaks of. */
  function sourceAs(
    expected: Expectation['source'],
    source: { name: string; label: string | null; line: number; column: number } | null,
  ): Expectation['source'] {
    if (expected === undefined || source === null) return undefined;
    return {
      ...('name' in expected && { name: source.name }),
      ...('label' in expected && { label: source.label }),
      ...('at' in expected && { at: [source.line, source.column] }),
    };
  }
});
