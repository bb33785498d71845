import { expect, test } from '@jest/globals';
import { ProgressCounter } from '../../../src/audit/batch/progress.js';
import { showDuration } from '../../../src/cli/batch-messages.js';
import { drawnLine, progressLine } from '../../../src/cli/batch-progress.js';
import { planLines } from '../../../src/cli/batch-summary.js';

test.each([
  [400, '0.4 s', '0.4 秒'],
  [61_000, '1 min 1 s', '1 分 1 秒'],
  [3_600_000, '1 h', '1 小时'],
  [1_000_000_000, '11 d 13 h', '11 天 13 小时'],
  [86_400_000 + 60_000, '1 d', '1 天'],
])('%d ms are %s', (milliseconds, english, chinese) => {
  expect([showDuration(milliseconds, 'en'), showDuration(milliseconds, 'zh')]).toEqual([english, chinese]);
});

test('the line of progress names what is done, the rate, the verdicts, the time left and the slowest host', () => {
  let now = 0;
  const counter = new ProgressCounter(400, () => now);
  for (let i = 0; i < 100; i++) {
    now += 100;
    counter.finish(i % 4 === 0 ? 'violation' : 'compliant', null);
  }
  const progress = counter.snapshot(3, [{ name: 'slow.example', left: 50, wait: 25_000 }]);
  expect(progressLine(progress, 'en')).toBe(
    '100/400 (25%) · 10/s · violation 25 · compliant 75 · left 30 s · slowest slow.example (50)',
  );
});

test('the time left is that of the slowest host where that is longer', () => {
  let now = 0;
  const counter = new ProgressCounter(20, () => now);
  for (let i = 0; i < 10; i++) {
    now += 1000;
    counter.finish('compliant', null);
  }
  expect(counter.snapshot(0, [{ name: 'slow.example', left: 10, wait: 90_000 }]).left).toBe(90_000);
});

test('the rate forgets what lies more than half a minute back', () => {
  let now = 0;
  const counter = new ProgressCounter(1000, () => now);
  for (let i = 0; i < 100; i++) {
    now += 10;
    counter.finish('compliant', null);
  }
  for (let i = 0; i < 60; i++) {
    now += 1000;
    counter.finish('compliant', null);
  }
  expect(counter.snapshot(0, []).rate).toBeCloseTo(1, 1);
});

test('before the start, people see how long the slowest host must take', () => {
  const slowest = { host: 'big.example', pages: 1_000_001, delay: 1000 };
  const plan = { targets: 10, invalid: 1, pages: 9, pending: 8, hosts: 2, lowerBound: 1_000_000_000, slowest };
  expect(planLines(plan, 'audit', 'en')).toEqual([
    '10 lines, 8 pages to check on 2 hosts',
    '1 line has no web address that can be checked; it is reported as unaudited',
    '1 page is done already',
    'at least 11 d 13 h: big.example has 1,000,001 pages, one every 1000 ms (see --delay and --host)',
    'results are kept in audit',
  ]);
});

test.each([
  [100, '██████████░░░░░░░░░░ 200/400 (50%) · 10/s · violation 50 · compliant 150 · left 20 s'],
  [40, '200/400 (50%) · violation 50'],
  [60, '200/400 (50%) · violation 50 · compliant 150 · left 20 s'],
])('on %d columns the counts stay, and what does not fit is left out whole', (width, line) => {
  let now = 0;
  const counter = new ProgressCounter(400, () => now);
  for (let i = 0; i < 200; i++) {
    now += 100;
    counter.finish(i % 4 === 0 ? 'violation' : 'compliant', null);
  }
  expect(drawnLine(counter.snapshot(0, []), 'en', width)).toBe(line);
});

test('one page is counted as one', () => {
  const plan = { targets: 1, invalid: 0, pages: 1, pending: 1, hosts: 1, lowerBound: 0, slowest: null };
  expect(planLines(plan, 'audit', 'en')[0]).toBe('1 line, 1 page to check on 1 host');
});
