import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Acceptance, type AcceptanceOptions, dayInShanghai } from '../../../src/audit/baseline/acceptance.js';
import { BaselineError, formatBaseline, parseBaseline } from '../../../src/audit/baseline/file.js';
import { BaselineRecorder } from '../../../src/audit/baseline/recorder.js';
import type { Baseline, BaselineEntry, Suppression } from '../../../src/audit/baseline/types.js';
import { auditFetched } from '../../../src/audit/page.js';
import type { AuditedPage, Finding } from '../../../src/audit/types.js';
import { compileGlob } from '../../../src/config/glob.js';
import { loadPolicies } from '../../../src/policy/load.js';
import type { Severity } from '../../../src/policy/types.js';

const finding = (code: string, severity: Severity = 'error', fingerprint = `f-${code}`): Finding => ({
  policy: 'p',
  rule: 'r',
  code,
  severity,
  clause: '1',
  message: code,
  expected: null,
  found: null,
  anchor: 'page',
  location: null,
  selector: null,
  excerpt: null,
  fix: null,
  fingerprint,
});

const page = (
  target: string,
  findings: readonly Finding[],
  verdict: AuditedPage['verdict'] = 'violation',
): AuditedPage => ({
  schemaVersion: 1,
  target,
  url: null,
  verdict,
  scope: 'assumed',
  source: null,
  findings,
  original: null,
  problem: null,
  page: null,
});

const entry = (target: string, code: string, count = 1): BaselineEntry => ({
  target,
  policy: 'p',
  rule: 'r',
  code,
  fingerprint: `f-${code}`,
  count,
});

const suppression = (pattern: string, code: string, expires: string | null = null): Suppression => ({
  pattern,
  matches: compileGlob(pattern),
  code,
  reason: 'agreed',
  expires,
});

const accept = (options: Partial<AcceptanceOptions>): Acceptance =>
  new Acceptance({
    baseline: null,
    suppressions: [],
    baselineTarget: (target) => target,
    configTarget: (target) => target,
    today: '2026-11-24',
    ...options,
  });

const codes = ({ findings }: AuditedPage): string[] => findings.map(({ code }) => code);

describe('a baseline', () => {
  test('takes the known findings and leaves the new ones', () => {
    const acceptance = accept({ baseline: { entries: [entry('a', 'link-missing')] } });
    const audited = acceptance.apply(page('a', [finding('link-missing'), finding('credit-missing')]));
    expect(codes(audited)).toEqual(['credit-missing']);
    expect(audited.accepted).toMatchObject([{ code: 'link-missing', accepted: { by: 'baseline' } }]);
  });

  test.each([
    ['another page', 'b', finding('link-missing')],
    ['another fingerprint', 'a', finding('link-missing', 'error', 'other')],
    ['another rule', 'a', { ...finding('link-missing'), rule: 'other' }],
    ['another policy', 'a', { ...finding('link-missing'), policy: 'other' }],
  ])('does not take the finding of %s', (_, target, found) => {
    const acceptance = accept({ baseline: { entries: [entry('a', 'link-missing')] } });
    expect(codes(acceptance.apply(page(target, [found])))).toEqual(['link-missing']);
  });

  test('takes a finding as often as it is recorded', () => {
    const acceptance = accept({ baseline: { entries: [entry('a', 'mirror', 2)] } });
    expect(codes(acceptance.apply(page('a', [finding('mirror'), finding('mirror'), finding('mirror')])))).toEqual([
      'mirror',
    ]);
  });

  test.each<[string, Finding[], AuditedPage['verdict']]>([
    ['nothing', [], 'compliant'],
    ['a review', [finding('text-altered', 'review')], 'review'],
    ['a warning', [finding('credit-form', 'warning')], 'compliant'],
    ['an error', [finding('credit-missing')], 'violation'],
  ])('what is left (%s) decides the verdict', (_, left, verdict) => {
    const acceptance = accept({ baseline: { entries: [entry('a', 'link-missing')] } });
    expect(acceptance.apply(page('a', [finding('link-missing'), ...left])).verdict).toBe(verdict);
  });

  test('tells entries of audited pages that are gone, and how many', () => {
    const baseline = { entries: [entry('a', 'mirror', 3), entry('b', 'link-missing'), entry('c', 'mirror')] };
    const acceptance = accept({ baseline });
    acceptance.apply(page('a', [finding('mirror')]));
    acceptance.apply(page('b', [finding('link-missing')]));
    expect(acceptance.summary().stale).toEqual([entry('a', 'mirror', 2)]);
  });

  test('holds each time a list names the page', () => {
    const acceptance = accept({ baseline: { entries: [entry('a', 'mirror'), entry('a', 'link-missing')] } });
    const twice = [page('a', [finding('mirror')]), page('a', [finding('mirror')])];
    expect(twice.flatMap((each) => codes(acceptance.apply(each)))).toEqual([]);
    expect(acceptance.summary()).toMatchObject({ byBaseline: 2, stale: [entry('a', 'link-missing')] });
  });

  test('says nothing of a page that could not be read', () => {
    const acceptance = accept({ baseline: { entries: [entry('a', 'mirror')] } });
    acceptance.apply(page('a', [], 'unaudited'));
    expect(acceptance.summary().stale).toEqual([]);
  });
});

