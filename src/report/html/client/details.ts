import { difference } from '../../difference.js';
import { element, type PageElement, type PageWindow, type ScriptFunction } from './dom.js';
import type { ClientTexts, ShownFinding, ShownPage } from './model.js';

/** Everything about one page: its address, and each finding with place, excerpt, comparison, fix and clause. */
export function pageDetails(window: PageWindow, texts: ClientTexts, page: ShownPage, limit: number): PageElement {
  const { document } = window;
  const box = element(document, 'div', '');
  const facts = element(document, 'dl', '');
  if (page.url !== null) describe(window, facts, 'URL', addressOf(window, page.url));
  if (page.problem !== null) describe(window, facts, texts.labels.reason, page.problem);
  if (page.original !== null) describe(window, facts, texts.labels.original, addressOf(window, page.original));
  if (page.dates !== null) describe(window, facts, texts.labels.published, page.dates);
  box.append(facts);
  showFindings(window, texts, page, box, 0, limit);
  return box;
}

/** Some findings, and a button for as many again: thousands at once would stall a browser. */
function showFindings(
  window: PageWindow,
  texts: ClientTexts,
  page: ShownPage,
  box: PageElement,
  from: number,
  count: number,
): void {
  const end = from + count;
  for (const finding of page.findings.slice(from, end)) box.append(findingDetails(window, texts, finding));
  if (page.findings.length <= end) return;
  const more = element(window.document, 'button', 'more', `${texts.labels.more} (${page.findings.length - end})`);
  more.setAttribute('type', 'button');
  more.addEventListener('click', () => {
    more.remove();
    showFindings(window, texts, page, box, end, count);
  });
  box.append(more);
}

function findingDetails(window: PageWindow, texts: ClientTexts, finding: ShownFinding): PageElement {
  const { document } = window;
  const severity = texts.severities[finding.severity];
  const box = element(document, 'section', `finding tone-${severity.id}`);
  const badge = element(document, 'span', `verdict tone-${severity.id}`, severity.name);
  box.append(element(document, 'h3', '', badge, finding.message));
  const about = [texts.codes[finding.code] ?? '', finding.code];
  if (finding.line !== 0) about.push(`${finding.line}:${finding.column}`);
  box.append(element(document, 'div', 'quiet', about.filter(Boolean).join(' · ')));
  if (finding.excerpt !== null) {
    const [before, marked, after] = finding.excerpt;
    box.append(element(document, 'pre', '', before, element(document, 'mark', '', marked), after));
  }
  const facts = element(document, 'dl', '');
  if (finding.expected !== null) describe(window, facts, texts.labels.expected, finding.expected);
  if (finding.found !== null) describe(window, facts, texts.labels.found, finding.found);
  if (finding.expected !== null && finding.found !== null && texts.compared.includes(finding.code)) {
    describe(window, facts, texts.labels.difference, comparison(window, finding.expected, finding.found));
  }
  box.append(facts);
  if (finding.fix !== null) box.append(fixDetails(window, texts, finding.fix));
  const clause = texts.clauses[finding.clause];
  if (clause !== undefined) {
    const words = element(document, 'details', '');
    words.append(element(document, 'summary', '', texts.labels.clause + texts.labels.colon + clause.name));
    words.append(element(document, 'blockquote', '', clause.text));
    box.append(words);
  }
  return box;
}

function fixDetails(window: PageWindow, texts: ClientTexts, fix: string): PageElement {
  const { document } = window;
  const box = element(document, 'div', '');
  box.append(element(document, 'span', 'quiet', texts.labels.fix + texts.labels.colon));
  const { clipboard } = window.navigator;
  if (clipboard !== undefined) {
    const copy = element(document, 'button', 'copy', texts.labels.copy);
    copy.setAttribute('type', 'button');
    copy.addEventListener('click', () => {
      clipboard.writeText(fix).then(
        () => {
          copy.textContent = texts.labels.copied;
        },
        // Refused by the browser: the text beside the button can still be selected.
        () => copy.remove(),
      );
    });
    box.append(copy);
  }
  box.append(element(document, 'pre', '', fix));
  return box;
}

/** What was dropped and what was put in its place. */
function comparison(window: PageWindow, expected: string, found: string): PageElement {
  const box = element(window.document, 'span', '');
  for (const { kind, text } of difference(expected, found)) {
    if (kind === 'same') box.append(text);
    else box.append(element(window.document, kind === 'first' ? 'del' : 'ins', '', text));
  }
  return box;
}

/** A link for a web address and nothing else: `javascript:` and its like stay text. */
export function addressOf(window: PageWindow, address: string): PageElement {
  if (!/^https?:\/\//i.test(address)) return element(window.document, 'span', '', address);
  const link = element(window.document, 'a', '', address);
  link.setAttribute('href', address);
  link.setAttribute('rel', 'noopener noreferrer nofollow');
  link.setAttribute('target', '_blank');
  return link;
}

function describe(window: PageWindow, list: PageElement, name: string, value: PageElement | string): void {
  list.append(element(window.document, 'dt', '', name), element(window.document, 'dd', '', value));
}

/** This file's functions, for the script (see script.ts). */
export function detailsFunctions(): readonly ScriptFunction[] {
  return [pageDetails, showFindings, findingDetails, fixDetails, comparison, addressOf, describe];
}
