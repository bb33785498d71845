import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const isSeen = (link: string, css = ''): boolean =>
  readPage(`<style>${css}</style><p>来源：甲报${link}</p>`).links[0].visible;

test.each([
  ['text', '<a href="/1">原文</a>', true],
  ['a picture', '<a href="/1"><img src="1.png"></a>', true],
  ['a drawing', '<a href="/1"><svg><path d="M0 0"/></svg></a>', true],
  ['an empty drawing', '<a href="/1"><svg></svg></a>', false],
  ['a hidden drawing', '<a href="/1"><svg style="display:none"><path d="M0 0"/></svg></a>', false],
  ['a symbol of a font', '<a href="/1"><i class="icon-link"></i></a>', true],
  ['a symbol further in', '<a href="/1"><span><i class="icon-link"></i></span></a>', true],
  ['a hidden symbol', '<a href="/1"><i class="icon-link" hidden></i></a>', false],
  ['an element without a class', '<a href="/1"><i></i></a>', false],
  ['a class and a title', '<a class="btn" title="阅读原文" href="/1"></a>', true],
  ['a class and a label', '<a class="btn" aria-label="阅读原文" href="/1"></a>', true],
  ['a class and an empty title', '<a class="btn" title=" " href="/1"></a>', false],
  ['a title alone', '<a title="阅读原文" href="/1"></a>', false],
  ['a class alone', '<a class="btn" href="/1"></a>', false],
  ['a symbol that is hidden with the link', '<a hidden href="/1"><i class="icon-link"></i></a>', false],
  ['nothing', '<a href="/1"></a>', false],
  ['nothing, beside a symbol', '<a href="/1"></a><i class="icon-link"></i>', false],
])('a link with %s', (_, link, seen) => {
  expect(isSeen(link)).toBe(seen);
});

test.each([
  ['.o:after{content:"阅读原文"}', true],
  ['p .o::before{content:"\\e600"}', true],
  ['a::after{content:"›"}', true],
  ['.o:before{content:"";background:url(1.png)}', true],
  ['.o:before{content:""}', false],
  ['.o:after{content:none}', false],
  ['.o:after{color:red}', false],
  ['.o:after{content:"原文";display:none}', false],
  ['.o:after{content:".";height:0;overflow:hidden}', false],
  ['.o:after{content:"原文"} a.o:after{content:none}', false],
  ['.other:after{content:"原文"}', false],
  ['.o:hover:after{content:"原文"}', false],
  ['.o > b:after{content:"原文"}', false],
])('a link with what “%s” puts there: %s', (css, seen) => {
  expect(isSeen('<a class="o" href="/1"></a>', css)).toBe(seen);
});
