/** Pages that are no page: a challenge instead of the article, a shell that only scripts would fill, nothing at all. */
import type { Page } from './types.js';

export type Obstacle = 'blocked' | 'script-shell' | 'empty';

/** Said by challenge and block pages, in the little text they have. */
const CHALLENGE =
  /访问行为存在异常|触发.{0,4}WAF|WAF.{0,4}(?:防护|拦截)|(?:安全|人机|身份|滑块|滑动|图形)验证|验证码|拖动.{0,6}滑块|环境异常|访问(?:过于|太)频繁|操作(?:过于|太)频繁|请求(?:过于|太)频繁|访问被(?:拒绝|拦截|阻断|禁止)|拒绝访问|(?:您|你)的(?:IP|访问|请求).{0,12}(?:拦截|阻断|限制|禁止|异常|封禁)|网站防火墙|创宇盾|安全狗|云锁|正在(?:进行)?(?:安全检测|检查您的浏览器)|Just a moment|Checking your browser|Attention Required|Verify(?:ing)? you are (?:a )?human|Enable JavaScript and cookies|DDoS protection|Access (?:to this page has been )?denied|Request blocked|unusual traffic|captcha/i;
const LOADING =
  /(?:正在|页面|内容|数据)?(?:努力)?加载中?|正在载入|Loading|请稍[候后等]|请(?:先)?(?:开启|启用|打开)\s*JavaScript|enable JavaScript|需要\s*JavaScript/i;

/** More text than this is an article, whatever words are in it. */
const CHALLENGE_LENGTH = 600;
/** Of these, in lines that read like an article's. */
const CHALLENGE_BODY = 200;
const SHELL_LENGTH = 40;

/** More source text in visible lines than any challenge page or shell has. */
function hasArticle(page: Page): boolean {
  let length = 0;
  for (const block of page.blocks) {
    if (block.visible && block.zone === 'body') length += block.spanLength;
    if (length > 2 * CHALLENGE_LENGTH) return true;
  }
  return false;
}

/** Letters in the visible lines of the body. Those of other lines, menus mostly, need not be read for it. */
function bodyLength(page: Page): number {
  let length = 0;
  for (const block of page.blocks) if (block.visible && block.zone === 'body') length += block.text.length;
  return length;
}

/** What forms for comments ask for, too. */
const CAPTCHA = /(?:图形|图片|安全)?验证码|captcha/gi;

/**
 * Whether no more is said of challenges than a form for comments does: behind an article with a headline and a credit
 * or date, which challenge pages have not.
 */
function hasCaptchaOfComments(page: Page): boolean {
  if (page.titleSpan === null || CHALLENGE.test(page.title) || CHALLENGE.test(page.documentTitle)) return false;
  const isCredited = page.credits.some(
    ({ kind, visible, zone, name }) => kind === 'article' && visible && zone !== 'outside' && name !== '',
  );
  if (!isCredited && page.published === null) return false;
  let article = 0;
  for (const { visible, text, zone } of page.blocks) {
    if (!visible) continue;
    if (!CHALLENGE.test(text)) article += zone === 'body' ? text.length : 0;
    else if (article < SHELL_LENGTH || CHALLENGE.test(text.replace(CAPTCHA, ''))) return false;
  }
  return true;
}

/** What keeps a page from being read, or null. Never decides on a page that has an article's worth of text. */
export function findObstacle(page: Page): Obstacle | null {
  if (hasArticle(page)) return null;
  const body = bodyLength(page);
  if (body >= CHALLENGE_BODY) return null;
  const texts = page.blocks.filter(({ visible }) => visible).map(({ text }) => text);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const said = texts.join('\n');
  const saysChallenge = length <= CHALLENGE_LENGTH && (CHALLENGE.test(said) || CHALLENGE.test(page.documentTitle));
  if (saysChallenge && !hasCaptchaOfComments(page)) return 'blocked';
  if (body >= 2 * SHELL_LENGTH) return null;
  const hasScript = /<script\b/i.test(page.html);
  const credited = page.credits.some(
    ({ kind, visible, label, name }) =>
      kind === 'article' && visible && label !== null && name !== '' && !LOADING.test(name),
  );
  if (length === 0) return hasScript ? 'script-shell' : 'empty';
  if (!hasScript || credited) return null;
  if (texts.some((text) => text.length < 40 && LOADING.test(text))) return 'script-shell';
  return length < SHELL_LENGTH && body === 0 && page.media.length === 0 ? 'script-shell' : null;
}
