import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const isVisible = (content: string): boolean => readPage(`<p>来源：<a href="/a">${content}</a></p>`).links[0].visible;

test.each([
  '',
  '&nbsp;',
  '&#8203;',
  '&zwnj;',
  '&shy;',
  '&#x3164;',
  '&#x2800;',
  '\u200b\u2060\ufeff',
  '<span hidden>原文</span>',
  '<img src="/1.gif" width="0" height="0">',
  '<img src="/1.gif" width="1" height="1">',
  '<img src="/1.gif" height="1px">',
  '<img src="/1.gif" style="width:0">',
  '<img src="/1.gif" style="border:0; height: 1px !important">',
  '<img src="/1.gif" width="20" style="width:0px">',
  '<img>',
  '<img src="" alt="">',
  '<picture><source srcset="/1.webp"><img width="1"></picture>',
])('a link around %j cannot be clicked', (content) => {
  expect(isVisible(content)).toBe(false);
});

test.each([
  '原文',
  '&#8203;原文',
  '→',
  '…',
  '<b>↗</b>',
  '<img src="/1.gif">',
  '<img src="/1.gif" width="16" height="16">',
  '<img src="/1.gif" width="100%">',
  '<img src="/1.gif" width="1" style="width:16px" height="16">',
  '<img src="/1.gif" style="width:1em">',
  '<img src="/1.gif" style="max-width:100%;border-width:0">',
  '<img src="/1.gif" style="width:0;min-width:100%">',
  '<img data-src="/1.gif">',
  '<img data-original="/1.gif">',
  '<img srcset="/1.gif 2x">',
  '<img alt="原文">',
  '<picture><source srcset="/1.webp"><img></picture>',
])('a link around %j can', (content) => {
  expect(isVisible(content)).toBe(true);
});
