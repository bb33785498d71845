import { CHECKS } from '../../src/checks/index.js';
import type { CheckInput, RawFinding } from '../../src/checks/types.js';
import type { PlatformData } from '../../src/page/platform.js';
import { readPage } from '../../src/page/read.js';
import { vocabularyOf } from '../../src/policy/reading.js';
import type { Policy } from '../../src/policy/types.js';

const PARAGRAPHS = [
  '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里看病、赶集。',
  '班车每天往返两趟，全程七十公里。司机李师傅说，头一天就坐满了人，还有人专程来看新站牌。',
];

/** A whole page: the line below the headline, what stands in the text, after it, in the footer and in the head. */
export function document(
  parts: {
    readonly line?: string;
    readonly body?: string;
    readonly tail?: string;
    readonly footer?: string;
    readonly head?: string;
    readonly title?: string;
  } = {},
): string {
  const { line = '', body = '', tail = '', footer = '', head = '', title = '草原新村通了班车' } = parts;
  return `<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>${title}</title>${head}</head>
<body><h1>草原新村通了班车</h1><p>2024-05-06 10:00 ${line}</p>
<div><p>${PARAGRAPHS[0]}</p>${body}<p>${PARAGRAPHS[1]}</p></div>${tail}
${footer === '' ? '' : `<footer>${footer}</footer>`}</body></html>`;
}

export interface Circumstances extends Partial<Omit<CheckInput, 'page' | 'policy' | 'rule'>> {
  readonly url?: string;
  readonly platforms?: readonly PlatformData[];
}

/** What a policy's rule with this check finds on a page. */
export function findings(check: string, html: string, policy: Policy, given: Circumstances = {}): RawFinding[] {
  const { url = null, platforms, ...rest } = given;
  const page = readPage(html, { url, vocabulary: vocabularyOf([policy]), platforms });
  const rule = policy.rules.find(({ data }) => data.check === check);
  if (rule === undefined) throw new Error(`${policy.id} has no rule with the check ${check}`);
  const input = { page, policy, rule, original: null, comparison: null, authorisation: null, ...rest };
  return [...(CHECKS.get(check)?.run(input) ?? [])];
}

/** `code`, or `code/variant`, and what was found. */
export const shown = ({ code, found, values }: RawFinding): string =>
  `${code}${values?.variant === undefined ? '' : `/${values.variant}`} ${found ?? ''}`.trim();
