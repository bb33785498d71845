import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { records, reprintlint } from './program.js';

const article = (credit: string): string =>
  `<!DOCTYPE html><meta charset="utf-8"><title>草原小镇</title><h1>草原小镇</h1><p>${credit}</p><p>${'音乐节在镇中心广场举行。'.repeat(20)}</p>`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'workers-'));
  for (const name of ['pages', 'pages/law']) mkdirSync(join(folder, name));
  for (let n = 0; n < 40; n++) {
    const text = n % 5 === 0 ? '' : article(n % 3 === 0 ? '来源:别处新闻' : '来源:北疆新闻');
    writeFileSync(join(folder, n % 2 === 0 ? 'pages/law' : 'pages', `${String(n).padStart(2, '0')}.html`), text);
  }
  const config = [
    'targets:',
    '  - path: pages/**',
    '    url: https://news.partner.example/',
    '  - path: pages/law/**',
    '    policy: beijiang-news,reprint-law',
    '    profile: strict',
    '    severities:',
    '      link-missing: warning',
  ];
  writeFileSync(join(folder, 'reprintlint.config.yaml'), config.join('\n'));
  writeFileSync(join(folder, 'licences.csv'), '域名,起始日期,截止日期\nnews.partner.example,2020-01-01,2020-12-31\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['check', 'inspect'])(
  '%s in worker threads reports what one thread reports, settings of paths and lists included',
  async (command) => {
    const options = ['pages', '-f', 'ndjson', ...(command === 'check' ? ['--licences', 'licences.csv'] : [])];
    const [inWorkers, inOne] = await Promise.all(
      ['2', '0'].map((workers) => reprintlint([command, ...options, '--workers', workers], { cwd: folder })),
    );
    expect(records(inWorkers.stdout)).toHaveLength(40);
    expect(inWorkers.code).toBe(inOne.code);
    expect(inWorkers.stdout.split('\n')).toEqual(inOne.stdout.split('\n'));
  },
);

test('a number of threads that is none is told', async () => {
  const { code, stderr } = await reprintlint(['pages', '--workers', 'all'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--workers: "all"') });
});
