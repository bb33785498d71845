/** Lines that open something that is no longer the article: readers' comments, other articles, the site's footer. */
import type { Block } from './blocks.js';

/** Matches such a line. */
export const BARRIER =
  /^(?:[\s【[（(|◆■▎>》]*)(?:(?:网友|读者|最新|热门|全部|精彩|精选|我要|发表|用户|写|神)?(?:评论|跟帖|留言|回复)(?:区|列表)?(?:[\s(（:：\d]|$)|(?:我来)?说两句|发表看法|网友热议|\d{1,4} ?[楼#](?:[\s:：]|$)|(?:相关|延伸|扩展|拓展|推荐|更多|热门|精彩|热点|最新|同类|随机|猜你|猜您|为您|为你|你可能|您可能|今日|图片|编辑|本网|本类|精选|频道)(?:阅读|新闻|文章|推荐|内容|资讯|报道|喜欢|感兴趣|看点|专题|链接|图集|视频|排行|头条|导读|精选)|大家[都还]在[搜看]|往期(?:回顾|精彩|推荐)|近期热点|最近更新|作者(?:最新|其他)文章|热文推荐|看了又看|友情链接|上一[篇条]|下一[篇条]|阅读排行|点击排行|排行榜|24小时|热搜|分享到|网站地图|关于我们|联系我们|返回(?:首页|顶部)|(?:[Rr]elated|[Rr]ecommended) (?:[Pp]osts|[Aa]rticles|[Nn]ews|[Ss]tories)|[Yy]ou [Mm]ay [Aa]lso [Ll]ike)/;

/** Of these, the lines by which one goes on from the article, and its buttons: they open no list. */
const TURNING = /^[\s【[（(|◆■▎>》]*(?:上一[篇条]|下一[篇条]|分享到|返回(?:首页|顶部)|(?:我来)?说两句)/;

export const isTurning = (block: Pick<Block, 'text'>): boolean => TURNING.test(block.text);

/** What a line that `BARRIER` finds begins with, once its ornaments are gone. */
export const BARRIER_STARTS: ReadonlySet<string> = new Set(
  '网读最热全精我发用写神评跟留回说相延扩拓推更近往同随猜为你您大看今图编本频作友上下阅点排分关联返RrYy0123456789',
);

/** A line of another start need not be decoded to be known for none. Ornaments and rare characters are no such start. */
export function isBarrier(block: Pick<Block, 'firstUnit' | 'text'>): boolean {
  const { firstUnit } = block;
  const isPlain =
    (firstUnit >= 0x4e00 && firstUnit <= 0x9fff) ||
    (firstUnit >= 0x30 && firstUnit <= 0x39) ||
    ((firstUnit | 0x20) >= 0x61 && (firstUnit | 0x20) <= 0x7a);
  return (!isPlain || BARRIER_STARTS.has(String.fromCharCode(firstUnit))) && BARRIER.test(block.text);
}
