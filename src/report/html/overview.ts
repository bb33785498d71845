import { VERDICTS, type Verdict } from '../../audit/types.js';
import { type AcceptedCounts, acceptedParts } from '../accepted.js';
import { codeName, type Messages, problemName } from '../messages/index.js';
import { SEVERITIES, type Summary } from '../summary.js';
import type { ReportContext } from '../types.js';
import { type Bar, barChart } from './charts.js';
import { escaped } from './markup.js';

/** Pages and violations by host. */
export type HostCounts = Map<string, { pages: number; violations: number }>;

const BARS_SHOWN = 12;
/** Hosts offered in the filter; any other is found by searching for it. */
const HOSTS_OFFERED = 500;

/** What is readable without the script: facts, counts, charts, clauses, and the empty table with its filters. */
export function overview(
  summary: Summary,
  accepted: AcceptedCounts,
  hosts: HostCounts,
  context: ReportContext,
  messages: Messages,
): string {
  return [
    header(context, messages),
    '<main>',
    `<h2>${messages.report.summary}</h2>`,
    `<p>${escaped(messages.checked(summary.targets))}${messages.comma}${escaped(messages.findingsTotal(summary.findings.total))}</p>`,
    ...acceptedParts(accepted, messages).map((part) => `<p>${escaped(part)}</p>`),
    ...unfinishedLine(context, messages),
    verdictCounts(summary, messages),
    charts(summary, hosts, messages),
    clauses(context, messages),
    `<h2 id="pages-heading">${messages.report.pages}</h2>`,
    `<noscript><p>${messages.interactive.needsScript}</p></noscript>`,
    filters(summary, hosts, messages),
    table(messages),
    '</main>',
    '',
  ].join('\n');
}

function header({ policies, language, tool, date, notes = [] }: ReportContext, messages: Messages): string {
  const { report, colon } = messages;
  const facts = [
    ...policies.map((policy) => `${report.policy}${colon}${policy.title[language]} (${policy.id} ${policy.version})`),
    ...(date === undefined ? [] : [`${report.date}${colon}${date}`]),
    `${report.madeBy}${colon}${tool.name} ${tool.version}`,
    ...(policies.some((policy) => !policy.verified) ? [report.notVerified] : []),
    ...notes.map(({ message }) => message),
  ];
  const items = facts.map((fact) => `<li>${escaped(fact)}</li>`).join('');
  return `<header><h1>${report.title}</h1><ul class="facts quiet">${items}</ul></header>`;
}

/** Above the counts: whoever reads them must know that they are not all. */
function unfinishedLine(context: ReportContext, messages: Messages): string[] {
  const unfinished = context.unfinished?.() ?? null;
  return unfinished === null ? [] : [`<p><b>${escaped(messages.unfinished(unfinished))}</b></p>`];
}

function verdictCounts(summary: Summary, messages: Messages): string {
  const items = VERDICTS.map((verdict) => {
    const count = summary.verdicts[verdict].toLocaleString(messages.languageTag);
    return `<li class="${tone(verdict)}"><b>${count}</b>${escaped(messages.verdicts[verdict])}</li>`;
  });
  return `<ul class="counts">${items.join('')}</ul>`;
}

function charts(summary: Summary, hosts: HostCounts, messages: Messages): string {
  const { report, languageTag } = messages;
  const verdicts = VERDICTS.map((verdict) => ({
    label: messages.verdicts[verdict],
    count: summary.verdicts[verdict],
    tone: tone(verdict),
  }));
  const severities = SEVERITIES.map((severity) => ({
    label: messages.severities[severity],
    count: summary.findings[severity],
    tone: `tone-${severity}`,
  }));
  const codes = Object.entries(summary.codes).map(([code, count]) => ({
    label: codeName(code, messages),
    count,
    tone: 'tone-info',
  }));
  const problems = Object.entries(summary.problems).map(([kind, count]) => ({
    label: problemName(kind, messages),
    count,
    tone: 'tone-warning',
  }));
  const violating = [...hosts]
    .filter(([, { violations }]) => violations > 0)
    .sort(([a, m], [b, n]) => n.violations - m.violations || (a < b ? -1 : 1))
    .map(([label, { violations }]) => ({ label, count: violations, tone: 'tone-error' }));
  const chart = (title: string, bars: readonly Bar[]) =>
    bars.length === 0 ? '' : barChart(title, bars.slice(0, BARS_SHOWN), languageTag);
  return [
    '<div class="charts">',
    chart(report.verdicts, verdicts),
    chart(report.severities, severities),
    chart(report.codes, codes),
    chart(report.hosts, violating),
    chart(report.problems, problems),
    '</div>',
  ].join('\n');
}

