import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const entriesOf = (html: string): [name: string, value: string][] =>
  readPage(html).metadata.map(({ name, value }) => [name, value]);

test.each([
  ['a name in capitals', '<META NAME="Source" CONTENT="甲报">', [['source', '甲报']]],
  ['blanks and references around a value', '<meta name=" source " content=" 甲&amp;乙 ">', [['source', '甲&乙']]],
  ['a property where there is no name', '<meta content="x" itemprop="c" property="b">', [['b', 'x']]],
  ['a name that is empty before a property', '<meta name="" property="b" content="x">', [['', 'x']]],
  ['an itemprop where there is nothing else', '<meta itemprop="c" content="x">', [['c', 'x']]],
  ['the first of two alike', '<meta name="a" name="b" content="x" content="y">', [['a', 'x']]],
  ['an empty value', '<meta name="a" content>', [['a', '']]],
  ['a name in Chinese', '<meta name="来源" content="甲报">', [['来源', '甲报']]],
  [
    'a link',
    '<link rel="Canonical" href="https://a.example/?a=1&amp;b=2">',
    [['link:canonical', 'https://a.example/?a=1&b=2']],
  ],
  ['no value', '<meta name="a">', []],
  ['no name', '<meta charset="utf-8" content="x">', []],
  ['longer names of attributes', '<meta data-name="a" contents="x">', []],
])('metadata: %s', (_case, html, expected) => {
  expect(entriesOf(`<head>${html}</head><p>正文</p>`)).toEqual(expected);
});
