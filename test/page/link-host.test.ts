import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPage } from '../../src/page/read.js';

const HERE = 'https://here.example/a/1.html';
const hostOf = (href: string) =>
  readPage(`<a href="${href.replaceAll('"', '&quot;')}">x</a>`, { url: HERE }).links[0].host;

test.each([
  ['https://news.partner.example/a/1.html', 'news.partner.example'],
  ['http://news.partner.example', 'news.partner.example'],
  ['//news.partner.example:8080/a', 'news.partner.example'],
  ['  http://news.partner.example?x=1', 'news.partner.example'],
  ['/a/1.html', ''],
  ['../1.html', ''],
  ['?id=1', ''],
  ['a-b_%20/c', ''],
  ['index', ''],
  ['', null],
  ['#top', null],
  ['javascript:void(0)', null],
  ['mailto:a@partner.example', null],
  ['http:///news.partner.example', null],
  ['http://News.partner.example/', null],
  ['http://北疆.example/', null],
  ['http://user@news.partner.example/', null],
  ['http:\\\\news.partner.example', null],
  ['http&#58;//news.partner.example', null],
  ['http://news&#46;partner.example/', null],
  ['\u00a0/a', null],
  ['/\\news.partner.example', null],
  ['/\t/news.partner.example', null],
])('the host of %j is %j', (href, expected) => {
  expect(hostOf(href)).toBe(expected);
});

test('a host that is told is the one a browser goes to', () => {
  const part = fc.constantFrom(
    'http',
    'https',
    ':',
    '/',
    '//',
    'a.example',
    'b',
    '.',
    '-',
    '?',
    '#',
    '%41',
    ' ',
    'é',
    '&amp;',
    '\\',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const href = parts.join('');
      const host = hostOf(href);
      if (host === null) return;
      const address = href.trim().replaceAll('&amp;', '&');
      // What leads to no page, or cannot be followed at all, may have any host.
      if (!URL.canParse(address, HERE)) return;
      const { protocol, hostname } = new URL(address, HERE);
      if (/^https?:$/.test(protocol)) expect(hostname).toBe(host || new URL(HERE).hostname);
    }),
    { numRuns: 3000 },
  );
});
