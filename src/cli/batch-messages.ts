import type { Language } from '../policy/types.js';
import { grouped } from '../report/messages/grouped.js';
import { messagesIn } from './messages.js';
import { resumeCommand } from './resume-command.js';

/** A number with what it counts. */
const count = (number: number, one: string, many: string): string => `${grouped(number)} ${number === 1 ? one : many}`;
const pages = (number: number): string => count(number, 'page', 'pages');

/** Texts of `batch`, `report` and `diff`. */
const ENGLISH = {
  batchSummary: 'check a list of URLs: polite, resumable, with the results in an audit folder',
  reportSummary: 'show the results of an audit again, in any format',
  diffSummary: 'compare two audits: newly violating, mended, newly unreachable, …',
  list: 'text, CSV, TSV, XLSX, JSON, NDJSON, sitemap or feed; a file, a URL, or - for standard input',
  audit: 'folder of an audit',
  earlier: 'folder of the earlier audit',
  later: 'folder of the later audit',
  out: 'folder for the audit; default: beside you, named after the list and the time',
  resume: 'go on with an interrupted audit, or check parts of it again (--only, --since)',
  originals: 'index of the publisher’s articles, in which the original of each page is looked up',
  column: 'column with the URLs: heading or number; default: found by content',
  sheet: 'worksheet of an XLSX file; default: the first one with URLs',
  concurrency: 'requests under way at a time, over all hosts',
  delay: 'milliseconds between two requests to one host',
  connections: 'requests under way at a time to one host',
  host: 'other politeness for some hosts, repeatable: "*.example.com=2000/1" is 2000 ms and 1 connection',
  ignoreRobots: 'do not heed robots.txt; needs --reason',
  reason: 'why robots.txt is not heeded; recorded in the audit',
  attempts: 'attempts for one page, where a failure may pass',
  maxCrawlDelay: 'seconds: hosts whose robots.txt asks for more are left out',
  maxRetryAfter: 'seconds: hosts that ask for a longer wait are left out in this run',
  workers: 'threads that check pages; default: one for each core',
  limit: 'only the first n lines of the list',
  sample: 'only n lines of the list, drawn at random',
  seed: 'number that decides which; the same seed draws the same lines',
  only: 'with --resume: check pages with these verdicts again, for instance unaudited,violation',
  since: 'date: of a list, only entries changed since; with --resume, check again what was not checked since',
  unordered: 'results as they are ready, not in the order of the list',
  listOrResume: 'name a list, or an audit to go on with: --resume <folder>',
  listAndResume: 'a list cannot be added to an audit: leave the list out, or --resume',
  reasonMissing: '--ignore-robots needs --reason "…": it is recorded in the audit',
  reasonAlone: '--reason is only for --ignore-robots',
  badHost: (value: string) => `--host: "${value}" is not like "*.example.com=2000" or "*.example.com=2000/1"`,
  badDate: (option: string, value: string) => `${option}: "${value}" is not a date like 2026-01-31`,
  notWhole: messagesIn('en').notWhole,
  onlyNeedsResume: '--only checks parts of an audit again: use it with --resume <folder>',
  notWithResume: (option: string) =>
    `${option} is for a new audit: with --resume, the list and the folder are those of the audit`,
  otherPolicy: (recorded: string, asked: string) =>
    `the audit was begun under ${recorded}: it cannot go on under ${asked}, its results would be mixed; start a new audit`,
  policiesDiffer: (earlier: string, later: string) =>
    `The audits were made under different policies (earlier: ${earlier}; later: ${later}): a difference need not be a change of the page.`,
  originalsOnly: (option: string) =>
    `batch does not take ${option}: put the publisher's articles into an index (reprintlint originals add …) and name it with --originals <folder>`,
  listGone: (list: string) =>
    `the audit was interrupted while its list was read, and the list came from ${list}: start again`,
  emptyList: 'the list has no lines to check',
  sinceIgnored: 'the list gives no dates: --since has no effect, all entries are checked',
  reading: (lines: string) => `reading the list: ${count(Number(lines), 'line', 'lines')}`,
  plan: (targets: number, pending: number, hosts: number) =>
    `${count(targets, 'line', 'lines')}, ${pages(pending)} to check on ${count(hosts, 'host', 'hosts')}`,
  planInvalid: (lines: number) =>
    lines === 1
      ? '1 line has no web address that can be checked; it is reported as unaudited'
      : `${grouped(lines)} lines have no web address that can be checked; they are reported as unaudited`,
  planDone: (done: number) => `${count(done, 'page is', 'pages are')} done already`,
  planBound: (time: string, host: string, pending: number, delay: number) =>
    `at least ${time}: ${host} has ${pages(pending)}, one every ${delay} ms (see --delay and --host)`,
  auditAt: (folder: string) => `results are kept in ${folder}`,
  readingInterrupted: 'reading of the list stopped',
  nothingKept: 'the list came from standard input: nothing was kept, start again',
  interrupting: 'finishing what is under way … (Ctrl-C again to stop at once)',
  interrupted: (done: number, waiting: number) => `interrupted: ${pages(done)} done, ${grouped(waiting)} waiting`,
  resumeWith: (folder: string) => `go on with: ${resumeCommand(folder)}`,
  outage: {
    'no-address': 'no network: this machine has no network address',
    'no-name-server': 'no network: name servers do not answer',
  },
  pausedFor: (outage: string) =>
    `${outage}. Paused, nothing is lost; goes on by itself when the network is back (Ctrl-C: end now, resume later)`,
  networkBack: 'the network is back: going on',
  outageLasts: (outage: string, time: string) => `${outage} for ${time}: this run ends here`,
  finished: (time: string, rate: string) => `done in ${time}, ${rate} pages a second`,
  nothingToDo: 'every page was done already',
  lines: (lines: number) => count(lines, 'line', 'lines'),
  waiting: 'waiting',
  notModified: (kept: number) => `${pages(kept)} had not changed (304)`,
  left: 'left',
  perSecond: '/s',
  slowest: 'slowest',
  hintThrottled: (requests: number) =>
    `${count(requests, 'request was', 'requests were')} refused as too many (429): a larger --delay, or --host for some hosts, would help`,
  hintRobots: (refused: number) =>
    `${count(refused, 'page is', 'pages are')} not to be fetched by robots.txt; with good reason: --ignore-robots --reason "…"`,
  hintTimeout: (late: number) =>
    `${pages(late)} took too long: a larger --timeout, then --resume with --only unaudited`,
  hintNetwork: (failed: number) =>
    `${pages(failed)} failed in the network: check the connection, then --resume with --only unaudited`,
  hintPrivate: (refused: number) =>
    `${count(refused, 'page is on a private address, which is', 'pages are on private addresses, which are')} refused: --allow-private`,
  change: {
    violating: 'newly violating',
    mended: 'mended',
    unreachable: 'newly unreachable',
    reachable: 'reachable again',
    changed: 'changed otherwise',
    added: 'only in the later audit',
    removed: 'only in the earlier audit',
    waiting: 'waiting',
    unchanged: 'unchanged',
  },
  diffFormat: 'text or ndjson',
  diffAll: 'also list pages that are unchanged, or wait in an unfinished audit',
};

