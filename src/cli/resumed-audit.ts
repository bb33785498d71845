import { AuditFile } from '../audit/store/audit-file.js';
import { isImported } from '../audit/store/import.js';
import { absolutePolicies } from '../policy/policy-file.js';
import type { Language } from '../policy/types.js';
import { policyName } from './audit-policy.js';
import { batchMessagesIn } from './batch-messages.js';
import { type BatchOptions, resumedOptions } from './batch-options.js';
import type { Given } from './project-options.js';
import { UsageError } from './usage-error.js';

/** Opens the audit that `--resume` names, with the options it goes on by. @throws {UsageError} under another policy */
export function openToResume(
  options: BatchOptions,
  given: Given,
  language: Language,
  cwd: string,
): { file: AuditFile; options: BatchOptions } {
  const file = AuditFile.open(options.resume!, 'write');
  try {
    const { since, ...recorded } = file.meta.options;
    const policy = recorded as unknown as BatchOptions;
    const other = otherPolicy(options, policy, given, cwd);
    if (other !== null) throw new UsageError(batchMessagesIn(language).otherPolicy(policyName(policy), other));
    // Of a list that was read, --since has done its work; now it would ask for pages to be checked again.
    const kept = isImported(file) ? recorded : file.meta.options;
    return { file, options: resumedOptions(options, kept, given) };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The policy asked for by name to go on with an audit, where it is another than that of the audit; else null. */
export function otherPolicy(asked: BatchOptions, recorded: BatchOptions, given: Given, cwd: string): string | null {
  const { policy, profile, strict } = recorded;
  const named = given('profile') || given('strict');
  const name = policyName({
    policy: given('policy') ? absolutePolicies(asked.policy, cwd) : policy,
    profile: named ? asked.profile : profile,
    strict: named ? asked.strict : strict,
  });
  return name === policyName(recorded) ? null : name;
}
