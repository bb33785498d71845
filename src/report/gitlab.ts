import { createHash } from 'node:crypto';
import type { AuditedPage, Finding } from '../audit/types.js';
import type { Severity } from '../policy/types.js';
import { inOrder } from './findings.js';
import { jsonLine } from './json-text.js';
import { type Messages, messagesIn } from './messages/index.js';
import { filePlace, NO_LIST } from './places.js';
import { oneLine } from './plain-text.js';
import type { ReportContext } from './types.js';

/** GitLab knows five degrees; `blocker` is left to its users. */
const SEVERITIES: Readonly<Record<Severity, 'critical' | 'major' | 'minor' | 'info'>> = {
  error: 'critical',
  review: 'major',
  warning: 'minor',
  info: 'info',
};

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * A Code Quality report of GitLab (a subset of the Code Climate format): one array of issues. An unaudited page is an
 * issue too, because a merge request shows nothing else of it.
 */
export async function* gitlab(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  const fingerprints = new Fingerprints();
  let separator = '\n';
  let ordinal = 0;
  yield '[';
  for await (const page of pages) {
    ordinal++;
    for (const issue of issuesOf(page, ordinal, context, messages, fingerprints)) {
      yield separator + jsonLine(issue);
      separator = ',\n';
    }
  }
  yield '\n]\n';
}

function* issuesOf(
  page: AuditedPage,
  ordinal: number,
  context: ReportContext,
  messages: Messages,
  fingerprints: Fingerprints,
): Generator<Issue> {
  const place = filePlace(page, context);
  const inFile = place !== null && place.listLine === null;
  const path = oneLine(place?.path ?? NO_LIST);
  const pageLine = inFile ? 1 : (place?.listLine ?? ordinal);
  // A line of the list says little: the address goes into the words.
  const described = (message: string) => oneLine(inFile ? message : `${message} ${page.url ?? page.target}`);
  fingerprints.beginPage();
  if (page.verdict === 'unaudited') {
    const reason = page.problem?.message ?? messages.problems.internal;
    yield {
      description: described(messages.verdicts.unaudited + messages.colon + reason),
      check_name: 'unaudited',
      fingerprint: fingerprints.of(page.target, 'unaudited'),
      severity: 'major',
      location: { path, lines: { begin: pageLine } },
    };
  }
  for (const finding of inOrder(page.findings)) {
    yield {
      description: described(finding.message),
      check_name: finding.code,
      fingerprint: fingerprints.of(page.target, identity(finding)),
      severity: SEVERITIES[finding.severity],
      location: { path, lines: { begin: inFile ? (finding.location?.line ?? pageLine) : pageLine } },
    };
  }
}

function identity({ policy, rule, fingerprint }: Finding): string {
  return `${policy}\n${rule}\n${fingerprint}`;
}

/** GitLab drops an issue whose fingerprint it has seen; the same finding twice on a page gets two. */
class Fingerprints {
  readonly #seen = new Map<string, number>();

  beginPage(): void {
    this.#seen.clear();
  }

  of(target: string, identity: string): string {
    const times = this.#seen.get(identity) ?? 0;
    this.#seen.set(identity, times + 1);
    return createHash('sha256').update(`${target}\n${identity}\n${times}`).digest('hex').slice(0, 32);
  }
}