const CHINESE: typeof ENGLISH = {
  batchSummary: '批量检查清单里的网址：礼貌抓取、可随时续跑，结果存入检查记录文件夹',
  reportSummary: '把已有检查记录按任意格式重新输出',
  diffSummary: '比较两次检查：新增违规、已改正、新近无法访问等',
  list: '文本、CSV、TSV、XLSX、JSON、NDJSON、站点地图或订阅源；文件、网址，或用 - 表示标准输入',
  audit: '检查记录文件夹',
  earlier: '较早的检查记录文件夹',
  later: '较晚的检查记录文件夹',
  out: '存放检查记录的文件夹；默认在当前目录，按清单名和时间命名',
  resume: '继续中断的检查，或重新检查其中一部分（配合 --only、--since）',
  originals: '原文索引（本媒体文章库）的文件夹，逐页从中查找原文',
  column: '网址所在的列：列名或序号；默认按内容识别',
  sheet: 'XLSX 的工作表；默认取第一个含网址的表',
  concurrency: '同时进行的请求总数',
  delay: '对同一主机两次请求之间的毫秒数',
  connections: '对同一主机同时进行的请求数',
  host: '对部分主机另设间隔，可重复："*.example.com=2000/1" 表示 2000 毫秒、1 个连接',
  ignoreRobots: '不遵守 robots.txt；必须同时写 --reason',
  reason: '不遵守 robots.txt 的理由，会写入检查记录',
  attempts: '可能恢复的失败，每个页面最多尝试的次数',
  maxCrawlDelay: '秒：robots.txt 要求的间隔超过此值的主机不抓取',
  maxRetryAfter: '秒：要求等待更久的主机本次不再抓取',
  workers: '检查页面的线程数；默认每核一个',
  limit: '只取清单的前 n 行',
  sample: '从清单中随机抽取 n 行',
  seed: '抽样种子；种子相同，抽到的行也相同',
  only: '配合 --resume：重新检查这些结论的页面，如 unaudited,violation',
  since: '日期：清单中只取此后有改动的条目；配合 --resume 时，重新检查此后未检查过的页面',
  unordered: '结果先出先报，不按清单顺序',
  listOrResume: '请给出清单，或用 --resume 文件夹 继续已有的检查',
  listAndResume: '不能给已有的检查追加清单：请去掉清单或 --resume',
  reasonMissing: '使用 --ignore-robots 时必须写明 --reason "……"，理由会写入检查记录',
  reasonAlone: '--reason 只能与 --ignore-robots 一起使用',
  badHost: (value) => `--host：“${value}”的写法不对，应如 "*.example.com=2000" 或 "*.example.com=2000/1"`,
  badDate: (option, value) => `${option}：“${value}”不是日期，应如 2026-01-31`,
  notWhole: messagesIn('zh').notWhole,
  onlyNeedsResume: '--only 用于重新检查已有记录的一部分，请与 --resume 文件夹 一起使用',
  notWithResume: (option) => `${option} 只用于新的检查：用 --resume 继续时，清单和文件夹以原来的检查为准`,
  otherPolicy: (recorded, asked) =>
    `这次检查开始时用的规则是 ${recorded}，不能改用 ${asked} 继续，否则结果会混在一起；请另外新建一次检查`,
  policiesDiffer: (earlier, later) =>
    `注意：两次检查所用的规则不同（较早：${earlier}；较晚：${later}），以下差异未必是页面本身有了变化。`,
  originalsOnly: (option) =>
    `batch 不支持 ${option}：请先用 reprintlint originals add … 把本媒体的文章建成原文索引，再用 --originals <文件夹> 指定`,
  listGone: (list) => `上次在读取清单时中断，而清单来自 ${list}，无法续读，请重新开始`,
  emptyList: '清单里没有要检查的行',
  sinceIgnored: '清单里没有日期，--since 不起作用，全部条目都会检查',
  reading: (lines) => `正在读取清单：${grouped(Number(lines))} 行`,
  plan: (targets, pending, hosts) =>
    `共 ${grouped(targets)} 行，要检查 ${grouped(pending)} 个页面，分布在 ${grouped(hosts)} 台主机上`,
  planInvalid: (lines) => `其中 ${grouped(lines)} 行没有可以检查的网址，将列为“未检查”`,
  planDone: (done) => `已有 ${grouped(done)} 个页面检查完毕`,
  planBound: (time, host, pending, delay) =>
    `至少需要 ${time}：${host} 有 ${grouped(pending)} 个页面，每 ${delay} 毫秒一个（可用 --delay、--host 调整）`,
  auditAt: (folder) => `结果保存在 ${folder}`,
  readingInterrupted: '已停止读取清单',
  nothingKept: '清单来自标准输入，没有保存任何内容，请重新开始',
  interrupting: '正在完成手头的页面……（再按一次 Ctrl-C 立即停止）',
  interrupted: (done, waiting) => `已中断：完成 ${grouped(done)} 个页面，还有 ${grouped(waiting)} 个待检查`,
  resumeWith: (folder) => `继续检查：${resumeCommand(folder)}`,
  outage: {
    'no-address': '网络不通：本机没有网络地址',
    'no-name-server': '网络不通：域名服务器没有应答',
  },
  pausedFor: (outage) => `${outage}。已暂停，进度不受影响；网络恢复后自动继续（按 Ctrl-C 可先结束，以后续跑）`,
  networkBack: '网络已恢复，继续检查',
  outageLasts: (outage, time) => `${outage}，已持续 ${time}，本次运行到此为止`,
  finished: (time, rate) => `用时 ${time}，每秒 ${rate} 个页面`,
  nothingToDo: '所有页面此前都已检查完毕',
  lines: (lines) => `共 ${grouped(lines)} 行`,
  waiting: '待检查',
  notModified: (kept) => `${grouped(kept)} 个页面没有变化（304）`,
  left: '剩余',
  perSecond: ' 页/秒',
  slowest: '最慢',
  hintThrottled: (requests) =>
    `有 ${grouped(requests)} 次请求因过于频繁被拒（429）：请加大 --delay，或用 --host 单独设置某些主机`,
  hintRobots: (refused) =>
    `有 ${grouped(refused)} 个页面被 robots.txt 禁止抓取；确有理由时可用 --ignore-robots --reason "……"`,
  hintTimeout: (late) => `有 ${grouped(late)} 个页面超时：可加大 --timeout，再用 --resume 加 --only unaudited 补查`,
  hintNetwork: (failed) =>
    `有 ${grouped(failed)} 个页面因网络故障未能读取：请检查网络，再用 --resume 加 --only unaudited 补查`,
  hintPrivate: (refused) => `有 ${grouped(refused)} 个页面位于内网地址，已拒绝访问；确需访问请用 --allow-private`,
  change: {
    violating: '新增违规',
    mended: '已改正',
    unreachable: '新近无法访问',
    reachable: '恢复访问',
    changed: '其他变化',
    added: '仅在较晚的检查中',
    removed: '仅在较早的检查中',
    waiting: '待检查',
    unchanged: '没有变化',
  },
  diffFormat: 'text 或 ndjson',
  diffAll: '没有变化和待检查的页面也列出',
};

