import { explainCode } from '../../checks/codes/index.js';
import { loadPolicies } from '../../policy/load.js';
import { nearestNames } from '../../policy/nearest.js';
import type { Language, Policy } from '../../policy/types.js';
import { CODES } from '../../policy/vocabulary.js';
import { Output, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { UsageError } from '../usage-error.js';
import { renderExplanation } from './explanation.js';

/** `reprintlint explain`: one code in full, or all of them by title. */
export async function explain(
  code: string | undefined,
  policyName: string,
  language: Language,
  { stdout }: Surroundings,
): Promise<number> {
  const output = new Output(stdout);
  const policies = await loadPolicies(policyName);
  if (code === undefined) {
    const width = Math.max(...CODES.map((each) => each.length));
    for (const each of CODES)
      await output.write(`${each.padEnd(width)}  ${explainCode(each, language)?.meaning ?? ''}\n`);
    return 0;
  }
  const explanation = explainCode(code, language);
  if (explanation === undefined) {
    throw new UsageError(
      messagesIn(language).unknownCode(code, nearestNames(code, CODES).join(language === 'zh' ? '、' : ', ')),
    );
  }
  const known = policies.find((policy) => hasCode(policy, code));
  // Codes of the law, asked for without naming it: its clause is told all the same.
  const policy = known ?? (await loadPolicies('reprint-law')).find((law) => hasCode(law, code)) ?? policies[0];
  await output.write(renderExplanation(code, explanation, policy, language));
  return 0;
}

const hasCode = ({ rules }: Policy, code: string): boolean => rules.some(({ data }) => Object.hasOwn(data.codes, code));
