import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import writeXlsxFile from 'write-excel-file/node';
import { loadLicences } from '../../../src/source/licences/load.js';
import type { LicenceEntry, Licences } from '../../../src/source/licences/types.js';
import { RecordsError } from '../../../src/source/records/types.js';

const PLATFORMS = [
  { id: 'wechat', name: '微信公众号', aliases: ['微信'] },
  { id: 'toutiao', name: '今日头条', aliases: ['头条号'] },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'licences-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function loadText(name: string, content: string | Uint8Array): Promise<Licences> {
  const path = join(folder, name);
  await writeFile(path, content);
  return loadLicences(path, { platforms: PLATFORMS });
}

const shown = ({ holder, from, until, line }: LicenceEntry): string =>
  [
    line,
    holder.kind === 'site' ? `${holder.host}${holder.subdomains ? '/*' : ''}` : `${holder.platform}:${holder.account}`,
    from,
    until,
  ].join(' ');

/** `line:column message` of every mistake, in English. */
async function mistakesOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const error = await loadText(name, content).catch((thrown: unknown) => thrown);
  if (!(error instanceof RecordsError)) throw new Error('the list was taken', { cause: error });
  expect(error.exitCode).toBe(2);
  return error.mistakes.map(({ position, message }) => `${position?.line}:${position?.column} ${message.en}`);
}

describe('a CSV list', () => {
  const TEXT = `域名,账号,平台,起始日期,截止日期,授权范围,备注
partner.example,,,2026/1/1,2026年12月31日,文字,首批
,某某发布,微信,,长期,,
news.other.example,,,,2026.6.30,"文字, 图片","两行
备注"
*.cms.other.example,,,,,,
`;
  const ENTRIES = [
    '2 partner.example/* 2026-01-01 2026-12-31',
    '3 wechat:某某发布  ',
    '4 news.other.example  2026-06-30',
    '6 cms.other.example/*  ',
  ];

  test('with Chinese headings', async () => {
    const { entries } = await loadText('zh.csv', TEXT);
    expect(entries.map(shown)).toEqual(ENTRIES);
    expect(entries[2]).toMatchObject({ scope: '文字, 图片', note: '两行\n备注' });
  });

  test('with a byte order mark, as Excel writes it', async () => {
    expect((await loadText('bom.csv', `\uFEFF${TEXT}`)).entries.map(shown)).toEqual(ENTRIES);
  });

  test('in GB18030, as Excel on a Chinese system writes it', async () => {
    // 域名,备注 / partner.example,首批
    const bytes = Buffer.from([
      ...[0xd3, 0xf2, 0xc3, 0xfb, 0x2c, 0xb1, 0xb8, 0xd7, 0xa2, 0x0d, 0x0a],
      ...Buffer.from('partner.example,'),
      ...[0xca, 0xd7, 0xc5, 0xfa, 0x0d, 0x0a],
    ]);
    const { entries } = await loadText('gb.csv', bytes);
    expect([entries.map(shown), entries[0].note]).toEqual([['2 partner.example/*  '], '首批']);
  });

  test('with English headings, separated by semicolons, with a column of the clerk’s own', async () => {
    const { entries } = await loadText('en.csv', 'Until;Contact;Host\n2026-12-31;王五;https://WWW.Partner.example/\n');
    expect(entries.map(shown)).toEqual(['2 partner.example/*  2026-12-31']);
  });

  test('shows every mistake with its row and column', async () => {
    const text = [
      'host,account,platform,from,until',
      'partner.example/a/1.html,,,,',
      'partner,,,,',
      ',某某发布,,,',
      ',某某发布,朋友圈,,',
      'partner.example,某某发布,微信,,',
      ',,,2026-01-01,',
      'partner.example,,,2026-13-01,01/02/2026',
      'partner.example,,,2026-02-01,2026-01-01',
      'com.cn,,,,',
      'a.example、b.example,,,,',
    ].join('\n');
    expect(await mistakesOf('bad.csv', text)).toEqual([
      '2:1 "partner.example/a/1.html" is the address of a page; sites are authorised, not pages: write partner.example',
      '3:1 "partner" is no host name: there is no dot in it',
      '4:2 an account needs its platform',
      '5:3 unknown platform "朋友圈"; known: 微信公众号, 今日头条',
      '6:2 one row authorises a host or an account: make two rows of it',
      '7:1 this row names neither a host nor an account',
      '8:4 there is no day "2026-13-01"',
      '8:5 "01/02/2026" is no date; write 2026-01-31, or leave it empty for no limit',
      '9:5 the end, 2026-01-01, is before the start, 2026-02-01',
      '10:1 "com.cn" is a public suffix, not a site',
      '11:1 "a.example、b.example" is no host name; one host a row, such as news.example.com',
    ]);
  });

  test.each([
    [
      'a misspelt heading',
      'host,untill\np.example,2026-01-01\n',
      ['1:2 unknown column "untill"; did you mean "until"?'],
    ],
    ['a heading twice', 'host,域名\np.example,\n', ['1:2 the column "域名" is given twice']],
    ['no heading', 'p.example,2026-01-01\n', [expect.stringMatching(/^1:1 the first row must hold column names/)]],
    ['nothing', '', ['undefined:undefined the file is empty']],
    ['a heading alone', 'host,until\n', ['undefined:undefined the list names no site and no account']],
    ['a stray quotation mark', 'host,note\np.example,a"b\n', [expect.stringMatching(/^2:\d+ not valid CSV/)]],
  ])('with %s is refused', async (_, text, mistakes) => {
    expect(await mistakesOf('refused.csv', text)).toEqual(mistakes);
  });
});

