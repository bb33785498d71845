import type { Language } from '../policy/types.js';

/** Texts of help and of messages for people, by language. */
const ENGLISH = {
  description: 'Tells whether web pages that reprint a publisher keep the terms of its notice.',
  checkSummary: 'check pages: URLs, files, folders, globs, - for standard input (the default command)',
  inspectSummary: 'show what the program saw: title, source, every credit candidate, links',
  explainSummary: 'what a code means, its clause, how to mend it, a good and a bad example',
  policiesSummary: 'list the policies that ship, or validate one of yours: policies check <file>',
  targets: 'URLs, files, folders, globs, - for standard input',
  code: 'a code such as credit-missing; without one, all of them are listed',
  format: 'output format, repeatable: text, json, ndjson, sarif, junit, github, gitlab, markdown, csv, xlsx, html',
  policy: 'name of a policy or path of a file; several joined by commas',
  profile: 'profile of the policy, for instance strict',
  strict: 'same as --profile strict: matters of form become errors',
  lang: 'zh or en; default from the locale',
  failOn: 'least severity that gives exit code 1: error, review, warning, info',
  allow: 'verdicts that leave the exit code 0: unaudited, review',
  licences: 'list of authorised sites and accounts: CSV, XLSX or YAML',
  sourceList: 'list of permitted sources (name, state, date): CSV, XLSX or YAML',
  listNeeded: (policies: string) => `${policies} permits reprints by a list alone: name it with --licences`,
  url: 'where the page of a file or of standard input was published',
  colour: 'colours, also into a pipe',
  noColour: 'no colours',
  verbose: 'show every page, compliant ones included, and all details',
  quiet: 'no hints',
  timeout: 'seconds for one page, redirects included',
  maximumBytes: 'largest page taken, in bytes (k and m are understood)',
  contact: 'web or mail address named in the User-Agent',
  allowPrivate: 'also fetch from private and loopback addresses',
  concurrency: 'targets read at a time',
  workers: 'threads that check pages; default: one for each core where there are many pages; 0: none',
  noTargets: 'no targets: name URLs, files, folders or - for standard input (see --help)',
  unknownValue: (option: string, value: string, known: readonly string[]) =>
    `${option}: "${value}" is not one of ${known.join(', ')}`,
  notASize: (option: string, value: string) =>
    `${option}: "${value}" is not a size: a number above 0, in bytes or with k or m behind it, such as 8m`,
  notWhole: (option: string, value: string, least: number, most: number) =>
    `${option}: "${value}" is not a whole number from ${least} to ${most}`,
  notSeconds: (option: string, value: string, most: number) =>
    `${option}: "${value}" is not a number of seconds: more than 0 and at most ${most}`,
  notAnAddress: (option: string, value: string) => `${option}: "${value}" is not an http or https address`,
  badContact: (value: string) =>
    `--contact: ${JSON.stringify(value)} cannot stand in a User-Agent: no blanks, brackets or Chinese characters`,
  outputFailed: (code: string) =>
    code === 'ENOSPC'
      ? 'cannot write standard output: no space left on the device (ENOSPC)'
      : `cannot write standard output (${code})`,
  internal: 'internal error (please report it)',
  examples: `Examples:
  reprintlint page.html site/ https://news.example/1.html   check a file, a folder, a page
  reprintlint batch list.xlsx --out audit                   check a list of URLs
  reprintlint explain link-missing                          what a finding means
  reprintlint check --help                                  the options of a command`,
  exitCodes:
    'Exit codes: 0 clean · 1 findings at or above --fail-on · 2 usage, config or policy error, no targets ·\n  3 no such finding, but some page could not be audited or awaits a person, or the list is not done\n    (--allow unaudited,review) · 130 interrupted by Ctrl-C',
  usageTitle: 'Usage:',
  optionsTitle: 'Options:',
  commandsTitle: 'Commands:',
  argumentsTitle: 'Arguments:',
  helpOption: 'show help',
  versionOption: 'show the version',
  helpCommand: 'show help for a command',
  defaultIs: 'default: ',
  unknownCommand: (word: string, nearest: readonly string[]) =>
    `"${word}" is neither a command nor a file; did you mean ${nearest.join(' or ')}? (see --help)`,
  unknownCode: (code: string, nearest: string) =>
    `no code "${code}"${nearest === '' ? '' : `; did you mean ${nearest}?`}`,
};

