/** Invented audits for the tests of the reporters: ordinary ones, hostile ones, none, very many. */
import type { AuditedPage, Finding, InspectedPage } from '../../src/audit/types.js';
import type { PolicyData, Severity } from '../../src/policy/types.js';
import type { Palette, ReportContext, Reporter } from '../../src/report/types.js';

const severities: Readonly<Record<string, Severity>> = {
  'credit-wrong': 'error',
  'credit-missing': 'error',
  'link-missing': 'error',
  'credit-form': 'warning',
  'text-altered': 'review',
  'editor-missing': 'info',
};

export const policy: PolicyData = {
  schemaVersion: 1,
  id: 'yuanshan-news',
  kind: 'notice',
  version: '2026-01-02',
  title: { zh: '远山新闻版权声明', en: 'Notice of Yuanshan News' },
  verified: true,
  provenance: 'invented for tests',
  publisher: {
    name: '远山新闻',
    aliases: [],
    lookalikes: [],
    hosts: ['yuanshan.example'],
    accounts: [],
    articleUrl: { paths: ['^/article/'], example: 'https://www.yuanshan.example/article/a1.html' },
    platformHosts: [],
  },
  clauses: [
    {
      id: '1',
      title: { zh: '注明来源并附原文链接', en: 'Credit and link' },
      text: '转载本站作品，应当写明“来源：远山新闻”，并附上原文的链接。',
      obliges: { zh: '注明来源，附原文链接。', en: 'Name the source and link to the original article.' },
    },
    {
      id: '2',
      title: { zh: '不得改动', en: 'No changes' },
      text: '转载不得改动标题与正文。',
      obliges: { zh: '不改动标题与正文。', en: 'Leave title and text as they are.' },
    },
  ],
  credit: {
    wording: '来源：远山新闻',
    labels: { preferred: '来源', accepted: [] },
    separators: ['：'],
    vague: ['网络'],
  },
  link: { redirectors: [], shares: [], platformArticles: [] },
  notice: { strip: [] },
  authorisation: 'by-notice',
  profiles: {},
  rules: [
    rule('credit', '1', ['credit-wrong', 'credit-missing', 'credit-form']),
    rule('original-link', '1', ['link-missing']),
    rule('text', '2', ['text-altered']),
    rule('editor', '2', ['editor-missing']),
  ],
};

function rule(id: string, clause: string, codes: readonly string[]): PolicyData['rules'][number] {
  return {
    id,
    clause,
    check: id,
    codes: Object.fromEntries(
      codes.map((code) => [
        code,
        { severity: severities[code], message: { zh: `${code} 的说明`, en: `about ${code}` } },
      ]),
    ),
    help: { zh: `${id} 的帮助`, en: `help on ${id}` },
  };
}

const plain = (text: string) => text;
export const noColours: Palette = {
  error: plain,
  review: plain,
  warning: plain,
  info: plain,
  good: plain,
  dim: plain,
  bold: plain,
};

export function context(changes: Partial<ReportContext> = {}): ReportContext {
  return {
    tool: { name: 'reprintlint', version: '9.8.7' },
    language: 'zh',
    policies: [policy],
    palette: noColours,
    width: 80,
    verbose: false,
    ...changes,
  };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  const code = changes.code ?? 'credit-wrong';
  const ruleId = policy.rules.find((candidate) => code in candidate.codes)?.id ?? 'credit';
  return {
    policy: policy.id,
    rule: ruleId,
    code,
    severity: severities[code] ?? 'error',
    clause: policy.rules.find((candidate) => candidate.id === ruleId)!.clause,
    message: '来源署名是“晨光报”，应为“远山新闻”。',
    expected: '来源：远山新闻',
    found: '来源：晨光报',
    anchor: 'exact',
    location: { line: 12, column: 9, offset: 480, length: 6 },
    selector: '#meta > span',
    excerpt: { text: '<span>来源：晨光报</span>', start: 6, length: 6 },
    fix: '<p>来源：远山新闻</p>',
    fingerprint: '00112233aabbccdd',
    ...changes,
  };
}

export function page(changes: Partial<AuditedPage> = {}): AuditedPage {
  return {
    schemaVersion: 1,
    target: 'pages/a.html',
    url: null,
    verdict: 'violation',
    scope: 'assumed',
    source: {
      name: '晨光报',
      label: '来源',
      separator: '：',
      zone: 'head',
      visible: true,
      line: 12,
      column: 9,
      raw: '来源：晨光报',
    },
    findings: [finding()],
    original: null,
    problem: null,
    page: { title: '山间小城的春天', charset: 'utf-8', bytes: 1234, sha256: 'ab'.repeat(32), published: '2026-03-04' },
    ...changes,
  };
}

export function compliant(target: string): AuditedPage {
  return page({ target, verdict: 'compliant', findings: [] });
}

export function unaudited(target: string): AuditedPage {
  return page({
    target,
    verdict: 'unaudited',
    scope: 'none',
    source: null,
    findings: [],
    page: null,
    problem: { kind: 'http', message: '网站返回 404', status: 404 },
  });
}