export type BatchMessages = typeof ENGLISH;

export const batchMessagesIn = (language: Language): BatchMessages => (language === 'zh' ? CHINESE : ENGLISH);

const VERDICT_NAMES = {
  zh: {
    violation: '违规',
    review: '待人工判断',
    compliant: '合规',
    'out-of-scope': '不适用',
    'not-a-repost': '非转载',
    unaudited: '未检查',
  },
  en: {
    violation: 'violation',
    review: 'review',
    compliant: 'compliant',
    'out-of-scope': 'out of scope',
    'not-a-repost': 'not a repost',
    unaudited: 'unaudited',
  },
} as const;

/** Short names of the verdicts, for lines of progress and sums. */
export const verdictNames = (language: Language): (typeof VERDICT_NAMES)[Language] => VERDICT_NAMES[language];

/** A span of time in two units at most: `2 h 5 min`, `11 天 14 小时`. */
export function showDuration(milliseconds: number, language: Language): string {
  const units =
    language === 'zh'
      ? ([
          ['天', 86_400],
          ['小时', 3600],
          ['分', 60],
          ['秒', 1],
        ] as const)
      : ([
          ['d', 86_400],
          ['h', 3600],
          ['min', 60],
          ['s', 1],
        ] as const);
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} ${units[3][0]}`;
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [name, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count} ${name}`);
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(' ');
}