const CHINESE: typeof ENGLISH = {
  description: '检查转载网页是否遵守原发布媒体的版权声明。',
  checkSummary: '检查网页：网址、文件、文件夹、通配符，- 表示标准输入（默认命令）',
  inspectSummary: '显示程序读到的内容：标题、来源、所有疑似来源、链接',
  explainSummary: '解释一个代码：含义、依据的条款、如何改正、正反例子',
  policiesSummary: '列出内置规则，或检查自己写的规则：policies check 文件',
  targets: '网址、文件、文件夹、通配符，- 表示标准输入',
  code: '代码，如 credit-missing；不写则全部列出',
  format: '输出格式，可重复：text、json、ndjson、sarif、junit、github、gitlab、markdown、csv、xlsx、html',
  policy: '规则名称或文件路径；多个用逗号隔开',
  profile: '规则的严格程度，如 strict',
  strict: '等同 --profile strict：写法问题一律按错误处理',
  lang: 'zh 或 en；默认取自系统区域设置',
  failOn: '达到此级别即返回退出码 1：error、review、warning、info',
  allow: '不影响退出码的结论：unaudited、review',
  licences: '授权名单（网站和账号）：CSV、XLSX 或 YAML',
  sourceList: '稿源单位名单（单位名称、状态、名单日期）：CSV、XLSX 或 YAML',
  listNeeded: (policies) => `规则 ${policies} 只认授权名单，请用 --licences 给出`,
  url: '文件或标准输入中的页面原先发布的网址',
  colour: '使用颜色（输出到管道时也用）',
  noColour: '不用颜色',
  verbose: '显示全部页面（包括合规的）和全部细节',
  quiet: '不显示提示',
  timeout: '一个页面的总时限（秒），含跳转',
  maximumBytes: '页面大小上限（字节，可用 k、m）',
  contact: '写入 User-Agent 的联系网址或邮箱',
  allowPrivate: '允许访问内网和本机地址',
  concurrency: '同时读取的页面数',
  workers: '检查页面的线程数；默认页面多时每核一个，0 表示不用',
  noTargets: '没有要检查的对象：请给出网址、文件、文件夹，或用 - 表示标准输入（见 --help）',
  unknownValue: (option, value, known) => `${option}：没有“${value}”这个选项值，可用：${known.join('、')}`,
  notASize: (option, value) => `${option}：“${value}”不是有效的大小：须为正数，单位是字节，后面可加 k 或 m，如 8m`,
  notWhole: (option, value, least, most) => `${option}：“${value}”不符合要求：须为 ${least} 至 ${most} 的整数`,
  notSeconds: (option, value, most) => `${option}：“${value}”不是有效的秒数：须大于 0，最大 ${most}`,
  notAnAddress: (option, value) => `${option}：“${value}”不是 http 或 https 网址`,
  badContact: (value) => `--contact：${JSON.stringify(value)} 不能写入 User-Agent：不可含空格、括号和汉字`,
  outputFailed: (code) =>
    code === 'ENOSPC' ? '无法写入标准输出：磁盘空间不足（ENOSPC）' : `无法写入标准输出（${code}）`,
  internal: '程序内部错误（请反馈给开发者）',
  examples: `例子:
  reprintlint page.html site/ https://news.example/1.html   检查一个文件、一个文件夹、一个网页
  reprintlint batch 清单.xlsx --out audit                   检查清单里的全部网址
  reprintlint explain link-missing                          解释一个代码
  reprintlint check --help                                  查看某个命令的选项`,
  exitCodes:
    '退出码：0 无问题 · 1 有达到 --fail-on 级别的问题 · 2 用法、配置或规则有误，或没有检查对象 ·\n  3 没有这样的问题，但有页面未能检查、需要人工判断，或清单还没有查完（可用 --allow unaudited,review 放行）·\n  130 被 Ctrl-C 中断',
  usageTitle: '用法:',
  optionsTitle: '选项:',
  commandsTitle: '命令:',
  argumentsTitle: '参数:',
  helpOption: '显示帮助',
  versionOption: '显示版本',
  helpCommand: '显示某个命令的帮助',
  defaultIs: '默认：',
  unknownCommand: (word, nearest) =>
    `“${word}”既不是命令，也没有这个文件；是不是 ${nearest.join(' 或 ')}？（用法见 --help）`,
  unknownCode: (code, nearest) => `没有“${code}”这个代码${nearest === '' ? '' : `；是不是 ${nearest}？`}`,
};

export type Messages = typeof ENGLISH;

export const messagesIn = (language: Language): Messages => (language === 'zh' ? CHINESE : ENGLISH);
