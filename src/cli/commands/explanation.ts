import type { Explanation } from '../../checks/codes/index.js';
import type { Language, Policy } from '../../policy/types.js';

const TITLES = {
  zh: {
    severity: '级别',
    check: '检查',
    meaning: '含义',
    clause: '依据',
    mend: '如何改正',
    bad: '不合要求的例子',
    good: '符合要求的例子',
    silent: '不报告',
  },
  en: {
    severity: 'Severity',
    check: 'Check',
    meaning: 'Meaning',
    clause: 'Clause',
    mend: 'How to mend it',
    bad: 'Wrong',
    good: 'Right',
    silent: 'off',
  },
} as const;

/** An explanation as text for a terminal, the clause in the words of the policy. */
export function renderExplanation(code: string, explanation: Explanation, policy: Policy, language: Language): string {
  const say = TITLES[language];
  const rule = policy.rules.find(({ data }) => Object.hasOwn(data.codes, code));
  const severity = rule?.severityOf(code) ?? explanation.severity;
  const clause = rule === undefined ? undefined : policy.clause(rule.data.clause);
  const colon = language === 'zh' ? '：' : ': ';
  const lines = [
    `${code}  ${explanation.title}`,
    '',
    `${say.severity}${colon}${severity === 'off' ? say.silent : severity}    ${say.check}${colon}${explanation.check}`,
    '',
    `${say.meaning}${colon}${explanation.meaning}`,
    '',
    ...(clause === undefined
      ? []
      : [`${say.clause}${colon}${clause.id} ${clause.title[language]}`, indent(clause.text), '']),
    `${say.mend}${colon}${explanation.mend}`,
    '',
    `${say.bad}${colon.trimEnd()}`,
    indent(explanation.bad.html),
    '',
    `${say.good}${colon.trimEnd()}`,
    indent(explanation.good.html),
  ];
  return `${lines.join('\n')}\n`;
}

const indent = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
