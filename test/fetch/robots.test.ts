import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRobots } from '../../src/fetch/robots.js';
import { compilePattern, matches } from '../../src/fetch/robots-pattern.js';
import { gbk } from './fault-pages.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

const HOST = 'https://news.partner.example';

function allowed(lines: readonly string[], path: string, token = 'reprintlint'): boolean {
  return parseRobots(lines.join('\n')).isAllowed(token, HOST + path);
}

describe('RFC 9309 §2.2.2 and §2.2.3: spellings of one path', () => {
  test.each([
    ['/path/file-with-a-%2A.html', '/path/file-with-a-*.html', false],
    ['/path/file-with-a-%2a.html', '/path/file-with-a-%2A.html', false],
    ['/path/foo-%24', '/path/foo-$', false],
    ['/~joe', '/%7Ejoe', false],
    ['/%7ejoe', '/~joe', false],
    ['/a%3cd.html', '/a%3Cd.html', false],
    ['/a%2fb.html', '/a/b.html', true],
    ['/文章', '/%E6%96%87%E7%AB%A0', false],
    ['/a$b', '/a$bc', false],
    ['/a$b', '/a%24bc', false],
  ])('disallow %s, asked for %s: %s', (pattern, path, expected) => {
    expect(allowed(['User-agent: *', `Disallow: ${pattern}`], path)).toBe(expected);
  });

  test('a file in GBK is met by URLs in GBK', () => {
    const rules = parseRobots(gbk('User-agent: *\nDisallow: /新闻/'));
    expect([
      rules.isAllowed('reprintlint', `${HOST}/%D0%C2%CE%C5/1.html`),
      rules.isAllowed('reprintlint', `${HOST}/%E6%96%B0%E9%97%BB/1.html`),
    ]).toEqual([false, true]);
  });
});

describe('groups', () => {
  test.each([
    [
      'other records do not end the list of crawlers',
      ['User-agent: a', 'Sitemap: /s.xml', 'User-agent: b', 'Disallow: /'],
      'a',
      false,
    ],
    ['nor does a crawl delay', ['User-agent: a', 'Crawl-delay: 1', 'User-agent: b', 'Disallow: /'], 'a', false],
    [
      'a group of its own goes before that of all',
      ['User-agent: *', 'Disallow: /', 'User-agent: a', 'Disallow: /x'],
      'a',
      true,
    ],
    ['an empty group of its own too', ['User-agent: *', 'Disallow: /', 'User-agent: a', 'Disallow:'], 'a', true],
    ['a version in the file is no part of the name', ['User-agent: a/2.0', 'Disallow: /'], 'a', false],
    ['a longer name is another crawler', ['User-agent: ab', 'Disallow: /'], 'a', true],
    [
      'groups of one crawler are one',
      ['User-agent: a', 'Disallow: /p', 'User-agent: b', 'Allow: /', 'User-agent: a', 'Disallow: /q'],
      'a',
      false,
    ],
    ["rules before any crawler are nobody's", ['Disallow: /', 'User-agent: b', 'Allow: /'], 'a', true],
    ['a file of HTML says nothing', ['<!DOCTYPE html><html>', '<p>Disallow: /</p>'], 'a', true],
  ])('%s', (_, lines, token, expected) => {
    expect(allowed(lines, '/page', token)).toBe(expected);
  });
});

test('a byte order mark of the file as text is skipped', () => {
  expect(allowed(['\ufeffUser-agent: *', 'Disallow: /'], '/')).toBe(false);
});

test.each([
  ['within', 0, false],
  ['beyond', 512 * 1024, true],
])('a rule %s the first 512 KiB', (_, padding, expected) => {
  const comment = `#${'-'.repeat(1000)}\n`.repeat(Math.ceil(padding / 1000));
  expect(allowed(['User-agent: *', `${comment}Disallow: /`], '/')).toBe(expected);
});

describe('crawlDelay', () => {
  test.each([
    ['seconds', ['User-agent: *', 'Crawl-delay: 10'], 10_000],
    ['a fraction', ['User-agent: *', 'Crawl-delay: 0.5'], 500],
    ['without a leading zero', ['User-agent: *', 'crawl-delay:.25'], 250],
    ['with a unit', ['User-agent: *', 'Crawl-delay: 2 s'], 2000],
    ['zero', ['User-agent: *', 'Crawl-delay: 0'], 0],
    ['the largest of several', ['User-agent: *', 'Crawl-delay: 1', 'Crawl-delay: 3', 'Crawl-delay: 2'], 3000],
    ['after the rules', ['User-agent: *', 'Disallow: /x', 'Crawl-delay: 4'], 4000],
    ['of the own group', ['User-agent: *', 'Crawl-delay: 9', 'User-agent: reprintlint', 'Crawl-delay: 1'], 1000],
    [
      'not that of all beside an own group',
      ['User-agent: *', 'Crawl-delay: 9', 'User-agent: reprintlint', 'Allow: /'],
      null,
    ],
    ['none', ['User-agent: *', 'Disallow: /'], null],
    ['negative', ['User-agent: *', 'Crawl-delay: -1'], null],
    ['garbage', ['User-agent: *', 'Crawl-delay: soon'], null],
    ['outside a group', ['Crawl-delay: 5'], null],
  ])('%s', (_, lines, expected) => {
    expect(parseRobots(lines.join('\n')).crawlDelay('ReprintLint')).toBe(expected);
  });
});

describe('matching', () => {
  /** The rule as it is written in the RFC, without regard to time. */
  function matchesByDefinition(pattern: string, path: string): boolean {
    if (pattern === '') return true;
    if (pattern === '$') return path === '';
    if (pattern[0] !== '*')
      return path[0] === pattern[0] && path !== '' && matchesByDefinition(pattern.slice(1), path.slice(1));
    return matchesByDefinition(pattern.slice(1), path) || (path !== '' && matchesByDefinition(pattern, path.slice(1)));
  }

  test('finds what the definition finds', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const path = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(pattern, fc.constantFrom('', '$'), path, (letters, end, rest) => {
        const text = `/${letters}${end}`;
        expect(matches(compilePattern(text, true), `/${rest}`)).toBe(matchesByDefinition(text, `/${rest}`));
      }),
      { numRuns: 2000 },
    );
  });

  test('never fails on any file or address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (file, url) => {
        const rules = parseRobots(`User-agent: *\nDisallow: ${file}`);
        expect(typeof rules.isAllowed('reprintlint', url)).toBe('boolean');
      }),
    );
  });

  test('gives up on a file made to take for ever, and then forbids', () => {
    const rules = Array.from({ length: 20_000 }, (_, index) => `Disallow: /*a*${index}b`);
    expect(allowed(['User-agent: *', ...rules], `/${'a'.repeat(16_000)}`)).toBe(false);
  });

  test('does not give up on a long file meant well', () => {
    const rules = Array.from({ length: 20_000 }, (_, index) => `Disallow: /*/${index}b`);
    expect(allowed(['User-agent: *', ...rules], `/article/${'1'.repeat(200)}.html`)).toBe(true);
  });
});