describe('how far a host reaches', () => {
  test.each([
    ['partner.com.cn', 'partner.com.cn/*'],
    ['www.partner.com.cn', 'partner.com.cn/*'],
    ['news.partner.com.cn', 'news.partner.com.cn'],
    ['*.news.partner.com.cn', 'news.partner.com.cn/*'],
    ['=partner.com.cn', 'partner.com.cn'],
    ['somebody.github.io', 'somebody.github.io/*'],
    ['192.0.2.7', '192.0.2.7'],
    ['新闻.example', `${new URL('http://新闻.example').hostname}/*`],
  ])('%s', async (written, reach) => {
    const { entries } = await loadText('reach.csv', `host\n${written}\n`);
    expect(entries.map(shown)).toEqual([`2 ${reach}  `]);
  });
});

describe('a workbook', () => {
  test('keeps dates as days and as texts', async () => {
    const path = join(folder, 'list.xlsx');
    await writeXlsxFile([
      [{ value: '网站' }, { value: '有效期至' }],
      [{ value: 'partner.example' }, { value: new Date('2026-12-31T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' }],
      [{ value: 'other.example' }, { value: '2026/6/30' }],
    ]).toFile(path);
    const { entries } = await loadLicences(path, { platforms: PLATFORMS });
    expect(entries.map(shown)).toEqual(['2 partner.example/*  2026-12-31', '3 other.example/*  2026-06-30']);
  });

  test('shows mistakes by row and column', async () => {
    const path = join(folder, 'bad.xlsx');
    await writeXlsxFile([
      [{ value: '备注' }, { value: '网站' }],
      [{ value: '第一家' }, { value: '伙伴新闻' }],
    ]).toFile(path);
    const error = await loadLicences(path, { platforms: PLATFORMS }).catch((thrown: unknown) => thrown);
    expect((error as RecordsError).describe('zh')).toBe(
      `${path}:2:2 “伙伴新闻”不是域名，域名中应有点号，如 news.example.com`,
    );
  });

  test('that is damaged is refused', async () => {
    expect(await mistakesOf('broken.xlsx', 'PK\u0003\u0004nothing')).toEqual([
      expect.stringMatching(/not a readable XLSX file/),
    ]);
  });
});

describe('a YAML list', () => {
  test('of maps, or below licences:', async () => {
    const text = '- { host: partner.example, until: 2026-12-31 }\n- { account: 某某发布, platform: wechat }\n';
    const below = `licences:\n${text.replaceAll(/^/gm, '  ').trimEnd()}\n`;
    expect((await loadText('list.yaml', text)).entries.map(shown)).toEqual([
      '1 partner.example/*  2026-12-31',
      '2 wechat:某某发布  ',
    ]);
    expect((await loadText('below.yml', below)).entries).toHaveLength(2);
  });

  test('shows every mistake with its line and column', async () => {
    const text = '- host: partner.example\n  untill: 2026-01-31\n- partner.example\n- host: [a.example]\n';
    expect(await mistakesOf('bad.yaml', text)).toEqual([
      '2:3 unknown key "untill"; did you mean until?',
      expect.stringMatching(/^3:3 this item must be a map/),
      expect.stringMatching(/^4:3 this row names neither/),
      '4:9 "host" must be a single value',
    ]);
  });

  test('that is not YAML is refused', async () => {
    expect(await mistakesOf('broken.yaml', '- host: "open\n')).toEqual([
      expect.stringMatching(/^\d+:\d+ not valid YAML/),
    ]);
  });
});

test.each([
  ['no such file', 'absent.csv'],
  ['a folder, not a file', '.'],
])('%s', async (message, name) => {
  await expect(loadLicences(join(folder, name), { platforms: PLATFORMS })).rejects.toThrow(message);
});
