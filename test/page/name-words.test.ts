import { expect, test } from '@jest/globals';
import { BYLINE, COMMENT, FIGURE, hintOfName, OUTSIDE } from '../../src/page/name-words.js';

const hintOf = (name: string): number => {
  const bytes = Buffer.from(`"${name}"footer`);
  return hintOfName(bytes, 1, bytes.indexOf('"', 1));
};

test.each<[string, string, number]>([
  ['a word', 'footer', OUTSIDE],
  ['capitals', 'FOOTER', OUTSIDE],
  ['a capital begins a word', 'siteFooter', OUTSIDE],
  ['no capital, no word', 'sitefooter', 0],
  ['several capitals are one word', 'SITEFooter', 0],
  ['parted by signs', 'site-footer_2', OUTSIDE],
  ['several names', 'wide  nav', OUTSIDE],
  ['several words', 'nav pic', OUTSIDE | FIGURE],
  ['a part of the article', 'article-footer', 0],
  ['about the source', 'source-links', BYLINE],
  ['comments', 'cmt-list', COMMENT],
  ['how many comments', 'cmt-count', 0],
  ['the article and its comments', 'article-comments', COMMENT],
  ['letters of other scripts part words', '页footer脚', OUTSIDE],
  ['none', '', 0],
  ['no letters', '12-_3', 0],
])('%s: %s', (_, name, hint) => {
  expect(hintOf(name)).toBe(hint);
});
