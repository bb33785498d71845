import type { AuditedPage, Finding } from '../audit/types.js';
import type { Severity } from '../policy/types.js';
import { inOrder } from './findings.js';
import { grouped } from './messages/grouped.js';
import { codeName, type Messages, messagesIn } from './messages/index.js';
import { type FilePlace, filePlace } from './places.js';
import { oneLine } from './plain-text.js';
import { SEVERITIES, SummaryCounter } from './summary.js';
import type { ReportContext } from './types.js';

type Command = 'error' | 'warning' | 'notice';
const COMMANDS: Readonly<Record<Severity, Command>> = {
  error: 'error',
  review: 'warning',
  warning: 'warning',
  info: 'notice',
};

/**
 * Workflow commands of GitHub Actions: each becomes an annotation. A file is annotated at the place; an address at the
 * line of its list. Notes (info) are left to other formats unless asked for: GitHub keeps ten annotations a kind.
 */
export async function* github(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  const counter = new SummaryCounter();
  for await (const page of pages) {
    counter.add(page);
    const place = filePlace(page, context);
    if (page.verdict === 'unaudited') yield unaudited(page, place, messages);
    for (const finding of inOrder(page.findings)) {
      if (finding.severity !== 'info' || context.verbose) yield annotation(page, finding, place, messages);
    }
  }
  const { targets, findings } = counter.summary();
  const severities = SEVERITIES.map((severity) => `${messages.severities[severity]} ${grouped(findings[severity])}`);
  yield `${messages.checked(targets)}${messages.comma}${severities.join(messages.comma)}\n`;
}

function annotation(page: AuditedPage, finding: Finding, place: FilePlace | null, messages: Messages): string {
  const { location } = finding;
  const title = `${codeName(finding.code, messages)} (${finding.code})`;
  const text = [
    finding.message,
    ...(finding.fix === null ? [] : [messages.fix + messages.colon + oneLine(finding.fix)]),
  ];
  if (place?.listLine !== null) text.unshift(page.url ?? page.target);
  const properties: [string, string | number][] = [];
  if (place !== null) properties.push(['file', place.path]);
  if (place !== null && place.listLine !== null) properties.push(['line', place.listLine]);
  if (place !== null && place.listLine === null && location !== null) {
    properties.push(['line', location.line], ['col', location.column]);
  }
  properties.push(['title', title]);
  return command(COMMANDS[finding.severity], properties, text);
}

function unaudited(page: AuditedPage, place: FilePlace | null, messages: Messages): string {
  const properties: [string, string | number][] = place === null ? [] : [['file', place.path]];
  if (place !== null && place.listLine !== null) properties.push(['line', place.listLine]);
  properties.push(['title', messages.verdicts.unaudited]);
  return command('warning', properties, [page.url ?? page.target, page.problem?.message ?? messages.problems.internal]);
}

function command(name: Command, properties: readonly (readonly [string, string | number])[], text: string[]): string {
  const settings = properties.map(([key, value]) => `${key}=${propertyText(String(value))}`).join(',');
  return `::${name} ${settings}::${text.map((line) => dataText(oneLine(line))).join('%0A')}\n`;
}

/** Escapes of the Actions toolkit (`escapeData`): percent, CR and LF. */
function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Escapes of the Actions toolkit (`escapeProperty`): colon and comma as well. */
function propertyText(text: string): string {
  return dataText(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
