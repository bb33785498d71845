import type { AuditedPage } from '../audit/types.js';
import type { Messages } from './messages/index.js';

/** Findings that do not count, by what accepts them. */
export interface AcceptedCounts {
  readonly baseline: number;
  readonly suppression: number;
}

export function acceptedOn({ accepted = [] }: AuditedPage): AcceptedCounts {
  const baseline = accepted.filter(({ accepted: { by } }) => by === 'baseline').length;
  return { baseline, suppression: accepted.length - baseline };
}

/** What to put behind a page's verdict, which is given as if these findings were not there; null where there are none. */
export function acceptedMark(page: AuditedPage, messages: Messages): string | null {
  const counts = acceptedOn(page);
  const parts = acceptedParts(counts, messages);
  return parts.length === 0 ? null : messages.inBrackets(parts.join(messages.comma));
}

/** What the counts of a report leave out, one line for each reason. */
export function acceptedParts({ baseline, suppression }: AcceptedCounts, messages: Messages): string[] {
  return [
    ...(baseline === 0 ? [] : [messages.acceptedByBaseline(baseline)]),
    ...(suppression === 0 ? [] : [messages.acceptedBySuppression(suppression)]),
  ];
}
