import { VERDICTS } from '../../audit/types.js';
import { codeName, type Messages } from '../messages/index.js';
import { oneLine } from '../plain-text.js';
import { SEVERITIES } from '../summary.js';
import type { ReportContext } from '../types.js';
import type { ClientTexts } from './client/model.js';

/** Codes about the words of the original: what was expected and what was found are compared. */
const COMPARED = ['text-altered', 'title-changed'];

/** Everything the report's script says, in the language of the report. */
export function clientTexts(context: ReportContext, messages: Messages, codes: readonly string[]): ClientTexts {
  const { language, policies } = context;
  const clauses = policies.flatMap((policy) =>
    policy.clauses.map((clause) => [
      `${policy.id}\n${clause.id}`,
      {
        name: oneLine(messages.clauseName(clause.id, clause.title[language])),
        text: oneLine(messages.quote(clause.text)),
      },
    ]),
  );
  const { interactive } = messages;
  return {
    language: messages.languageTag,
    verdicts: VERDICTS.map((id) => ({ id, name: messages.verdicts[id] })),
    severities: SEVERITIES.map((id) => ({ id, name: messages.severities[id] })),
    codes: Object.fromEntries(codes.map((code) => [oneLine(code), oneLine(codeName(code, messages))])),
    clauses: Object.fromEntries(clauses),
    compared: COMPARED,
    labels: {
      expected: messages.expected,
      found: messages.found,
      fix: messages.fix,
      clause: messages.clause,
      reason: messages.reason,
      original: messages.original,
      published: messages.columns.published,
      noSource: messages.noSource,
      details: interactive.details,
      copy: interactive.copy,
      copied: interactive.copied,
      difference: interactive.difference,
      nothing: interactive.nothing,
      shown: interactive.shown,
      more: interactive.more,
      printLimit: interactive.printLimit,
      colon: messages.colon,
    },
  };
}
