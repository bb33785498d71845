import { type AuditedPage, VERDICTS } from '../audit/types.js';
import { acceptedParts } from './accepted.js';
import { Clauses } from './clauses.js';
import { inOrder, isWebAddress } from './findings.js';
import { grouped } from './messages/grouped.js';
import { codeName, type Messages, messagesIn } from './messages/index.js';
import { keepLines, oneLine, shorten } from './plain-text.js';
import { SEVERITIES, SummaryCounter } from './summary.js';
import type { ReportContext, Unfinished } from './types.js';

/** A job summary of GitHub holds 1 MiB; beyond it nothing at all is shown. In UTF-8 bytes, with room for the counts. */
const DETAILS_LIMIT = 900 * 1024;
/** A single page never takes more than its share. */
const FINDINGS_SHOWN = 50;

/**
 * GitHub-flavoured Markdown for job summaries and tickets: counts first, then the pages that need somebody's attention.
 * The details are held back until the counts are known, up to the size that can be shown at all.
 */
export async function* markdown(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  const clauses = new Clauses(context.policies, context.language);
  const counter = new SummaryCounter();
  const details: string[] = [];
  let size = 0;
  let left = 0;
  for await (const page of pages) {
    counter.add(page);
    if (page.findings.length === 0 && page.problem === null && !context.verbose) continue;
    const text = pageDetails(page, clauses, messages);
    size += Buffer.byteLength(text);
    if (size <= DETAILS_LIMIT) details.push(text);
    else left++;
  }
  const unfinished = context.unfinished?.() ?? null;
  yield `${heading(context, messages)}\n${counts(counter, unfinished, messages)}`;
  if (details.length > 0) yield `\n## ${messages.report.pages}\n`;
  yield* details;
  if (left > 0) yield `\n${messages.moreTargets(left)}\n`;
}

function heading(context: ReportContext, messages: Messages): string {
  const lines = [`# ${messages.report.title}`, ''];
  for (const policy of context.policies) {
    lines.push(`- ${messages.report.policy}${messages.colon}${escaped(policy.title[context.language])}`);
  }
  if (context.date !== undefined) lines.push(`- ${messages.report.date}${messages.colon}${escaped(context.date)}`);
  for (const { code, message } of context.notes ?? []) lines.push(`- ${escaped(`${message} (${code})`)}`);
  return `${lines.join('\n')}\n`;
}

function counts(counter: SummaryCounter, unfinished: Unfinished | null, messages: Messages): string {
  const summary = counter.summary();
  const lines = [
    `## ${messages.checked(summary.targets)}`,
    '',
    ...(unfinished === null ? [] : [`**${escaped(messages.unfinished(unfinished))}**`, '']),
    ...acceptedParts(counter.accepted(), messages).flatMap((part) => [part, '']),
    `| ${messages.columns.verdict} | ${messages.columns.count} |`,
    '|---|--:|',
    ...VERDICTS.map((verdict) => `| ${messages.verdicts[verdict]} | ${grouped(summary.verdicts[verdict])} |`),
    '',
    `| ${messages.columns.severity} | ${messages.columns.count} |`,
    '|---|--:|',
    ...SEVERITIES.map((severity) => `| ${messages.severities[severity]} | ${grouped(summary.findings[severity])} |`),
  ];
  const codes = Object.entries(summary.codes);
  if (codes.length > 0) {
    lines.push('', `| ${messages.columns.codeName} | ${messages.columns.code} | ${messages.columns.count} |`);
    lines.push('|---|---|--:|');
    for (const [code, count] of codes) {
      lines.push(`| ${escaped(codeName(code, messages))} | ${escaped(code)} | ${grouped(count)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function pageDetails(page: AuditedPage, clauses: Clauses, messages: Messages): string {
  const name = escaped(shorten(page.target, 500));
  const lines = ['', `### ${messages.verdicts[page.verdict]}${messages.colon}${name}`, ''];
  const address = page.url ?? page.target;
  if (isWebAddress(address) && URL.canParse(address)) lines.push(`<${new URL(address).href}>`, '');
  if (page.page?.title) lines.push(`- ${messages.title}${messages.colon}${escaped(page.page.title)}`);
  if (page.problem !== null) {
    lines.push(`- ${messages.reason}${messages.colon}${escaped(page.problem.message)}`);
  } else {
    lines.push(
      `- ${messages.source}${messages.colon}${page.source === null ? messages.noSource : escaped(page.source.raw)}`,
    );
  }
  const findings = inOrder(page.findings);
  for (const finding of findings.slice(0, FINDINGS_SHOWN)) {
    const place = finding.location === null ? '' : ` (${finding.location.line}:${finding.location.column})`;
    const basis = escaped(clauses.nameOf(finding));
    lines.push(
      `- **${messages.severities[finding.severity]}** ${escaped(finding.message)}${place}` +
        `<br>${messages.clause}${messages.colon}${basis}`,
    );
    if (finding.fix !== null) lines.push('', ...codeBlock(finding.fix), '');
  }
  if (findings.length > FINDINGS_SHOWN) lines.push('', messages.findingsNotListed(findings.length - FINDINGS_SHOWN));
  return `${lines.join('\n')}\n`;
}

/** HTML to paste, indented into its list item. The fence is longer than any run of backticks inside. */
function codeBlock(code: string): string[] {
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${fence}html`, ...keepLines(code).split('\n'), fence].map((line) => `  ${line}`);
}

/**
 * Text that is nothing but text: no markup, link, mention, table cell or formula. Character references cannot form
 * structure (CommonMark §2.5). A dot in `www.` and a colon before `//` are what bare addresses are known by.
 */
function escaped(text: string): string {
  return oneLine(text)
    .replace(/[&<>|`*_~[\]\\#@!$^{}]/g, reference)
    .replace(/:(?=\/\/)|(?<=www)\./gi, reference)
    .replace(/^[-+=]|^\d+(?=[.)])/, (start) => (/\d/.test(start) ? start : reference(start)));
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
