import { describe, expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const LONG = '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里看病、赶集。';

/** Whether the line that says 来源 is seen. */
function isSeen(css: string, line = '<p class="t i on">来源：甲报</p>'): boolean {
  const page = readPage(
    `<!DOCTYPE html><title>班车</title><style>${css}</style><h1>草原新村通了班车</h1><div class="open">${line}</div><p>${LONG}</p><p>${LONG}</p>`,
  );
  return page.blocks.some(({ visible, text }) => visible && text.includes('来源'));
}

describe('what clips or moves away is undone by', () => {
  test.each([
    ['a height', '.i{height:0;overflow:hidden}.i{height:auto}'],
    ['a height in pixels', '.i{height:0;overflow:hidden}.i{height:20px}'],
    ['no greatest height', '.i{max-height:0;overflow:hidden}.open .i{max-height:none}'],
    ['an overflow that is seen', '.i{max-height:0;overflow:hidden}.i.on{overflow:visible}'],
    ['a width', '.i{width:0;overflow:hidden}.i.on{width:100%}'],
    ['an indent', '.t{text-indent:-9999px}.i{text-indent:0}'],
    ['a distance', '.i{position:absolute;left:-9999px}.i.on{left:0}'],
    ['a distance of less', '.i{position:absolute;left:-9999px}.i.on{left:-15px}'],
    ['all distances', '.i{position:absolute;left:-9999px}.i.on{inset:0 auto}'],
    ['a place in the flow', '.i{position:absolute;left:-9999px}.i.on{position:static}'],
    ['a margin', '.i{margin-left:-9999px}.i.on{margin-left:auto}'],
    ['all margins', '.i{margin-left:-9999px}.i.on{margin:0 auto}'],
    ['no clip', '.i{position:absolute;clip:rect(0,0,0,0)}.i.on{clip:auto}'],
    ['no clipping path', '.i{clip-path:inset(50%)}.i.on{clip-path:none}'],
    ['a scale', '.i{transform:scale(0)}.i.on{transform:scale(1)}'],
    ['no transform', '.i{transform:translateX(-9999px)}.i.on{transform:none}'],
    ['a zoom', '.i{zoom:0}.i.on{zoom:1}'],
    ['a rule of more weight', '.i.on{height:auto}.i{height:0;overflow:hidden}'],
    ['an important rule', '.i{height:auto!important}.i.on{height:0;overflow:hidden}'],
    ['a rule with no names', 'p{position:static!important}.i{position:absolute;left:-9999px}'],
    ['a rule of another sheet', '.i{height:0;overflow:hidden}</style><style>.i{height:auto}'],
    ['a later declaration', '.i{height:0;overflow:hidden;height:auto}'],
  ])('%s', (_, css) => {
    expect(isSeen(css)).toBe(true);
  });

  test('a style of its own', () => {
    expect(isSeen('.i{height:0;overflow:hidden}', '<p class="i" style="height:auto">来源：甲报</p>')).toBe(true);
  });

  test('an important rule over a style of its own', () => {
    const line = '<p class="i" style="height:0;overflow:hidden">来源：甲报</p>';
    expect(isSeen('.i{height:auto!important}', line)).toBe(true);
  });
});

describe('it is not undone by', () => {
  test.each([
    ['a rule of less weight', '.i.on{height:0;overflow:hidden}.i{height:auto}'],
    ['an earlier rule', '.i{height:auto}.i{height:0;overflow:hidden}'],
    ['a rule for something else', '.i{height:0;overflow:hidden}.shut .i{height:auto}'],
    ['a width where the height is nothing', '.i{height:0;overflow:hidden}.i.on{width:100%}'],
    ['another distance', '.i{position:absolute;left:-9999px}.i.on{top:0}'],
    ['another position', '.i{position:absolute;left:-9999px}.i.on{position:fixed}'],
    ['an opacity', '.i{text-indent:-9999px}.i.on{opacity:1}'],
    ['another nothing', '.i{height:0;overflow:hidden}.i.on{height:0px}'],
    ['what is less important', '.i{height:0!important;overflow:hidden}.i.on{height:auto}'],
    ['what no browser knows', '.i{height:0;overflow:hidden}.i.on{*height:auto;height:auto\\9;height:foo}'],
    ['what is not known', '.i{height:0;overflow:hidden}.i.on{height:var(--h);height:inherit}'],
    ['a rule that holds elsewhere', '.i{height:0;overflow:hidden}@media print{.i{height:auto}}'],
    ['a state', '.i{height:0;overflow:hidden}.i:hover{height:auto}'],
  ])('%s', (_, css) => {
    expect(isSeen(css)).toBe(false);
  });

  test('a style of its own that says something else', () => {
    expect(isSeen('.i{height:0;overflow:hidden}', '<p class="i" style="width:90%">来源：甲报</p>')).toBe(false);
  });
});
