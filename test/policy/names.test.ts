import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

/** `publisher`, `alias:<text>`, `lookalike` or `other`; `~` after it for traditional characters. */
function matched(name: string): string {
  const match = policy.matchName(name);
  if (match.kind === 'alias') return `alias:${match.alias.text}${match.traditional ? '~' : ''}`;
  return match.kind === 'publisher' && match.traditional ? 'publisher~' : match.kind;
}

describe('matchName', () => {
  test.each([
    ['北疆新闻', 'publisher'],
    [' 北疆\u3000新闻 ', 'publisher'],
    ['北\u200b疆新闻', 'publisher'],
    ['北疆新聞', 'publisher~'],
    ['【北疆新闻】', 'publisher'],
    ['《 北疆新闻 》', 'publisher'],
    ['“北疆新闻”', 'publisher'],
    ['(北疆新闻)', 'publisher'],
    ['[【北疆新闻】]', 'publisher'],
    ['北疆新闻。', 'publisher'],
    ['北疆新闻 |', 'publisher'],
    ['：北疆新闻', 'publisher'],
    ['北疆新闻（北京）', 'publisher'],
    ['北疆新闻(内蒙古)', 'publisher'],
    ['北疆新闻（www.imline.cn）', 'publisher'],
    ['北疆新闻(https://www.imline.cn/)', 'publisher'],
    ['@北疆新闻', 'publisher'],
    ['#北疆新闻#', 'publisher'],
    ['北疆新闻→', 'publisher'],
    ['北疆新闻_', 'publisher'],
    ['“北疆新闻”微信公众号', 'alias:北疆新闻微信公众号'],
    ['微信公众号“北疆新闻”', 'alias:北疆新闻微信公众号'],
    ['公众号：【北疆新闻】', 'alias:北疆新闻公众号'],
    ['“北疆新闻周刊”公众号', 'lookalike'],
    ['北疆新闻网', 'alias:北疆新闻网'],
    ['北疆新聞網', 'alias:北疆新闻网~'],
    ['北疆新闻（客户端）', 'alias:北疆新闻客户端'],
    ['北疆新闻APP', 'alias:北疆新闻App'],
    ['北疆新闻 App', 'alias:北疆新闻App'],
    ['北疆新闻综合', 'alias:北疆新闻综合'],
    ['北疆新闻记者 张三', 'alias:北疆新闻记者×××'],
    ['北疆新闻全媒体记者张三、李四', 'alias:北疆新闻记者×××'],
    ['新疆北疆新闻中心', 'lookalike'],
    ['北疆新闻（新疆）', 'lookalike'],
    ['北疆新闻联播', 'lookalike'],
    ['大北疆新闻', 'lookalike'],
    ['北疆新闻周刊', 'lookalike'],
    ['北疆新闻(example.com)', 'lookalike'],
    ['北疆新闻(www.imline.cn.example.com)', 'lookalike'],
    ['【北疆】新闻【】', 'other'],
    ['（北疆新闻', 'publisher'],
    ['北疆新闻）', 'publisher'],
    ['北疆新闻”。', 'publisher'],
    ['北疆新闻（客户端', 'lookalike'],
    ['环河晚报、北疆新闻', 'other'],
    ['北疆新闻/环河晚报', 'other'],
    ['北疆', 'other'],
    ['新京报', 'other'],
    ['', 'other'],
    ['（）', 'other'],
  ])('%j is %s', (name, expected) => {
    expect(matched(name)).toBe(expected);
  });

  test('a name of a million characters is no name', () => {
    expect(matched('北疆新闻'.repeat(250_000))).toBe('other');
  });
});

describe('matchName, whatever the page does to the name', () => {
  const decoration = fc.constantFrom('', ' ', '\u3000', '\u200b', '【】', '《》', '“”', '（）', '[]', '。', '：', '|');
  const wrap = (name: string, mark: string): string =>
    mark.length === 2 ? mark[0] + name + mark[1] : mark + name + mark;

  test('decorations, blanks and invisible characters never hide it', () => {
    fc.assert(
      fc.property(fc.array(decoration, { maxLength: 4 }), (marks) => {
        return matched(marks.reduce(wrap, '北疆新闻')) === 'publisher';
      }),
    );
  });

  test('a letter more on either side always makes it another name', () => {
    const letter = fc.constantFrom(...'新大小我的在京报社周刊评论号甲乙丙AZaz09');
    fc.assert(
      fc.property(letter, fc.boolean(), (added, before) => {
        return matched(before ? `${added}北疆新闻` : `北疆新闻${added}`) === 'lookalike';
      }),
    );
  });
});

describe('matchLabel', () => {
  test.each([
    ['来源', 'preferred'],
    ['来 源', 'preferred'],
    ['【来源】', 'preferred'],
    ['来源：', 'preferred'],
    ['來源', 'traditional'],
    ['转自', 'accepted'],
    ['轉自', 'accepted'],
    ['稿源', 'accepted'],
    ['source', 'accepted'],
    ['作者', 'other'],
    ['图片来源', 'other'],
    ['', 'other'],
  ])('%j is %s', (label, expected) => {
    expect(policy.matchLabel(label)).toBe(expected);
  });
});

describe('isVague', () => {
  test.each([
    ['网络', true],
    ['網絡', true],
    ['互联网', true],
    ['综合', true],
    ['网络整理', true],
    ['综合自网络', true],
    ['自媒体综合', true],
    ['网络等', true],
    ['网络，如有侵权请联系删除', true],
    ['（网络）', true],
    ['未知', true],
    ['北疆新闻', false],
    ['北疆新闻综合', false],
    ['新网络时报', false],
    ['参考消息', false],
    ['本站', false],
    ['', false],
  ])('%j: %s', (name, expected) => {
    expect(policy.isVague(name)).toBe(expected);
  });

  test('a long run of vague words ends at once', () => {
    expect(policy.isVague(`${'网络'.repeat(100_000)}x`)).toBe(false);
  });
});

describe('isNotice', () => {
  test.each([
    ['the clause as printed', '一、凡本站中注明“来源:北疆新闻”的所有文字、图片和音视频', true],
    ['other quotation marks and colons', '凡本站中注明"来源：北疆新闻"的所有文字', true],
    ['blanks between the letters', '凡 来 源 非 北 疆 新 闻 的新闻（作品）', true],
    ['traditional characters', '北疆新聞版權所有', true],
    ['a credit', '来源：北疆新闻', false],
    ['a sentence about the publisher', '记者从北疆新闻获悉', false],
  ])('%s', (_, text, expected) => {
    expect(policy.isNotice(text)).toBe(expected);
  });
});
