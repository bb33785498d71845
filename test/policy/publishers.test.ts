import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../src/checks/index.js';
import { readPage } from '../../src/page/read.js';
import { loadPolicy } from '../../src/policy/load.js';
import { vocabularyOf } from '../../src/policy/reading.js';
import { builtInNames } from '../../src/policy/rules-folder.js';
import type { Policy } from '../../src/policy/types.js';

const TEXT = '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里看病、赶集。';

/** Codes and severities that the policy's rules with `checkName` give for a page with this line below its headline. */
function judged(policy: Policy, checkName: string, line: string): string[] {
  const html = `<!DOCTYPE html><html><head><title>草原新村通了班车</title></head><body>
<h1>草原新村通了班车</h1><p>2024-05-06 10:00 ${line}</p><p>${TEXT}</p><p>${TEXT}</p></body></html>`;
  const page = readPage(html, { url: null, vocabulary: vocabularyOf([policy]) });
  return policy.rules.flatMap((rule) => {
    const check = rule.data.check === checkName ? CHECKS.get(checkName) : undefined;
    const input = { page, policy, rule, original: null, comparison: null, authorisation: null };
    const findings = check?.run(input) ?? [];
    return findings
      .map(({ code, values }) => `${code}: ${rule.severityOf(code, values?.variant)}`)
      .filter((finding) => !finding.endsWith(': off'));
  });
}

const policies = await Promise.all(builtInNames().map((name) => loadPolicy(name)));
const withCheck = (check: string): [string, Policy][] =>
  policies
    .filter(({ data, rules }) => data.kind === 'notice' && rules.some((rule) => rule.data.check === check))
    .map((policy) => [policy.id, policy]);

describe('a page that credits as the notice words it', () => {
  test.each(withCheck('credit'))('satisfies %s', (_, policy) => {
    expect(judged(policy, 'credit', policy.data.credit.wording)).toEqual([]);
  });
});

describe('a page that credits somebody else', () => {
  test.each(withCheck('credit'))('does not satisfy %s', (_, policy) => {
    expect(judged(policy, 'credit', '来源：环河晚报').join()).toMatch(/^credit-wrong: (?:error|warning)$/);
  });
});

describe('a look-alike', () => {
  const lookalikes = policies.flatMap((policy) =>
    policy.data.publisher.lookalikes.map((name) => [name, policy] as const),
  );
  test.each(lookalikes)('%s is never the publisher', (name, policy) => {
    expect(policy.matchName(name)).toEqual({ kind: 'lookalike' });
  });
});

describe('an alias', () => {
  const aliases = policies.flatMap((policy) =>
    policy.data.publisher.aliases.flatMap(({ text, pattern }) =>
      pattern === undefined ? [[text, policy] as const] : [],
    ),
  );
  test.each(aliases)('%s is known as one', (name, policy) => {
    expect(policy.matchName(name)).toMatchObject({ kind: 'alias', alias: { text: name }, traditional: false });
  });
});

describe('a link to the example of an article', () => {
  test.each(
    policies
      .filter(({ rules }) => rules.some(({ data }) => data.check === 'original-link'))
      .map((policy) => [policy.id, policy] as const),
  )('satisfies %s', (_, policy) => {
    const { articleUrl, name } = policy.data.publisher;
    expect(judged(policy, 'original-link', `来源：<a href="${articleUrl.example}">${name}</a>`)).toEqual([]);
  });
});

describe('the law', () => {
  test.each([
    ['a named source', '来源：环河晚报', []],
    ['a named source with another label', '转自：环河晚报', []],
    ['a vague source', '来源：网络', ['source-vague: warning']],
    ['no source', '浏览：128', ['credit-missing: warning']],
    ['a label without a name', '来源：', ['credit-missing: warning']],
    ['a hidden source', '<span hidden>来源：环河晚报</span>', ['credit-missing: warning']],
  ])('judges %s', async (_, line, findings) => {
    expect(judged(await loadPolicy('reprint-law'), 'credit', line)).toEqual(findings);
  });
});