function tone(verdict: Verdict): string {
  return verdict === 'out-of-scope' || verdict === 'not-a-repost' ? 'tone-none' : `tone-${verdict}`;
}

function clauses({ policies, language }: ReportContext, messages: Messages): string {
  const items = policies.flatMap((policy) =>
    policy.clauses.map((clause) => {
      const name = messages.clauseName(clause.id, clause.title[language]);
      return `<dt>${escaped(name)}</dt><dd>${escaped(messages.quote(clause.text))}<br><span class="quiet">${escaped(clause.obliges[language])}</span></dd>`;
    }),
  );
  if (items.length === 0) return '';
  return `<h2>${messages.report.clauses}</h2>\n<dl>${items.join('\n')}</dl>`;
}

function filters(summary: Summary, hosts: HostCounts, messages: Messages): string {
  const { interactive, columns, languageTag } = messages;
  const option = (value: string, name: string, count: number) =>
    `<option value="${escaped(value)}">${escaped(name)} (${count.toLocaleString(languageTag)})</option>`;
  const select = (id: string, label: string, all: string, options: readonly string[]) =>
    `<select id="${id}" aria-label="${escaped(label)}"><option value="">${escaped(all)}</option>${options.join('')}</select>`;
  const verdicts = VERDICTS.filter((verdict) => summary.verdicts[verdict] > 0);
  const mostPages = [...hosts].sort(([a, m], [b, n]) => n.pages - m.pages || (a < b ? -1 : 1)).slice(0, HOSTS_OFFERED);
  return [
    '<form id="filters" role="search" aria-labelledby="pages-heading">',
    `<input id="search" type="search" autocomplete="off" aria-label="${escaped(interactive.search)}" placeholder="${escaped(interactive.search)}">`,
    select(
      'verdict',
      columns.verdict,
      interactive.allVerdicts,
      verdicts.map((verdict) => option(verdict, messages.verdicts[verdict], summary.verdicts[verdict])),
    ),
    select(
      'code',
      columns.codeName,
      interactive.allCodes,
      Object.entries(summary.codes).map(([code, count]) => option(code, codeName(code, messages), count)),
    ),
    select(
      'host',
      columns.host,
      interactive.allHosts,
      mostPages.map(([host, { pages }]) => option(host, host, pages)),
    ),
    `<button type="reset">${escaped(interactive.reset)}</button>`,
    '</form>',
  ].join('\n');
}

function table(messages: Messages): string {
  const { columns, interactive, report } = messages;
  const heading = (key: string, name: string) =>
    `<th scope="col" role="columnheader" class="c-${key}" data-sort="${key}" aria-sort="none"><button type="button">${escaped(name)}</button></th>`;
  return [
    '<p id="status" class="quiet" role="status" aria-live="polite"></p>',
    `<table role="table"><caption class="visually-hidden">${escaped(report.pages)}</caption>`,
    `<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="c-open"><span class="visually-hidden">${escaped(interactive.details)}</span></th>`,
    heading('verdict', columns.verdict),
    heading('target', `${columns.pageTitle} / ${columns.target}`),
    heading('source', columns.source),
    heading('findings', columns.codeName),
    '</tr></thead>',
    '<tbody id="rows" role="rowgroup"></tbody></table>',
    `<button type="button" id="more" class="more" hidden>${escaped(interactive.more)}</button>`,
  ].join('\n');
}
