import { describe, expect, test } from '@jest/globals';
import type { PolicyData } from '../../src/policy/types.js';
import { contactWindow } from '../../src/report/contact-window.js';
import { messagesIn } from '../../src/report/messages/index.js';
import { context, page } from './fixtures.js';

const withWindow = (days: number | undefined): PolicyData => {
  const [policy] = context().policies;
  return { ...policy, publisher: { ...policy.publisher, contact: days === undefined ? {} : { windowDays: days } } };
};

const published = (date: string | null) => {
  const audited = page({});
  return { ...audited, page: audited.page === null ? null : { ...audited.page, published: date } };
};

describe('the time a notice names for getting in touch', () => {
  test.each([
    ['2024-05-06', '2024-05-06', '2024-06-05'],
    ['2024-05-06T10:11', '2024-05-06', '2024-06-05'],
    ['2024-01-31T23:59', '2024-01-31', '2024-03-01'],
    ['2024-05-05T16:30:00Z', '2024-05-06', '2024-06-05'],
    ['2024-05-05T23:30:00+08:00', '2024-05-05', '2024-06-04'],
  ])('counts from %s', (date, day, ends) => {
    expect(contactWindow(published(date), [withWindow(30)])).toEqual({ published: day, days: 30, ends });
  });

  test('is the policy’s', () => {
    const policies = [withWindow(undefined), withWindow(14), withWindow(30)];
    expect(contactWindow(published('2024-05-06'), policies)).toMatchObject({ days: 14, ends: '2024-05-20' });
  });

  test.each([
    ['a page without a date', null, [withWindow(30)]],
    ['a date that is none', '2024-13-45', [withWindow(30)]],
    ['a policy without one', '2024-05-06', [withWindow(undefined)]],
  ])('is unknown for %s', (_, date, policies) => {
    expect(contactWindow(published(date), policies)).toBeNull();
  });

  test('never makes anything expire: it is for information, in both languages', () => {
    const window = { published: '2024-05-06', days: 30, ends: '2024-06-05' };
    expect(messagesIn('zh').contactWindow(window)).toMatch(
      /2024-05-06 发布，其后第 30 日为 2024-06-05（.*仅供参考.*）/,
    );
    expect(messagesIn('en').contactWindow(window)).toMatch(/day 30 after it is 2024-06-05 \(.*for information.*\)/);
  });
});
