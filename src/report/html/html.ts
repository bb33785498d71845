import { createHash } from 'node:crypto';
import type { AuditedPage } from '../../audit/types.js';
import { acceptedMark } from '../accepted.js';
import { contactWindow } from '../contact-window.js';
import { hostOf } from '../findings.js';
import { type Messages, messagesIn } from '../messages/index.js';
import { SummaryCounter } from '../summary.js';
import type { ReportContext } from '../types.js';
import { clientScript } from './client/script.js';
import { clientTexts } from './client-texts.js';
import { PagePacker } from './data.js';
import { escaped, scriptJson } from './markup.js';
import { type HostCounts, overview } from './overview.js';
import { STYLES } from './styles.js';

/** Hosts counted for the chart and the filter; an audit of more hosts than that needs another tool. */
const HOSTS_LIMIT = 50_000;

/**
 * A report to file: one HTML file that loads nothing. Pages are embedded as data while they come; counts and charts
 * follow as plain markup, which works without scripts; a script makes the rows when they are needed.
 *
 * Its policy lets the browser run the one script and use the one style sheet whose hashes it names, and load nothing:
 * whatever a page smuggles into a report stays text.
 */
export async function* html(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  const script = clientScript();
  const describeAccepted = (page: AuditedPage): string | null => acceptedMark(page, messages);
  const packer = new PagePacker((page) => {
    const window = contactWindow(page, context.policies);
    return window === null ? (page.page?.published ?? null) : messages.contactWindow(window);
  }, describeAccepted);
  const counter = new SummaryCounter();
  const hosts: HostCounts = new Map();

  yield head(context, messages, script);
  yield '<script type="application/json" id="pages">[';
  let separator = '\n';
  for await (const page of pages) {
    counter.add(page);
    countHost(hosts, page);
    yield separator + scriptJson(packer.pack(page));
    separator = ',\n';
  }
  yield '\n]</script>\n';

  const summary = counter.summary();
  yield overview(summary, counter.accepted(), hosts, context, messages);
  yield `<script type="application/json" id="texts">${scriptJson(clientTexts(context, messages, Object.keys(summary.codes)))}</script>\n`;
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function head(context: ReportContext, messages: Messages, script: string): string {
  const policy = `default-src 'none'; style-src ${hashOf(STYLES)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  const title = context.policies.map((one) => one.title[context.language]).join(messages.comma);
  return `<!DOCTYPE html>
<html lang="${messages.languageTag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="${escaped(`${context.tool.name} ${context.tool.version}`)}">
<title>${escaped(messages.report.title)}${title === '' ? '' : escaped(messages.colon + title)}</title>
<style>${STYLES}</style>
</head>
<body>
`;
}

/** CSP Level 3, hash-source. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function countHost(hosts: HostCounts, page: AuditedPage): void {
  const host = hostOf(page);
  if (host === null) return;
  const counts = hosts.get(host);
  if (counts !== undefined) {
    counts.pages++;
    if (page.verdict === 'violation') counts.violations++;
  } else if (hosts.size < HOSTS_LIMIT) {
    hosts.set(host, { pages: 1, violations: page.verdict === 'violation' ? 1 : 0 });
  }
}
