import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';

// A publisher nobody here knows, written as a clerk would: without a line of code.
const YAML = `
schemaVersion: 1
id: huanhe-evening-news
basedOn: beijiang-news
version: "2026-02-03"
title: { zh: 环河晚报版权声明, en: Copyright notice of Huanhe Evening News }
verified: true
provenance: the footer of www.huanhe.example, read on 3 February 2026

publisher:
  name: 环河晚报
  aliases:
    - { text: 环河晚报网, kind: site, policy: accept }
    - { text: 晚报客户端, kind: app, policy: reject }
  lookalikes: [小环河晚报]
  hosts: [huanhe.example, huanhe-news.example]
  articleUrl:
    paths: ['^/content\\.jsp$']
    example: https://www.huanhe.example/content.jsp?id=8
    identityParameters: [id]
  contact: { email: rights@huanhe.example, windowDays: 14 }

clauses:
  - id: "3"
    title: { zh: 转载须知, en: For those who reprint }
    text: 转载本报稿件，请注明“稿源：环河晚报”，并链接原文。
    obliges: { zh: 注明稿源并链接原文, en: Credit and link }

credit:
  wording: 稿源：环河晚报
  labels: { preferred: 稿源 }

notice:
  strip: [转载本报稿件，请注明]

authorisation: by-notice

rules:
  - id: credit
    clause: "3"
    check: credit
    codes:
      credit-form: { severity: error, variants: { label: { severity: info } } }
      credit-missing:
        severity: error
        message: { zh: "请补上“{wording}”，疑问请写信至 {email}", en: "Add “{wording}”; questions to {email}" }
  - { id: link, clause: "3", check: original-link }
`;

const folder = mkdtempSync(join(tmpdir(), 'reprintlint-scratch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let policy: Policy;
beforeAll(async () => {
  const file = join(folder, 'huanhe.yaml');
  writeFileSync(file, YAML);
  policy = await loadPolicy(file);
});

describe('a policy written from scratch', () => {
  test.each([
    ['环河晚报', 'publisher'],
    ['環河晚報', 'publisher'],
    ['《环河晚报》', 'publisher'],
    ['环河晚报（huanhe-news.example）', 'publisher'],
    ['环河晚报网', 'alias'],
    ['晚报客户端', 'alias'],
    ['小环河晚报', 'lookalike'],
    ['大环河晚报社', 'lookalike'],
    ['北疆新闻', 'other'],
  ])('knows the name %s as %s', (name, kind) => {
    expect(policy.matchName(name).kind).toBe(kind);
  });

  test('prefers its own label, and accepts the one its base prefers', () => {
    expect(['稿源', '來源', '来源', '转自'].map((label) => policy.matchLabel(label))).toEqual([
      'preferred',
      'accepted',
      'accepted',
      'accepted',
    ]);
  });

  test('tells its articles by their parameter', () => {
    const url = (text: string): URL => new URL(text);
    expect(policy.isArticlePath(url('http://huanhe.example/content.jsp?id=8'))).toBe(true);
    expect(policy.isArticlePath(url('http://huanhe.example/content.jsp'))).toBe(false);
    expect(policy.articleIdentity(url('http://m.huanhe.example/content.jsp?from=wx&id=8'))).toBe(
      policy.articleIdentity(url('https://www.huanhe.example/content.jsp?id=8#top')),
    );
  });

  test('owns its hosts and not those of its base', () => {
    expect([policy.ownsHost('epaper.huanhe-news.example'), policy.ownsHost('www.imline.cn')]).toEqual([true, false]);
  });

  test('takes what holds for everybody from its base', () => {
    expect([policy.isVague('网络整理'), policy.isRedirector('t.cn'), policy.isPlatformHost('weibo.com')]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('knows its own notice, not that of its base', () => {
    expect(policy.isNotice('转载本报稿件,请注明“稿源：环河晚报”')).toBe(true);
    expect(policy.isNotice('北疆新闻版权与免责声明')).toBe(false);
  });

  test('speaks with its own words where it has some, with those of its base about itself elsewhere', () => {
    const [credit, link] = policy.rules;
    expect(credit.messageOf('credit-missing', 'en', {})).toBe(
      'Add “稿源：环河晚报”; questions to rights@huanhe.example',
    );
    expect(credit.messageOf('credit-missing', 'zh', { variant: 'empty', found: '稿源：' })).toContain('请补上');
    expect(link.messageOf('link-missing', 'zh', {})).toBe('没有附上环河晚报的原文链接');
    expect(link.data.help.zh).toContain('环河晚报');
  });

  test('rates codes and variants anew, and keeps the other rates of its base', () => {
    const [credit] = policy.rules;
    const rates = ['label', 'traditional', 'alias'].map((variant) => credit.severityOf('credit-form', variant));
    expect(rates).toEqual(['info', 'info', 'error']);
  });
});

describe('a law', () => {
  test('is satisfied with any name, but not with a vague one or none', async () => {
    const law = await loadPolicy('reprint-law');
    expect(law.matchName('环河晚报').kind).toBe('publisher');
    expect(law.isVague('互联网')).toBe(true);
    expect(law.matchName('（）').kind).toBe('other');
  });

  test('owns no host', async () => {
    expect((await loadPolicy('reprint-law')).ownsHost('www.huanhe.example')).toBe(false);
  });

  test('never says error', async () => {
    const law = await loadPolicy('reprint-law');
    const rates = law.rules.flatMap((rule) => Object.keys(rule.data.codes).map((code) => rule.severityOf(code)));
    expect(rates).not.toContain('error');
  });
});
