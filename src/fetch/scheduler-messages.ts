import type { Language } from '../policy/types.js';
import type { Problem } from '../problem.js';
import type { RobotsAnswer } from './robots-cache.js';

const ENGLISH = {
  disallowed: () => 'the site’s robots.txt does not allow this page to be fetched',
  robotsUnreachable: (reason: string) =>
    `the site’s robots.txt could not be read, so that nothing may be fetched: ${reason}`,
  crawlDelay: (seconds: string, cap: string) =>
    `the site’s robots.txt asks for ${seconds} s between requests, more than the limit of ${cap} s`,
  retryAfter: (seconds: string, cap: string) =>
    `the site asks not to be asked again for ${seconds} s, longer than the limit of ${cap} s`,
  throttled: (times: string) => `the site answered ${times} requests in a row with “too many requests”`,
  silent: (minutes: string) => `the site has not answered any request for ${minutes} minutes`,
};

const CHINESE: typeof ENGLISH = {
  disallowed: () => '该站点的 robots.txt 不允许抓取此页面',
  robotsUnreachable: (reason) => `无法读取该站点的 robots.txt，因此不能抓取：${reason}`,
  crawlDelay: (seconds, cap) => `该站点的 robots.txt 要求请求间隔 ${seconds} 秒，超过上限 ${cap} 秒`,
  retryAfter: (seconds, cap) => `该站点要求 ${seconds} 秒内不再访问，超过上限 ${cap} 秒`,
  throttled: (times) => `该站点连续 ${times} 次答复“请求过于频繁”`,
  silent: (minutes) => `该站点已有 ${minutes} 分钟没有应答任何请求`,
};

/** Texts for people about what the scheduler decides. */
export function schedulerMessages(language: Language): typeof ENGLISH {
  return language === 'zh' ? CHINESE : ENGLISH;
}

/** Faults of the network that would keep the page from being fetched just as well: they are named as what they are. */
const SAME_FOR_PAGE = new Set<Problem['kind']>(['dns', 'tls', 'connection', 'private-address']);

/** Why robots.txt keeps a page from being fetched; null where it does not. */
export function robotsProblem(answer: RobotsAnswer, language: Language): Problem | null {
  if (answer.allowed) return null;
  const messages = schedulerMessages(language);
  if (answer.problem === null) return { kind: 'robots', message: messages.disallowed() };
  if (SAME_FOR_PAGE.has(answer.problem.kind)) return answer.problem;
  const { status } = answer.problem;
  const message = messages.robotsUnreachable(answer.problem.message);
  return status === undefined ? { kind: 'robots', message } : { kind: 'robots', message, status };
}
