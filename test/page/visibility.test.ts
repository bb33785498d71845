import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const LONG = '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里看病、赶集。';

/** Whether the line that says 来源 is seen. */
function isSeen(line: string, head = ''): boolean {
  const page = readPage(
    `<!DOCTYPE html><title>班车</title>${head}<h1>草原新村通了班车</h1>${line}<p>${LONG}</p><p>${LONG}</p><p>${LONG}</p>`,
  );
  return page.blocks.some(({ visible, text }) => visible && text.includes('来源'));
}

const styled = (style: string): string => `<p style="${style}">来源：甲报</p>`;
const ruled = (css: string, line = '<p class="s">来源：甲报</p>'): [string, string] => [line, `<style>${css}</style>`];

test.each([
  'display:none',
  'DISPLAY : None ;',
  'display:/**/none',
  'd\\69splay:none',
  'display:none!important',
  'visibility:hidden',
  'visibility:collapse',
  'opacity:0',
  'opacity:0.01',
  'opacity:2%',
  'filter:opacity(0)',
  'content-visibility:hidden',
  'zoom:0',
  'font-size:0',
  'font-size:1px',
  'font:0/0 a',
  'color:transparent',
  'color:rgba(0,0,0,0)',
  'color:rgb(0 0 0 / 0%)',
  'color:#12345600',
  'color:#fff;background:#ffffff',
  'background-color:rgb(255, 255, 255);color:white',
  'height:0;overflow:hidden',
  'max-height:0;overflow:hidden',
  'transform:scale(0)',
  'transform:scaleY(0.0)',
  'transform:scale(1, 0)',
  'transform:translateX(-9999px)',
  'transform:translate3d(0,-9999px,0)',
  'transform:translateX(-100vw)',
  'text-indent:-9999px',
  'position:absolute;left:-9999px',
  'clip-path:inset(50%)',
  'position:absolute;clip:rect(0,0,0,0)',
])('hidden by the style “%s”', (style) => {
  expect(isSeen(styled(style))).toBe(false);
});

test.each([
  'display:block',
  'opacity:.6',
  'opacity:60%',
  'font-size:10px',
  'font-size:1.2em',
  'zoom:1',
  'filter:opacity(1)',
  'color:rgb(0,0,0)',
  'color:rgba(0,0,0,.5)',
  'color:#ffffff',
  'color:#fff;background:#333',
  'color:#fff;background:#fff url(sky.jpg)',
  'color:transparent;-webkit-background-clip:text;background:linear-gradient(red,blue)',
  'color:transparent;text-shadow:0 0 0 #333',
  'height:0',
  'transform:scale(0.5)',
  'transform:scale3d(1,1,0)',
  'transform:translateY(-100%)',
  'transform:translate3d(0,0,-1000px)',
])('shown with the style “%s”', (style) => {
  expect(isSeen(styled(style))).toBe(true);
});

test.each([
  ['a closed dialog', '<dialog>来源：甲报</dialog>', false],
  ['an open dialog', '<dialog open>来源：甲报</dialog>', true],
  ['a field to copy from', '<textarea>来源：甲报</textarea>', false],
  ['a choice', '<select><option>来源：甲报</option></select>', false],
  ['until somebody searches', '<p hidden="until-found">来源：甲报</p>', false],
  ['a size of its own', '<p style="font-size:0"><span style="font:12px/20px arial">来源：甲报</span></p>', true],
  ['a part of no size', '<p style="font-size:0"><span style="font:bold 2em/1 arial">来源：甲报</span></p>', false],
  ['a colour of its own', '<p style="color:transparent"><span style="color:red">来源：甲报</span></p>', true],
  ['the colour of links', '<p style="color:transparent"><a href="/1">来源：甲报</a></p>', true],
  ['a link without colour', '<p><a href="/1" style="color:transparent">来源：甲报</a></p>', false],
])('%s', (_, line, seen) => {
  expect(isSeen(line)).toBe(seen);
});

test.each([
  ['.s{display:none}', false],
  ['@media screen{.s{display:none}}', false],
  ['@media all and (min-width:1px){.s{display:none}}', false],
  ['@media (min-width: 320px){.s{display:none}}', false],
  ['@media screen and (max-width:9999px){.s{display:none}}', false],
  ['@media (max-width:600px){.s{display:none}}', true],
  ['@media screen and (min-width:1200px){.s{display:none}}', true],
  ['@media print{.s{display:none}}', true],
  ['@supports (display:grid){.s{display:none}}', false],
  ['@supports not (display:grid){.s{display:none}}', true],
  ['.s{zoom:0}', false],
  ['.s{filter:opacity(0)}', false],
  ['.s{font-size:1px}', false],
  ['.s{opacity:.01}', false],
  ['.s{opacity:3%}', false],
  ['.s{opacity:5.5%}', true],
  ['.s{font-size:.9px}', false],
  ['.s{transform:translateX(-9999px)}', false],
  ['.s{transform:scaleX(0)}', false],
  ['.l{color:red;.s{display:none}}', true],
  ['.s{.l{color:red}display:none}', false],
  ['.s{.l{display:none}}', true],
  ['.s{display:none;.l{display:block}}', false],
  ['.s{font-size:0} p.s{font:12px/20px arial}', true],
  ['.s{font-size:0} p.s{font:italic bold .9rem "a b"}', true],
  ['.s{font-size:0} p.s{font:small-caps 400 large serif}', true],
  ['.s{font-size:0} p.s{font:menu}', true],
  ['.s{font-size:0} p.s{font:inherit}', false],
  ['.s{font-size:0} p.s{font:0/0 a}', false],
  ['.s{font:bold 0/1.5 a} p.s{font-size:1rem}', true],
  ['.s{opacity:0;animation:f 1s forwards}', true],
  ['.s{opacity:0;-webkit-animation-name:f}', true],
  ['.s{visibility:hidden;animation:f 0s 1s forwards}', true],
  ['.s{transform:translateX(-100vw);animation:f 1s forwards}', true],
  ['.s{opacity:0} p.s{opacity:0;animation:f 1s forwards}', true],
  ['.s{opacity:0;animation:none}', false],
  ['.s{opacity:0;animation:f 1s;animation:none}', false],
  ['.s{opacity:0!important;animation:f 1s forwards}', false],
  ['.s{display:none;animation:f 1s forwards}', false],
  ['.s{opacity:0;transition:opacity 1s}', false],
  // Which of a hundred rules colours a text is not followed.
  ['.s{color:transparent}', true],
  ['.s{display:none} p.s{display:block}', true],
])('the sheet “%s” shows it: %s', (css, seen) => {
  expect(isSeen(...ruled(css))).toBe(seen);
});

test.each([
  ['', false],
  ['type=""', false],
  ['type="Text/CSS"', false],
  ['media="screen"', false],
  ['media="print"', true],
  ['type="text/template"', true],
  ['type="text/less"', true],
])('a sheet in <style %s> shows what it hides: %s', (attributes, seen) => {
  expect(isSeen('<p class="s">来源：甲报</p>', `<style ${attributes}>.s{display:none}</style>`)).toBe(seen);
});
