import type { TextRange } from './types.js';

export interface Name extends TextRange {
  readonly kind: 'person' | 'place';
  readonly text: string;
}

/*
 * Names without a dictionary or a segmenter: people by a common surname beside a word that goes with people, places by
 * the word for what they are. This finds names where news texts introduce them (记者张三, 李四表示, 呼和浩特市) and misses
 * many others; a hit says where to look and is no proof, and the absence of hits says nothing.
 */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤乌包云';
/** Characters that follow a name and are seldom the end of one. */
const FUNCTION_WORDS = '从在向说称等和与及对就也将于到了的是把被给为表介指认告强透坦';
const NAME = `[${SURNAMES}][\\u4e00-\\u9fff](?:(?![${FUNCTION_WORDS}])[\\u4e00-\\u9fff])?`;
const BEFORE =
  '(?:记者|通讯员|作者|编辑|书记|主席|主任|市长|县长|旗长|区长|省长|厅长|局长|处长|院长|校长|教授|经理|医生|村民|居民|牧民|同志)';
const AFTER = '(?=(?:表示|介绍|指出|认为|说|称|告诉|强调|透露|坦言|同志|教授|主任|书记|先生|女士))';

const PERSON = new RegExp(`(?<=${BEFORE}[、：:]?)${NAME}|${NAME}${AFTER}`, 'g');
const PLACE = /[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|特别行政区|省|市|盟|州|县|旗|区|镇|乡|苏木|嘎查|村)/g;

/** People and places of a text, in order; they can overlap. Texts are simplified Chinese, of the length of a sentence. */
export function namesOf(text: string): Name[] {
  const found = (kind: Name['kind'], pattern: RegExp) =>
    Array.from(text.matchAll(pattern), (match): Name => {
      return { kind, text: match[0], start: match.index, end: match.index + match[0].length };
    });
  return [...found('person', PERSON), ...found('place', PLACE)].sort((a, b) => a.start - b.start);
}
