/** What may stand behind a name that is known, and does not make it another's: the headline, the person who wrote it. */
import { foldText } from './fold.js';
import { MEDIUM } from './vocabulary.js';

/** Shorter ones are names of columns or papers. */
const HEADLINE = /^《([^《》]{6,})》$/;

/**
 * A person, by the most common family names: two or three characters behind a dash may as well be a place, and the
 * name with a place behind it somebody else's.
 */
const PERSON =
  /^ ?(?:-|[—–]{1,2}) ?[王李张刘陈杨赵周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田任姜范姚谭廖邹熊陆郝孔崔邱秦史侯邵孟段雷钱汤尹黎易乔贺赖龚][\u4e00-\u9fff]{1,2}$/;

/** Where the remark begins behind a known name; `end` where there is none. `folded` has the name at `from`. */
export function remarkStart(folded: string, from: number, end: number, names: ReadonlySet<string>): number {
  const value = folded.slice(from, end);
  const at = value.search(/ ?[-—–《]/);
  if (at < 2) return end;
  const rest = value.slice(at);
  const headline = HEADLINE.exec(rest);
  if (headline === null ? !PERSON.test(rest) : MEDIUM.test(headline[1])) return end;
  // In a name that is not known any of these may be a part of it.
  return !MEDIUM.test(rest) && names.has(foldText(value.slice(0, at))) ? from + at : end;
}

/** A number, as counters and buttons show it beside the name. */
const COUNT =
  /^ ?(?:(?:阅读|浏览|点击|访问|评论|点赞|收藏|分享|人气|热度)[量数次]{0,2} ?)?\d[\d.,]* ?[万亿kw]?\+? ?(?:$| )/i;

/**
 * Whether what an element within the name's holds is no part of a name that is known already. `isStyle`: the element
 * only styles its letters, and a reader sees one word.
 */
export function isOutsideName(name: string, piece: string, isStyle: boolean, names: ReadonlySet<string>): boolean {
  if (isStyle ? !COUNT.test(piece) : !/^ ?[\dA-Za-z\u3400-\u9fff]/.test(piece)) return false;
  return names.has(foldText(name)) && !names.has(foldText(name + piece)) && !MEDIUM.test(piece.trim());
}
