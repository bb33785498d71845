import type { AuditedPage, ShownOriginal, Verdict } from '../audit/types.js';
import { acceptedMark, acceptedParts } from './accepted.js';
import { Clauses } from './clauses.js';
import { contactWindow } from './contact-window.js';
import { inOrder } from './findings.js';
import { type Messages, messagesIn } from './messages/index.js';
import { oneLine } from './plain-text.js';
import { SummaryCounter } from './summary.js';
import { FindingText, labelled } from './text-finding.js';
import { summaryText } from './text-summary.js';
import type { Palette, ReportContext } from './types.js';
import { verdictColour } from './verdict-colour.js';

/** Pages without anything to tell are listed by name up to this number; beyond it they are counted. */
const QUIET_LISTED = 20;
/** Findings shown of one page, unless everything is asked for. */
const FINDINGS_SHOWN = 50;

const SIGNS: Readonly<Record<Verdict, string>> = {
  violation: '✗',
  review: '?',
  compliant: '✓',
  'out-of-scope': '-',
  'not-a-repost': '-',
  unaudited: '!',
};

/** The report for people at a terminal. Pages with something to tell come first, in order; then the rest; then counts. */
export async function* text(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  const counter = new SummaryCounter();
  const findingText = new FindingText(context, new Clauses(context.policies, context.language));
  const quiet: AuditedPage[] = [];
  let quietPages = 0;

  for await (const page of pages) {
    counter.add(page);
    if (isQuiet(page) && !context.verbose) {
      quietPages++;
      if (quiet.length < QUIET_LISTED) quiet.push(page);
    } else {
      yield `${[...pageLines(page, context, messages, findingText)].join('\n')}\n\n`;
    }
  }

  if (quietPages <= QUIET_LISTED) {
    for (const page of quiet) yield `${[...quietLines(page, context, messages)].join('\n')}\n`;
  } else {
    yield `${context.palette.good(SIGNS.compliant)} ${messages.notListed(quietPages)}\n`;
  }
  if (quietPages > 0) yield '\n';
  yield summaryText(counter.summary(), context, messages);
  for (const part of acceptedParts(counter.accepted(), messages)) yield `${part}\n`;
  const unfinished = context.unfinished?.() ?? null;
  if (unfinished !== null) {
    yield `${labelled('', context.palette.warning(messages.unfinished(unfinished)), context).join('\n')}\n`;
  }
  const notes = (context.notes ?? []).filter(({ severity }) => context.quiet !== true || severity !== 'info');
  const remarks = notes.map(({ code, message }) => `${oneLine(message)} (${code})`);
  if (findingText.quotedUnverified) remarks.push(messages.report.notVerified);
  for (const remark of remarks) yield `${labelled('', context.palette.dim(remark), context).join('\n')}\n`;
}

/** Nothing a person has to act on. Notes (info) do not make a page worth a paragraph. */
function isQuiet(page: AuditedPage): boolean {
  return (
    page.problem === null &&
    page.verdict !== 'unaudited' &&
    page.verdict !== 'violation' &&
    page.verdict !== 'review' &&
    page.findings.every((finding) => finding.severity === 'info')
  );
}

function* pageLines(
  page: AuditedPage,
  context: ReportContext,
  messages: Messages,
  findingText: FindingText,
): Generator<string> {
  const { palette, verbose } = context;
  yield headline(page, palette, messages);
  if (page.url !== null && page.url !== page.target) yield `  ${palette.dim(oneLine(page.url))}`;
  if (page.verdict === 'unaudited') {
    yield* labelled(`  ${messages.reason}${messages.colon}`, problemText(page, messages), context);
    return;
  }
  if (page.page?.title) yield* labelled(`  ${messages.title}${messages.colon}`, oneLine(page.page.title), context);
  yield* labelled(`  ${messages.source}${messages.colon}`, sourceText(page, messages), context);
  const window = verbose ? contactWindow(page, context.policies) : null;
  if (window !== null) yield* labelled('  ', palette.dim(messages.contactWindow(window)), context);
  if (page.original !== null) {
    yield* labelled(`  ${messages.original}${messages.colon}`, originalText(page.original, messages), context);
  }

  const findings = inOrder(page.findings);
  const shown = verbose ? findings : findings.slice(0, FINDINGS_SHOWN);
  for (const finding of shown) yield* findingText.lines(finding, page.original?.comparison ?? null);
  if (shown.length < findings.length) {
    yield `  ${palette.dim(messages.findingsNotListed(findings.length - shown.length))}`;
  }
}

/** One line for the page, and one for each note. */
function* quietLines(page: AuditedPage, context: ReportContext, messages: Messages): Generator<string> {
  const source = page.source === null ? '' : `  ${context.palette.dim(oneLine(page.source.raw))}`;
  yield headline(page, context.palette, messages) + source;
  const { palette } = context;
  if (page.original !== null) {
    const label = `    ${palette.dim(messages.original + messages.colon)}`;
    yield* labelled(label, palette.dim(originalText(page.original, messages)), context);
  }
  for (const note of inOrder(page.findings)) {
    const label = `    ${palette.info(messages.severities.info)}  `;
    yield* labelled(label, `${oneLine(note.message)}  ${palette.dim(note.code)}`, context);
  }
}

/** The original's title, its address, whose work it is, and how much of it is on the page. */
export function originalText({ title, url, source, match }: ShownOriginal, messages: Messages): string {
  const remarks = [
    ...(source === null ? [] : [`${messages.source}${messages.colon}${oneLine(source)}`]),
    ...(match === null ? [] : [messages.matched(Math.round(match.containment * 100))]),
  ];
  const about = remarks.length === 0 ? '' : `  [${remarks.join(messages.comma)}]`;
  return `${oneLine(url === null ? title : `${title} ${url}`)}${about}`;
}

function headline(page: AuditedPage, palette: Palette, messages: Messages): string {
  const verdict = `${SIGNS[page.verdict]} ${messages.verdicts[page.verdict]}`;
  const accepted = acceptedMark(page, messages);
  const mark = accepted === null ? '' : palette.dim(accepted);
  return `${verdictColour(page.verdict, palette)(verdict)}${mark}  ${palette.bold(oneLine(page.target))}`;
}

function problemText(page: AuditedPage, messages: Messages): string {
  if (page.problem === null) return messages.problems.internal;
  const { kind, message } = page.problem;
  return oneLine(`${message} (${kind})`);
}

function sourceText(page: AuditedPage, messages: Messages): string {
  const { source } = page;
  if (source === null) return messages.noSource;
  const remarks = [
    messages.zones[source.zone],
    messages.lineColumn(source.line, source.column),
    ...(source.label === null ? [messages.sourceUnlabelled] : []),
    ...(source.visible ? [] : [messages.sourceHidden]),
  ];
  return `${oneLine(source.raw)}  [${remarks.join(messages.comma)}]`;
}
