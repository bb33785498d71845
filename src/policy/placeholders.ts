import type { PolicyData } from './types.js';

/** A placeholder without a value stays: a gap in a sentence would be harder to notice. */
export function fillPlaceholders(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name] : whole,
  );
}

/** The values of `POLICY_VALUES`. */
export function policyValues({ publisher, credit }: Pick<PolicyData, 'publisher' | 'credit'>): Record<string, string> {
  return { publisher: publisher.name, wording: credit.wording, email: publisher.contact?.email ?? '' };
}

/**
 * Help may name the publisher by placeholder, so that the policies based on this one inherit it. Filled in once a
 * policy is loaded, not in what it hands down.
 */
export function withFilledHelp(policy: PolicyData): PolicyData {
  const values = policyValues(policy);
  const rules = policy.rules.map((rule) => {
    const help = { zh: fillPlaceholders(rule.help.zh, values), en: fillPlaceholders(rule.help.en, values) };
    return { ...rule, help };
  });
  return { ...policy, rules };
}
