import type { ReportingDescriptor } from 'sarif';
import type { Finding } from '../audit/types.js';
import type { CodeData, Language, PolicyData, RuleData } from '../policy/types.js';
import { codeName, messagesIn } from './messages/index.js';

/** The hierarchical id (SARIF §3.5.4) of what a finding reports: policy, rule, code. */
export function ruleId(finding: Pick<Finding, 'policy' | 'rule' | 'code'>): string {
  return `${finding.policy}/${finding.rule}/${finding.code}`;
}

/** Every code of every policy, in the order of the policy files, whether or not anything was found. */
export function sarifRules(policies: readonly PolicyData[], language: Language): ReportingDescriptor[] {
  return policies.flatMap((policy) =>
    policy.rules.flatMap((rule) =>
      Object.entries(rule.codes).map(([code, data]) => descriptor(policy, rule, code, data, language)),
    ),
  );
}

function descriptor(
  policy: PolicyData,
  rule: RuleData,
  code: string,
  data: CodeData,
  language: Language,
): ReportingDescriptor {
  const messages = messagesIn(language);
  const clause = policy.clauses.find(({ id }) => id === rule.clause);
  const basis =
    clause === undefined ? '' : `${messages.clauseName(clause.id, clause.title[language])}${messages.colon}`;
  const help = [rule.help[language], ...(clause === undefined ? [] : [`${basis}${messages.quote(clause.text)}`])];
  return {
    id: ruleId({ policy: policy.id, rule: rule.id, code }),
    name: pascalCase(code),
    shortDescription: { text: codeName(code, messages) },
    fullDescription: { text: data.message[language] },
    help: { text: help.join('\n\n') },
    defaultConfiguration: configuration(data.severity),
    properties: { clause: rule.clause, tags: [policy.id, rule.id] },
  };
}

function configuration(severity: CodeData['severity']): ReportingDescriptor['defaultConfiguration'] {
  switch (severity) {
    case 'off':
      return { enabled: false };
    case 'error':
      return { level: 'error' };
    case 'warning':
      return { level: 'warning' };
    case 'info':
      return { level: 'note' };
    case 'review':
      return { level: 'none' };
  }
}

/** SARIF §3.49.7 wants a name a person can read, and viewers expect it in this form. */
function pascalCase(code: string): string {
  return code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
