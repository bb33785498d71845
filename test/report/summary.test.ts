import { expect, test } from '@jest/globals';
import { SummaryCounter } from '../../src/report/summary.js';
import { compliant, finding, manyPages, page, unaudited } from './fixtures.js';

function summaryOf(pages: Iterable<ReturnType<typeof page>>) {
  const counter = new SummaryCounter();
  for (const one of pages) counter.add(one);
  return counter.summary();
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

test('verdicts add up to the targets', () => {
  const summary = summaryOf(manyPages(1001));
  expect(sum(summary.verdicts)).toBe(1001);
});

test('severities and codes add up to the findings', () => {
  const { total, ...severities } = summaryOf(manyPages(1001)).findings;
  expect([sum(severities), sum(summaryOf(manyPages(1001)).codes)]).toEqual([total, total]);
});

test('problems add up to the unaudited, even where one is not stated', () => {
  const summary = summaryOf([unaudited('a'), { ...unaudited('b'), problem: null }, compliant('c')]);
  expect(summary.problems).toEqual({ http: 1, internal: 1 });
});

test('codes come most frequent first, ties by name', () => {
  const of = (code: string) => finding({ code });
  const summary = summaryOf([page({ findings: [of('b'), of('a'), of('c'), of('c')] })]);
  expect(Object.keys(summary.codes)).toEqual(['c', 'a', 'b']);
});
