import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, isDay, shanghaiDay } from '../../../src/day.js';
import { licencesOf } from '../../../src/source/licences/lookup.js';
import type { LicenceEntry, Publisher } from '../../../src/source/licences/types.js';

const TODAY = '2026-02-03';

function site(host: string, subdomains: boolean, days: { from?: string; until?: string } = {}): LicenceEntry {
  const { from = null, until = null } = days;
  return { holder: { kind: 'site', host, subdomains }, from, until, scope: null, note: null, line: 1 };
}

function onPlatform(platform: string, account: string): LicenceEntry {
  const holder = { kind: 'account', platform, account } as const;
  return { holder, from: null, until: null, scope: null, note: null, line: 1 };
}

const at = (host: string | null): Publisher => ({ host, account: null });
const wechat = (name: string, id: string | null = null): Publisher => ({
  host: 'mp.weixin.qq.com',
  account: { platform: 'wechat', platformName: '微信公众号', name, id },
});

describe('a site', () => {
  const licences = licencesOf([site('partner.example', true), site('news.other.example', false)]);
  test.each([
    ['partner.example', 'authorised'],
    ['www.partner.example', 'authorised'],
    ['a.b.partner.example', 'authorised'],
    ['notpartner.example', 'none'],
    ['partner.example.evil.example', 'none'],
    ['news.other.example', 'authorised'],
    ['www.news.other.example', 'authorised'],
    ['other.example', 'none'],
    ['m.news.other.example', 'none'],
  ])('%s: %s', (host, kind) => {
    expect(licences.authorisationOf(at(host), TODAY).kind).toBe(kind);
  });

  test('whose address nobody knows cannot be looked up', () => {
    expect(licences.authorisationOf(at(null), TODAY)).toEqual({ kind: 'unknown' });
  });
});

describe('a term', () => {
  test.each([
    ['the first day', { from: TODAY }, { kind: 'authorised' }],
    ['the last day', { until: TODAY }, { kind: 'authorised' }],
    ['the day after', { until: '2026-02-02' }, { kind: 'expired', host: 'p.example', until: '2026-02-02' }],
    ['the day before', { from: '2026-02-04' }, { kind: 'none', host: 'p.example', from: '2026-02-04' }],
  ])('on %s', (_, days, answer) => {
    expect(licencesOf([site('p.example', true, days)]).authorisationOf(at('p.example'), TODAY)).toEqual(answer);
  });

  test('that was renewed is the renewed one', () => {
    const terms = [site('p.example', true, { until: '2025-12-31' }), site('p.example', true, { from: '2026-01-01' })];
    expect(licencesOf(terms).authorisationOf(at('p.example'), TODAY)).toEqual({ kind: 'authorised' });
  });

  test('that ended twice ended on the later day', () => {
    const terms = [site('p.example', true, { until: '2025-12-31' }), site('p.example', true, { until: '2024-12-31' })];
    expect(licencesOf(terms).authorisationOf(at('p.example'), TODAY)).toMatchObject({ until: '2025-12-31' });
  });
});

describe('an account', () => {
  const licences = licencesOf([
    onPlatform('wechat', '某某发布'),
    onPlatform('wechat', 'gh_0a1b2c'),
    site('qq.com', true),
  ]);
  test.each([
    ['by its name', wechat('某某发布'), 'authorised'],
    ['by its name in traditional characters', wechat('某某發布'), 'authorised'],
    ['by its id, whatever its name', wechat('改了名', 'gh_0a1b2c'), 'authorised'],
    ['by neither', wechat('别人发布'), 'none'],
  ])('%s', (_, publisher, kind) => {
    expect(licences.authorisationOf(publisher, TODAY).kind).toBe(kind);
  });

  test('is not covered by the platform it is on', () => {
    expect(licences.authorisationOf(wechat('别人发布'), TODAY)).toEqual({
      kind: 'none',
      host: '微信公众号“别人发布”',
    });
  });

  test('on another platform is another one', () => {
    const there = { ...wechat('某某发布').account!, platform: 'toutiao' };
    expect(licences.authorisationOf({ host: null, account: there }, TODAY).kind).toBe('none');
  });
});

describe('a day in Shanghai', () => {
  test.each([
    ['2026-02-03T15:59:59Z', '2026-02-03'],
    ['2026-02-03T16:00:00Z', '2026-02-04'],
  ])('at %s is %s', (instant, day) => {
    expect(shanghaiDay(Date.parse(instant))).toBe(day);
  });

  test('and thirty days after it', () => {
    expect([addDays('2024-02-01', 30), addDays('2026-12-15', 30), addDays('2026-02-30', 1)]).toEqual([
      '2024-03-02',
      '2027-01-14',
      null,
    ]);
  });

  test('later by any number of days, and back, is the same day', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 4000 }), (date, count) => {
        const day = shanghaiDay(date.getTime());
        expect(isDay(day)).toBe(true);
        expect(addDays(addDays(day, count)!, -count)).toBe(day);
      }),
    );
  });
});
