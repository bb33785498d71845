import { VERDICTS } from '../audit/types.js';
import { columnsOf, padEnd } from './columns.js';
import { grouped } from './messages/grouped.js';
import { codeName, type Messages, problemName } from './messages/index.js';
import { oneLine } from './plain-text.js';
import { SEVERITIES, type Summary } from './summary.js';
import type { ReportContext } from './types.js';
import { verdictColour } from './verdict-colour.js';

/** Kinds of finding named in the summary. */
const CODES_SHOWN = 10;

/** The closing counts: verdicts add up to the targets, severities to the findings. */
export function summaryText(summary: Summary, context: ReportContext, messages: Messages): string {
  const { palette } = context;
  if (summary.targets === 0) return `${messages.nothingChecked}\n`;
  const lines = [palette.bold(messages.checked(summary.targets))];
  const verdicts = VERDICTS.filter((verdict) => summary.verdicts[verdict] > 0);
  const nameWidth = Math.max(...verdicts.map((verdict) => columnsOf(messages.verdicts[verdict])));
  const numberWidth = Math.max(...verdicts.map((verdict) => grouped(summary.verdicts[verdict]).length));
  for (const verdict of verdicts) {
    const name = verdictColour(verdict, palette)(padEnd(messages.verdicts[verdict], nameWidth));
    const count = grouped(summary.verdicts[verdict]).padStart(numberWidth);
    const why = verdict === 'unaudited' ? `  ${palette.dim(problemCounts(summary, messages))}` : '';
    lines.push(`  ${name}  ${count}${why}`);
  }
  if (summary.findings.total > 0) lines.push(...findingCounts(summary, context, messages));
  return `${lines.join('\n')}\n`;
}

function findingCounts(summary: Summary, { palette }: ReportContext, messages: Messages): string[] {
  const severities = SEVERITIES.filter((severity) => summary.findings[severity] > 0)
    .map((severity) => palette[severity](`${messages.severities[severity]} ${grouped(summary.findings[severity])}`))
    .join(messages.comma);
  const lines = [palette.bold(messages.findingsTotal(summary.findings.total)) + messages.colon + severities];
  const codes = Object.entries(summary.codes).slice(0, CODES_SHOWN);
  if (summary.targets === 1) return lines;
  const numberWidth = Math.max(...codes.map(([, count]) => grouped(count).length));
  for (const [code, count] of codes) {
    const name = codeName(code, messages);
    const known = name === code ? '' : `  ${palette.dim(code)}`;
    lines.push(`  ${grouped(count).padStart(numberWidth)}  ${oneLine(name)}${known}`);
  }
  return lines;
}

function problemCounts(summary: Summary, messages: Messages): string {
  return Object.entries(summary.problems)
    .map(([kind, count]) => `${problemName(kind, messages)} ${grouped(count)}`)
    .join(messages.comma);
}