export function inspected(changes: Partial<InspectedPage> = {}): InspectedPage {
  return {
    ...page({ verdict: 'compliant', findings: [] }),
    credits: [
      {
        name: '晨光报',
        label: '来源',
        separator: '：',
        raw: '来源：晨光报',
        kind: 'article',
        zone: 'head',
        visible: true,
        line: 12,
        column: 9,
      },
      {
        name: '远山新闻',
        label: '图片来源',
        separator: '：',
        raw: '图片来源：远山新闻',
        kind: 'picture',
        zone: 'body',
        visible: false,
        line: 40,
        column: 3,
      },
    ],
    links: [
      {
        href: '/article/a1.html',
        resolved: 'https://www.yuanshan.example/article/a1.html',
        text: '阅读原文',
        zone: 'tail',
        visible: true,
        class: 'article',
        line: 60,
        column: 5,
      },
    ],
    ...changes,
  };
}

/** Strings a page may hold to harm whoever reads the report. Each breaks at least one format that is careless. */
export const HOSTILE: readonly string[] = [
  '<script>window.broken=1</script><img src=x onerror="window.broken=1">',
  '</script><script>window.broken=1</script>',
  '<!--<script>',
  '"><svg onload=window.broken=1>',
  `'"\`\${window.broken=1}`,
  'javascript:window.broken=1',
  'first\nsecond\r\nthird\ttab',
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J\u0000\u0008\u007f',
  '=HYPERLINK("http://evil.example","x")',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '＝1+1',
  'a | b \\| c ``` ` [x](javascript:window.broken=1) **bold** <b> @somebody #1 $x$',
  '::error::forged%0A::warning::forged',
  ']]>&lt;&amp;&#0;',
  'half \ud800 and \udc00 pair',
  'reversed \u202egpj.exe\u202c \u2066x\u2069 zero\u200bwidth\ufeff',
  'line\u2028separator\u2029paragraph\u0085next',
  '\ufffe\uffff',
  '_x000D_',
  '😀👨‍👩‍👧 e\u0301 ｆｕｌｌ',
  '',
  ' ',
];

/** Every string of the page is the hostile one. */
export function hostilePage(text: string): AuditedPage {
  return page({
    target: text,
    url: 'https://partner.example/<"\'&>',
    source: {
      name: text,
      label: text,
      separator: text,
      zone: 'head',
      visible: true,
      line: 1,
      column: 1,
      raw: text,
    },
    findings: [
      finding({
        message: text,
        expected: text,
        found: text,
        selector: text,
        excerpt: { text: `before${text}after`, start: 6, length: text.length },
        fix: text,
      }),
      finding({ code: 'text-altered', message: text, expected: text, found: text, excerpt: null, location: null }),
    ],
    original: { url: text, title: text, source: text, by: 'given', match: null, comparison: null },
    page: { title: text, charset: text, bytes: 1, sha256: text, published: text },
  });
}

export function hostilePages(): AuditedPage[] {
  return [
    ...HOSTILE.map(hostilePage),
    ...HOSTILE.map((text) => ({ ...unaudited(text), problem: { kind: 'http' as const, message: text } })),
  ];
}

/** A page with as many findings as wanted, each at a line of its own. */
export function manyFindings(count: number): AuditedPage {
  return page({
    findings: Array.from({ length: count }, (_, index) =>
      finding({
        location: { line: index + 1, column: 1, offset: index * 10, length: 6 },
        fingerprint: index.toString(16).padStart(16, '0'),
      }),
    ),
  });
}

/** A batch as it is in practice: hosts, verdicts and texts differ from page to page. */
export function* manyPages(count: number): Generator<AuditedPage> {
  const verdicts = ['violation', 'violation', 'compliant', 'review', 'unaudited', 'not-a-repost'] as const;
  for (let index = 0; index < count; index++) {
    const verdict = verdicts[index % verdicts.length];
    const target = `https://news${index % 97}.partner.example/2026/03/article-${index}.html`;
    if (verdict === 'unaudited') {
      yield unaudited(target);
      continue;
    }
    yield page({
      target,
      url: target,
      verdict,
      findings:
        verdict === 'violation'
          ? [
              finding({
                location: { line: index + 1, column: 9, offset: index * 3, length: 6 },
                excerpt: {
                  text: `第 ${index} 篇 <span>来源：晨光报</span> 记者 某某 2026-03-04`,
                  start: 14,
                  length: 6,
                },
                fingerprint: index.toString(16).padStart(16, '0'),
              }),
              finding({ code: 'link-missing', message: `第 ${index} 篇没有原文链接。`, excerpt: null, found: null }),
              finding({ code: 'editor-missing', message: '没有责任编辑。', location: null, excerpt: null }),
            ]
          : verdict === 'review'
            ? [finding({ code: 'text-altered', message: `第 ${index} 篇正文有改动。` })]
            : [],
      page: {
        title: `第 ${index} 篇 山间小城的春天`,
        charset: 'utf-8',
        bytes: 100_000 + index,
        sha256: index.toString(16).padStart(64, '0'),
        published: '2026-03-04',
      },
    });
  }
}

export async function* stream<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

/** The whole report as text. */
export async function textOf(
  reporter: Reporter,
  pages: Iterable<AuditedPage>,
  changes: Partial<ReportContext> = {},
): Promise<string> {
  let result = '';
  for await (const chunk of reporter(stream(pages), context(changes))) {
    if (typeof chunk !== 'string') throw new TypeError('this format writes text');
    result += chunk;
  }
  return result;
}

/** The whole report as bytes. */
export async function bytesOf(
  reporter: Reporter,
  pages: Iterable<AuditedPage>,
  changes: Partial<ReportContext> = {},
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of reporter(stream(pages), context(changes))) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
