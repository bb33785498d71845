import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { field, redirectTarget, retryAfter } from '../../src/fetch/header-fields.js';
import { gbk } from './fault-pages.js';

describe('field', () => {
  test.each([
    ['one value', { etag: ' "a" ' }, '"a"'],
    ['the first of several', { etag: ['"a"', '"b"'] }, '"a"'],
    ['none', {}, null],
  ])('%s', (_, headers, value) => {
    expect(field(headers, 'etag')).toBe(value);
  });
});

describe('retryAfter', () => {
  const now = Date.UTC(2026, 6, 2, 10, 0, 0);

  test.each([
    ['0', 0],
    ['120', 120_000],
    ['86400', 86_400_000],
    ['Thu, 02 Jul 2026 10:00:30 GMT', 30_000],
    ['Thursday, 02-Jul-26 10:00:30 GMT', 30_000],
    ['Thu Jul  2 10:00:30 2026', 30_000],
    ['Thu, 02 Jul 2026 09:00:00 GMT', 0],
    ['', null],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['2026-07-02', null],
    ['10 minutes', null],
    ['Thu, 31 Feb 2026 10:00:30 GMT', null],
    ['Thu, 02 Foo 2026 10:00:30 GMT', null],
    ['Thu, 02 Jul 2026 25:00:30 GMT', null],
    ['99999999999999999999', null],
  ])('%j → %j', (value, milliseconds) => {
    expect(retryAfter(value, now)).toBe(milliseconds);
  });

  test('is null without the field', () => {
    expect(retryAfter(null, now)).toBeNull();
  });

  test('is a whole number from 0 up, or null, whatever the server writes', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const result = retryAfter(value, now);
        expect(result === null || (Number.isInteger(result) && result >= 0)).toBe(true);
      }),
    );
  });
});

describe('redirectTarget', () => {
  const base = 'http://reader:secret@news.partner.example/a/b?x=1';
  const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

  test.each([
    ['absolute', 'http://other.example/p', 'http://other.example/p'],
    ['relative, keeps the reader', 'c', 'http://reader:secret@news.partner.example/a/c'],
    ['rooted', '/c', 'http://reader:secret@news.partner.example/c'],
    ['query only', '?y=2', 'http://reader:secret@news.partner.example/a/b?y=2'],
    ['without scheme', '//other.example/p', 'http://other.example/p'],
    ['fragment is not sent', '/c#top', 'http://reader:secret@news.partner.example/c'],
    ['foreign credentials are not ours', 'http://a:b@other.example/', 'http://other.example/'],
    ['another port is another origin', 'http://a:b@news.partner.example:81/', 'http://news.partner.example:81/'],
    ['UTF-8 octets', latin1(Buffer.from('http://other.example/新')), 'http://other.example/%E6%96%B0'],
    [
      'GBK octets',
      latin1(Buffer.concat([Buffer.from('http://other.example/'), gbk('新闻')])),
      'http://other.example/%D0%C2%CE%C5',
    ],
    [
      'GBK octets in the query',
      latin1(Buffer.concat([Buffer.from('http://other.example/?q='), gbk('新')])),
      'http://other.example/?q=%D0%C2',
    ],
    ['UTF-8 host name', latin1(Buffer.from('http://新闻.example/')), 'http://xn--efvy88h.example/'],
  ])('%s', (_, value, target) => {
    expect(redirectTarget(value, base)).toBe(target);
  });

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'newsapp://open',
    'data:text/html,x',
    'http://[::bad/',
    'http://',
    '',
  ])('%j leads nowhere', (value) => {
    expect(redirectTarget(value, base)).toBeNull();
  });
});
