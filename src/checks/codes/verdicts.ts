import type { Localized } from '../../policy/types.js';
import type { ProblemKind } from '../../problem.js';

/** What each verdict means, in the order of the documentation. */
export const VERDICT_TEXTS: Readonly<Record<string, Localized>> = {
  violation: { zh: '违反：至少有一项 error。', en: 'At least one finding of severity error.' },
  review: {
    zh: '待人工判断：没有 error，但有一项须由人决定。',
    en: 'No error, but a person must decide something.',
  },
  compliant: { zh: '合规：检查过，没有 error，也没有 review。', en: 'Audited, with no error and nothing to review.' },
  'out-of-scope': {
    zh: '不适用：原文自己注明的来源是别家，声明对转载者没有要求。',
    en: 'The original’s own label names another publisher: the notice asks nothing.',
  },
  'not-a-repost': {
    zh: '不是转载：页面在媒体自己的网站或账号上，或者比对后没有用到它的内容。',
    en: 'The page is on the publisher’s own host or account, or was compared and reuses nothing.',
  },
  unaudited: {
    zh: '未检查：页面读不到，原因见下。既不算合规，也不算违反。',
    en: 'The page could not be read; the reasons are below. Neither compliant nor a violation.',
  },
};

/** Why a page could not be read, and what to do. */
export const PROBLEM_TEXTS: Readonly<Record<ProblemKind, Localized>> = {
  http: { zh: '网站返回错误状态（如 404、500）。', en: 'The server answered with an error status (404, 500, …).' },
  dns: { zh: '域名无法解析，请核对网址。', en: 'The host name does not resolve: check the address.' },
  tls: { zh: '证书或加密连接有问题。', en: 'The certificate or the encrypted connection failed.' },
  timeout: { zh: '等待超时，可稍后重试。', en: 'No complete answer in time: try again later.' },
  connection: { zh: '连接失败或中断。', en: 'The connection failed or broke.' },
  blocked: {
    zh: '得到的是验证码或拦截页面，请在浏览器中打开后保存，再检查保存的文件。',
    en: 'A challenge or block page came back: save the page in a browser and check the file.',
  },
  robots: { zh: '网站的 robots.txt 不允许访问。', en: 'The site’s robots.txt forbids it.' },
  redirects: { zh: '跳转次数太多或循环跳转。', en: 'Too many redirects, or a loop.' },
  'private-address': {
    zh: '网址指向内部网络；确需检查时加 --allow-private。',
    en: 'The address is on a private network; --allow-private permits it.',
  },
  'too-large': { zh: '页面超过大小上限。', en: 'The page is larger than the limit.' },
  'not-html': { zh: '不是网页（如 PDF、图片）。', en: 'Not an HTML page (a PDF, a picture, …).' },
  decode: {
    zh: '文字编码无法识别，乱码太多。',
    en: 'The text encoding could not be told: too many damaged characters.',
  },
  empty: { zh: '页面没有任何文字。', en: 'The page holds no text.' },
  'script-shell': {
    zh: '页面只是空壳，内容靠脚本加载；请在浏览器中打开后保存，再检查保存的文件。',
    en: 'A shell that scripts would fill: save the page in a browser and check the file.',
  },
  'not-found': { zh: '没有这个文件或文件夹。', en: 'There is no such file or folder.' },
  unreadable: { zh: '文件无法读取，请检查权限。', en: 'The file cannot be read: check its permissions.' },
  'invalid-target': { zh: '既不是网址，也不是文件。', en: 'Neither a URL nor a file.' },
  internal: { zh: '程序内部错误，请报告。', en: 'A bug in this program: please report it.' },
};
