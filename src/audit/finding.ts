import { hash } from 'node:crypto';
import type { RawFinding } from '../checks/types.js';
import type { HtmlParts, Page } from '../page/types.js';
import type { Language, Policy, Rule } from '../policy/types.js';
import type { Excerpt, Finding } from './types.js';

/** A raw finding with everything the policy and the page add to it; null where the policy silences its code. */
export function toFinding(raw: RawFinding, page: Page, policy: Policy, rule: Rule, language: Language): Finding | null {
  const severity = rule.severityOf(raw.code, raw.values?.variant);
  if (severity === 'off') return null;
  const location = raw.span === null ? null : page.locate(raw.span);
  return {
    policy: policy.id,
    rule: rule.data.id,
    code: raw.code,
    severity,
    clause: rule.data.clause,
    message: rule.messageOf(raw.code, language, {
      ...raw.values,
      expected: raw.expected ?? policy.data.credit.wording,
      found: raw.found ?? '',
    }),
    expected: raw.expected,
    found: raw.found,
    anchor: raw.anchor,
    location,
    selector: raw.element === null || raw.element <= 0 ? null : page.selectorOf(raw.element),
    excerpt: location === null ? null : excerptAt(page.markup, location.offset, location.length),
    fix: raw.fix,
    fingerprint: fingerprintOf(policy.id, rule.data.id, raw),
  };
}

/** Characters shown before and after the place, at most. */
const BEFORE = 40;
const AFTER = 60;
const LONGEST = 160;

/** The source line around a place, cut so that a minified page still shows something readable. */
function excerptAt(html: HtmlParts, offset: number, length: number): Excerpt {
  // One unit more than is shown tells whether the line begins there.
  const windowStart = Math.max(0, offset - BEFORE - 1);
  const window = html.slice(windowStart, offset + Math.min(Math.max(length, 1) + AFTER, LONGEST));
  const place = offset - windowStart;
  const before = window.slice(0, place);
  const lineBreak = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  const startsLine = lineBreak >= 0 || windowStart === 0;
  const from = Math.max(lineBreak + 1, place - BEFORE);
  const shownFrom = startsLine && from === lineBreak + 1 ? from + before.slice(from).search(/\S|$/) : from;
  const lineEnd = window.slice(place).search(/[\r\n]/);
  const to = lineEnd < 0 ? window.length : place + lineEnd;
  return {
    text: window.slice(shownFrom, to),
    start: place - shownFrom,
    length: Math.min(length, to - place),
  };
}

/** Stable across runs and line moves: what was found, not where. */
function fingerprintOf(policy: string, rule: string, raw: RawFinding): string {
  const found = (raw.key ?? raw.found ?? '').replace(/\s+/g, ' ').trim();
  return hash('sha256', [policy, rule, raw.code, found].join('\u0000')).slice(0, 16);
}
