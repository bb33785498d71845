import type { Finding } from '../audit/types.js';
import type { ClauseData, Language, PolicyData } from '../policy/types.js';
import { type Messages, messagesIn } from './messages/index.js';

/** Finds the clause a finding rests on, in the policy that judged it. */
export class Clauses {
  readonly #clauses = new Map<string, ClauseData>();
  readonly #language: Language;
  readonly #messages: Messages;

  constructor(policies: readonly PolicyData[], language: Language) {
    for (const policy of policies) {
      for (const clause of policy.clauses) this.#clauses.set(key(policy.id, clause.id), clause);
    }
    this.#language = language;
    this.#messages = messagesIn(language);
  }

  of(finding: Pick<Finding, 'policy' | 'clause'>): ClauseData | undefined {
    return this.#clauses.get(key(finding.policy, finding.clause));
  }

  /** 条款 1（注明来源并附原文链接） */
  nameOf(finding: Pick<Finding, 'policy' | 'clause'>): string {
    return this.#messages.clauseName(finding.clause, this.of(finding)?.title[this.#language] ?? null);
  }
}

/** Identifies a clause among all policies of a run. */
function key(policy: string, clause: string): string {
  return `${policy}\n${clause}`;
}
