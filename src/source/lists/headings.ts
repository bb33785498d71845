/** How likely a column of addresses is the one to audit, by its heading: the higher, the better. */
export const HeadingRank = {
  /** Says outright that it is the other side: the publisher's own article where reposts are to be audited. */
  OtherSide: 0,
  /** Addresses of something that goes with the page: a picture, a home page, a spare copy, a remark. */
  Beside: 1,
  Unknown: 2,
  Address: 3,
  /** Says outright that it is what is meant. */
  Meant: 4,
} as const;

export type HeadingRank = (typeof HeadingRank)[keyof typeof HeadingRank];

/** A heading longer than this is a sentence. */
const LONGEST_HEADING = 40;

const ADDRESS = /网址|链接|连接|地址|url|uri|link|href|target/i;
const REPOST =
  /(?:转载|转发|(?<!被)侵权|疑似|涉嫌)(?:页面?|网页|文章)?(?:网址|链接|连接|地址|url|link)|(?:repost|infring\w*)[ _-]?(?:url|link)/i;
const ORIGINAL =
  /原文|原稿|原始|原创|原(?:网址|链接|地址)|来源|出处|首发|被侵权|权利|正版|本网|本报|本社|我方|我社|original|source|origin(?![a-z])/i;
const BESIDE =
  /备注|备用|备份|镜像|图片|照片|配图|封面|截图|视频|附件|快照|存档|首页|主页|官网|说明|(?<![载权])网站(?:网址|链接|地址|url)|image|img|pic|photo|thumb|cover|home|backup|mirror|note|remark|comment|screenshot|archive|video|avatar|logo/i;

/** What the heading of a column promises to who is after the addresses of `side`. */
export function headingRank(heading: string, side: 'reposts' | 'originals'): HeadingRank {
  const text = heading.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (text.length > LONGEST_HEADING) return HeadingRank.Unknown;
  if (REPOST.test(text)) return side === 'reposts' ? HeadingRank.Meant : HeadingRank.OtherSide;
  if (ORIGINAL.test(text)) return side === 'originals' ? HeadingRank.Meant : HeadingRank.OtherSide;
  if (BESIDE.test(text)) return HeadingRank.Beside;
  return ADDRESS.test(text) ? HeadingRank.Address : HeadingRank.Unknown;
}

/** Whether a cell reads like the heading of a column of addresses. */
export const namesAddresses = (cell: string): boolean =>
  cell.trim().length <= LONGEST_HEADING && ADDRESS.test(cell.normalize('NFKC'));

/** Whether a cell is such a heading and nothing else, so that it cannot be the title of the whole list. */
export const isAddressHeading = (cell: string): boolean =>
  /^(?:url|uri|link|href|target|\p{Script=Han}{0,6}(?:网址|链接|地址))$/iu.test(cell.normalize('NFKC').trim());
