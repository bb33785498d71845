import type { Invocation, Location, Notification, Result, Run } from 'sarif';
import type { AuditedPage, Finding } from '../audit/types.js';
import type { Severity } from '../policy/types.js';
import { inOrder } from './findings.js';
import { jsonLine } from './json-text.js';
import { type Messages, messagesIn } from './messages/index.js';
import { filePlace, NO_LIST, uriOfPath } from './places.js';
import { oneLine } from './plain-text.js';
import { ruleId, sarifRules } from './sarif-rules.js';
import type { ReportContext } from './types.js';

/** Notifications about unaudited targets that are written one by one; the rest is one more, with their number. */
const NOTIFICATIONS_LIMIT = 1000;

/**
 * SARIF 2.1.0 (OASIS). Results are written as they come, pages in the order given and findings in a fixed order within
 * a page, so that two runs over the same input are the same file.
 *
 * Viewers open artifacts as files of the repository. A page that is a file is its own artifact; an address is shown at
 * the line of the list that names it. An `https:` artifact would be a file that no viewer finds.
 */
export async function* sarif(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  const rules = sarifRules(context.policies, context.language);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const notifications: Notification[] = [];
  let unaudited = 0;
  let targets = 0;

  yield `{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{\n`;
  yield `"tool":${jsonLine({ driver: { name: context.tool.name, version: context.tool.version, rules } } satisfies Run['tool'])},\n`;
  yield `"language":${jsonLine(messages.languageTag)},"columnKind":"utf16CodeUnits",\n"results":[`;
  let separator = '\n';
  for await (const page of pages) {
    targets++;
    const location = locationOf(page, context, targets);
    if (page.verdict === 'unaudited') {
      unaudited++;
      if (unaudited <= NOTIFICATIONS_LIMIT) notifications.push(notification(page, location, messages));
    }
    for (const finding of inOrder(page.findings)) {
      yield separator + jsonLine(result(page, finding, location, ruleIndex));
      separator = ',\n';
    }
  }
  if (unaudited > NOTIFICATIONS_LIMIT) {
    notifications.push({ level: 'warning', message: { text: messages.moreTargets(unaudited - NOTIFICATIONS_LIMIT) } });
  }
  const unfinished = context.unfinished?.() ?? null;
  if (unfinished !== null) notifications.push({ level: 'warning', message: { text: messages.unfinished(unfinished) } });
  const invocation: Invocation = {
    executionSuccessful: unfinished === null,
    toolExecutionNotifications: notifications,
  };
  yield `\n],\n"invocations":[${jsonLine(invocation)}]\n}]}\n`;
}

/** Where the page as a whole is shown; findings of a file add their region. */
function locationOf(page: AuditedPage, context: ReportContext, ordinal: number): Location {
  const place = filePlace(page, context);
  if (place !== null && place.listLine === null) {
    return { physicalLocation: { artifactLocation: { uri: uriOfPath(place.path) } } };
  }
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOfPath(place?.path ?? NO_LIST) },
      region: { startLine: place?.listLine ?? ordinal },
    },
    logicalLocations: [{ fullyQualifiedName: oneLine(page.url ?? page.target), kind: 'resource' }],
  };
}

function result(
  page: AuditedPage,
  finding: Finding,
  pageLocation: Location,
  ruleIndex: ReadonlyMap<string, number>,
): Result {
  const id = ruleId(finding);
  const index = ruleIndex.get(id);
  const inFile = pageLocation.logicalLocations === undefined;
  const where = finding.location === null ? '' : `:${finding.location.line}:${finding.location.column}`;
  return {
    ruleId: id,
    ...(index === undefined ? {} : { ruleIndex: index }),
    ...LEVELS[finding.severity],
    message: { text: oneLine(inFile ? finding.message : `${finding.message} ${page.url ?? page.target}${where}`) },
    locations: [inFile ? withRegion(pageLocation, finding) : pageLocation],
    partialFingerprints: { 'reprintlint/v1': finding.fingerprint },
    properties: {
      target: page.target,
      code: finding.code,
      clause: finding.clause,
      anchor: finding.anchor,
      expected: finding.expected,
      found: finding.found,
      fix: finding.fix,
      selector: finding.selector,
    },
  };
}

/** `review` is a kind of its own in SARIF (§3.27.9), and a result of another kind than `fail` has level `none`. */
const LEVELS: Readonly<Record<Severity, Pick<Result, 'kind' | 'level'>>> = {
  error: { kind: 'fail', level: 'error' },
  review: { kind: 'review', level: 'none' },
  warning: { kind: 'fail', level: 'warning' },
  info: { kind: 'fail', level: 'note' },
};

/**
 * A region by line and column ends at the end of the line unless it says otherwise (§3.30.8), so the end is given
 * wherever the excerpt shows that the place is within one line.
 */
function withRegion(location: Location, { location: place, excerpt }: Finding): Location {
  if (place === null) return location;
  const text = excerpt === null ? null : excerpt.text.slice(excerpt.start, excerpt.start + excerpt.length);
  const whole = text !== null && text.length === place.length && !/[\r\n]/.test(text);
  return {
    physicalLocation: {
      ...location.physicalLocation,
      region: {
        startLine: place.line,
        startColumn: place.column,
        ...(whole
          ? {
              endLine: place.line,
              endColumn: place.column + place.length,
              charOffset: place.offset,
              charLength: place.length,
              snippet: { text: oneLine(text) },
            }
          : {}),
      },
    },
  };
}

function notification(page: AuditedPage, location: Location, messages: Messages): Notification {
  const reason = page.problem?.message ?? messages.problems.internal;
  return {
    level: 'warning',
    message: {
      text: oneLine(`${messages.verdicts.unaudited}${messages.colon}${page.target}${messages.colon}${reason}`),
    },
    locations: [location],
    properties: { target: page.target, problem: page.problem?.kind ?? 'internal' },
  };
}
