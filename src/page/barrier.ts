/** Lines that open something that is no longer the article: readers' comments, other articles, the site's footer. */
import type { Block } from './blocks.js';

/** Matches such a line. */
export const BARRIER =
  /^(?:[\s【[（(|◆■▎>》]*)(?:(?:网友|最新|热门|全部|精彩|我要|发表|用户)?(?:评论|跟帖|留言|回复)(?:区|列表)?(?:[\s(（:：\d]|$)|(?:相关|延伸|推荐|更多|热门|精彩|热点|最新|猜你|为您|大家都在|今日|图片|编辑|本网|精选|频道)(?:阅读|新闻|文章|推荐|内容|资讯|报道|喜欢|看点|专题|链接|图集|视频|排行|搜|头条|导读|精选)|友情链接|上一[篇条]|下一[篇条]|阅读排行|点击排行|排行榜|24小时|热搜|分享到|网站地图|关于我们|联系我们|返回(?:首页|顶部))/;

/** What a line that `BARRIER` finds begins with, once its ornaments are gone. */
export const BARRIER_STARTS: ReadonlySet<string> = new Set(
  '网最热全精我发用评跟留回相延推更猜为大今图编本频友上下阅点排2分关联返',
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