describe('a suppression', () => {
  test('takes its code on the pages it names and keeps the reason', () => {
    const acceptance = accept({ suppressions: [suppression('old/**', 'link-missing')] });
    const audited = acceptance.apply(page('old/1.html', [finding('link-missing'), finding('credit-missing')]));
    expect(codes(audited)).toEqual(['credit-missing']);
    expect(audited.accepted).toMatchObject([{ accepted: { by: 'suppression', reason: 'agreed' } }]);
  });

  test.each([
    ['on its last day', '2026-11-24', []],
    ['a day later', '2026-11-23', ['link-missing']],
  ])('%s', (_, expires, left) => {
    const acceptance = accept({ suppressions: [suppression('a', 'link-missing', expires)] });
    expect(codes(acceptance.apply(page('a', [finding('link-missing')])))).toEqual(left);
  });

  test.each<[string, string, string | null, 'expired' | 'unused' | 'unmatched' | null]>([
    ['in use', 'link-missing', null, null],
    ['past its day', 'link-missing', '2020-01-01', 'expired'],
    ['of a code that does not occur', 'mirror', null, 'unused'],
  ])('%s is told as it should be', (_, code, expires, told) => {
    const one = suppression('a', code, expires);
    const acceptance = accept({ suppressions: [one] });
    acceptance.apply(page('a', [finding('link-missing')]));
    const { expired, unused, unmatched } = acceptance.summary();
    expect({ expired, unused, unmatched }).toEqual({
      expired: [],
      unused: [],
      unmatched: [],
      ...(told === null ? {} : { [told]: [one] }),
    });
  });

  test('that no page matches is told apart', () => {
    const one = suppression('nowhere', 'mirror');
    const acceptance = accept({ suppressions: [one] });
    acceptance.apply(page('a', []));
    expect(acceptance.summary()).toMatchObject({ unused: [], unmatched: [one] });
  });

  test('leaves no stale entry in the baseline', () => {
    const acceptance = accept({
      baseline: { entries: [entry('a', 'mirror')] },
      suppressions: [suppression('a', 'mirror')],
    });
    acceptance.apply(page('a', [finding('mirror')]));
    expect(acceptance.summary()).toMatchObject({ bySuppression: 1, byBaseline: 0, stale: [] });
  });
});

test.each([
  ['2026-11-23T15:59:59Z', '2026-11-23'],
  ['2026-11-23T16:00:00Z', '2026-11-24'],
])('at %s it is %s in Shanghai', (time, day) => {
  expect(dayInShanghai(Date.parse(time))).toBe(day);
});

