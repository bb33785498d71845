import type { AuditedPage, Finding } from '../audit/types.js';
import type { PolicyData, Severity } from '../policy/types.js';
import { inOrder } from './findings.js';
import { codeName, type Messages, messagesIn } from './messages/index.js';
import { SEVERITIES } from './summary.js';
import type { ReportContext } from './types.js';
import { xmlAttribute, xmlText } from './xml-text.js';

/**
 * JUnit XML as Jenkins and GitLab read it: a suite is a target, a case is a rule, kept rules included. A finding at or
 * above `failOn` fails its case, one that awaits a person skips it, others are output. An unaudited page is an error.
 * The root carries no totals, because pages are written as they come; readers add up the suites.
 */
export async function* junit(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlAttribute(context.tool.name)}">\n`;
  let empty = true;
  for await (const page of pages) {
    empty = false;
    yield suite(page, casesOf(page, context, messages));
  }
  // A document without a suite is an error to Jenkins: a run without targets is a suite without cases.
  if (empty) yield `  <testsuite name="${xmlAttribute(messages.nothingChecked)}" tests="0" failures="0" errors="0"/>\n`;
  yield '</testsuites>\n';
}

interface Case {
  readonly className: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** Children of the element, in the order every known schema accepts: skipped, error, failure, then output. */
  readonly content: string;
}

function suite(page: AuditedPage, cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const lines = cases.map(({ className, name, content }) => {
    const tag = `    <testcase classname="${xmlAttribute(className)}" name="${xmlAttribute(name)}" time="0"`;
    return content === '' ? `${tag}/>` : `${tag}>\n${content}    </testcase>`;
  });
  return [
    `  <testsuite name="${xmlAttribute(page.target)}" tests="${cases.length}" failures="${count('failure')}" ` +
      `errors="${count('error')}" skipped="${count('skipped')}" time="0">`,
    ...lines,
    '  </testsuite>\n',
  ].join('\n');
}

function casesOf(page: AuditedPage, context: ReportContext, messages: Messages): Case[] {
  if (page.verdict === 'unaudited') return [unauditedCase(page, messages)];
  const failOn = context.failOnOf?.(page.target) ?? context.failOn ?? 'error';
  const remaining = new Set(page.findings);
  const cases: Case[] = [];
  for (const policy of context.policies) {
    for (const rule of policy.rules) {
      const findings = page.findings.filter((finding) => finding.policy === policy.id && finding.rule === rule.id);
      for (const finding of findings) remaining.delete(finding);
      cases.push(ruleCase(policy.id, rule.id, inOrder(findings), failOn, messages));
    }
  }
  // Findings of a policy that is not at hand (a report rendered again elsewhere) must not be lost.
  for (const finding of inOrder([...remaining])) {
    cases.push(ruleCase(finding.policy, finding.rule, [finding], failOn, messages));
  }
  return cases;
}

function unauditedCase(page: AuditedPage, messages: Messages): Case {
  const message = page.problem?.message ?? messages.problems.internal;
  const type = page.problem?.kind ?? 'internal';
  return {
    className: 'reprintlint',
    name: 'audit',
    outcome: 'error',
    content: `      <error type="${xmlAttribute(type)}" message="${xmlAttribute(message)}">${xmlText(page.target)}</error>\n`,
  };
}

function ruleCase(
  policy: PolicyData['id'],
  rule: string,
  findings: readonly Finding[],
  failOn: Severity,
  messages: Messages,
): Case {
  const failing = findings.filter((finding) => fails(finding.severity, failOn));
  const rest = findings.filter((finding) => !failing.includes(finding));
  const reviews = failing.length > 0 ? [] : rest.filter((finding) => finding.severity === 'review');
  const output = rest.filter((finding) => !reviews.includes(finding));
  const skipped = reviews.map((finding) => finding.message).join('\n');
  return {
    className: policy,
    name: rule,
    outcome: failing.length > 0 ? 'failure' : reviews.length > 0 ? 'skipped' : 'passed',
    content: [
      ...(reviews.length === 0 ? [] : [`      <skipped message="${xmlAttribute(skipped)}"/>\n`]),
      ...failing.map(
        (finding) =>
          `      <failure type="${xmlAttribute(finding.code)}" message="${xmlAttribute(finding.message)}">` +
          `${xmlText(detail(finding, messages))}</failure>\n`,
      ),
      ...(output.length === 0
        ? []
        : [`      <system-out>${xmlText(output.map((one) => detail(one, messages)).join('\n\n'))}</system-out>\n`]),
    ].join(''),
  };
}

function fails(severity: Severity, failOn: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

function detail(finding: Finding, messages: Messages): string {
  const { location } = finding;
  return [
    `${messages.severities[finding.severity]} ${codeName(finding.code, messages)} (${finding.code})`,
    finding.message,
    ...(location === null ? [] : [messages.lineColumn(location.line, location.column)]),
    ...(finding.expected === null ? [] : [messages.expected + messages.colon + finding.expected]),
    ...(finding.found === null ? [] : [messages.found + messages.colon + finding.found]),
    ...(finding.fix === null ? [] : [messages.fix + messages.colon + finding.fix]),
  ].join('\n');
}