describe('recording', () => {
  const record = (failOn: Severity, pages: readonly AuditedPage[], earlier: Baseline | null = null, limit = 100) => {
    const recorder = new BaselineRecorder({ baselineTarget: (target) => target, earlier, limit });
    for (const each of pages) recorder.add(each, failOn);
    return recorder;
  };
  const all = [
    finding('mirror'),
    finding('text-altered', 'review'),
    finding('credit-form', 'warning'),
    finding('editor-missing', 'info'),
  ];

  test.each<[Severity, string[]]>([
    ['error', ['mirror', 'text-altered']],
    ['review', ['mirror', 'text-altered']],
    ['warning', ['mirror', 'text-altered', 'credit-form']],
    ['info', ['mirror', 'text-altered', 'credit-form', 'editor-missing']],
  ])('with --fail-on %s keeps %j', (failOn, kept) => {
    expect(
      record(failOn, [page('a', all)])
        .finish(() => true)
        .entries.map(({ code }) => code),
    ).toEqual(kept);
  });

  test('keeps earlier entries of pages that were not audited, while they exist', () => {
    const earlier: Baseline = { entries: [entry('a', 'mirror'), entry('b', 'mirror'), entry('gone', 'mirror')] };
    const recorder = record('error', [page('a', [])], earlier);
    expect(recorder.finish((target) => target !== 'gone').entries).toEqual([entry('b', 'mirror')]);
  });

  test('a page that could not be read keeps its earlier entries', () => {
    const recorder = record('error', [page('a', [], 'unaudited')], { entries: [entry('a', 'mirror')] });
    expect(recorder.finish(() => true).entries).toEqual([entry('a', 'mirror')]);
  });

  test('a page that a list names twice is recorded once', () => {
    const recorder = record('error', [page('a', [finding('mirror')]), page('a', [finding('mirror')])]);
    expect(recorder.finish(() => true).entries).toEqual([entry('a', 'mirror')]);
  });

  test.each([
    ['as many as there may be', 2, false, 2],
    ['more than there may be', 1, true, 0],
  ])('%s', (_, limit, overflowed, size) => {
    const recorder = record('error', [page('a', [finding('x'), finding('y')]), page('b', [])], null, limit);
    expect(recorder).toMatchObject({ overflowed, size });
  });

  test('then checking the same pages leaves nothing that fails', () => {
    const anyFinding = fc
      .record({
        code: fc.constantFrom('x', 'y'),
        severity: fc.constantFrom<Severity>('error', 'review', 'warning', 'info'),
      })
      .map(({ code, severity }) => finding(code, severity, code));
    const anyPages = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(anyFinding, { maxLength: 5 })), {
      selector: ([target]) => target,
    });
    fc.assert(
      fc.property(anyPages, (pairs) => {
        const pages = pairs.map(([target, findings]) => page(target, findings));
        const baseline = parseBaseline(formatBaseline(record('error', pages).finish(() => true)));
        const acceptance = accept({ baseline });
        const left = pages.flatMap((each) => acceptance.apply(each).findings);
        expect(left.filter(({ severity }) => severity === 'error' || severity === 'review').length).toBe(0);
        expect(acceptance.summary().stale).toEqual([]);
      }),
    );
  });
});

describe('the file', () => {
  test('has one sorted entry a line', () => {
    const text = formatBaseline({ entries: [entry('b', 'mirror', 2), entry('a', 'mirror')] });
    expect(text).toBe(`{
  "schemaVersion": 1,
  "entries": [
    {"target":"a","policy":"p","rule":"r","code":"mirror","fingerprint":"f-mirror"},
    {"target":"b","policy":"p","rule":"r","code":"mirror","fingerprint":"f-mirror","count":2}
  ]
}
`);
  });

  test.each([
    ['text', 'no json', 'not a JSON file'],
    ['another JSON file', '{"a":1}', 'not a baseline file'],
    ['null', 'null', 'not a baseline file'],
    [
      'a newer version',
      '{"schemaVersion":2,"entries":[]}',
      'written by a newer version (format 2): upgrade this program',
    ],
    ['a damaged entry', '{"schemaVersion":1,"entries":[{"target":"a"}]}', 'entry 1 is damaged'],
  ])('%s is refused', (_, text, message) => {
    expect(() => parseBaseline(text)).toThrow(new BaselineError({ zh: '', en: message }));
  });
});

describe('what the page itself says', () => {
  const article =
    '<h1>草原迎来首场春雪</h1><p>2024-03-01 来源：某网</p><p>昨夜起，多地普降春雪，牧民忙着为羊羔添草保暖。</p>';
  test.each([
    ['a comment', '<!-- reprintlint-disable -->'],
    ['a comment naming the code', '<!-- reprintlint-disable credit-wrong, link-missing: agreed -->'],
    ['a comment of another tool', '<!-- eslint-disable --><!-- noqa -->'],
    ['metadata', '<meta name="reprintlint" content="ignore"><meta name="robots" content="noindex">'],
    ['an attribute', '<div data-reprintlint-ignore="*" data-lint="off"></div>'],
    ['front matter', '---\nreprintlint: off\nsuppressions: [{ target: "**", code: credit-wrong, reason: x }]\n---\n'],
    [
      'a script',
      '<script type="application/json" id="reprintlint.config">{"severities":{"credit-wrong":"off"}}</script>',
    ],
  ])('silences nothing: %s', async (_, markup) => {
    const policies = await loadPolicies('beijiang-news');
    const audit = (html: string) => {
      const fetched = { bytes: new TextEncoder().encode(html), url: null, contentType: null, hops: [] };
      return auditFetched('a.html', { ok: true, fetched }, { policies, language: 'en' });
    };
    const found = (html: string) =>
      accept({})
        .apply(audit(html))
        .findings.map(({ code, severity }) => [code, severity]);
    expect(found(markup + article)).toEqual(found(article));
    expect(found(article).map(([code]) => code)).toContain('credit-wrong');
  });
});
