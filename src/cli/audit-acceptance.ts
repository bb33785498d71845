/**
 * Baseline and suppressions of an audit. They are applied where results are told, not where pages are checked: the audit
 * itself keeps every finding, and a report on it follows the baseline as it is then.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AuditedPage, Verdict } from '../audit/types.js';
import type { Config } from '../config/types.js';
import type { Language, Severity } from '../policy/types.js';
import type { Accepted } from './accepted.js';
import type { Surroundings } from './io.js';
import { openAccepted } from './open-accepted.js';
import { type GateOptions, type Given, openConfig } from './project-options.js';

/** What the command line asks for, and what was recorded when the audit was made; null: it is being made. */
export interface AcceptanceRequest {
  readonly options: Pick<GateOptions, 'baseline' | 'writeBaseline'>;
  readonly given: Given;
  /** The nearest config, or the one named. */
  readonly config: Config | null;
  readonly recorded: Readonly<Record<string, unknown>> | null;
  readonly failOn: Severity;
  readonly language: Language;
  readonly surroundings: Surroundings;
}

/** What a new audit records of this, as absolute paths: it may be gone on with from anywhere. */
export function recordedAcceptance(
  { baseline, writeBaseline }: Pick<GateOptions, 'baseline' | 'writeBaseline'>,
  config: Config | null,
  given: Given,
  { cwd }: Surroundings,
): { readonly config: string | null; readonly baseline?: string } {
  // A baseline that is only being written accepts nothing of this audit, and may never come to be.
  const heeded = given('baseline') && baseline !== undefined && !writeBaseline;
  const named = heeded ? { baseline: resolve(cwd, baseline) } : {};
  return { config: config?.file ?? null, ...named };
}

/** @throws {UsageError} a baseline that is not there or damaged. @throws {ConfigError} */
export async function acceptedOfAudit(request: AcceptanceRequest): Promise<Accepted | null> {
  const { options, given, recorded, failOn, language, surroundings } = request;
  const config = await configOfAudit(request);
  const named = given('baseline') ? options.baseline : undefined;
  const kept = typeof recorded?.baseline === 'string' ? recorded.baseline : undefined;
  const baseline = named ?? kept ?? config?.data.baseline;
  return openAccepted({
    baseline,
    writeBaseline: options.writeBaseline,
    config,
    failOnOf: () => failOn,
    language,
    cwd: surroundings.cwd,
    now: Date.now(),
    // A list is not what the config names: that a suppression matches none of its pages is no mistake.
    whole: false,
  });
}

/** The config named now, else the one the audit was made with as long as that is there, else the nearest. */
async function configOfAudit({ config, given, recorded, surroundings }: AcceptanceRequest): Promise<Config | null> {
  const file = recorded?.config;
  if (given('config') || file === undefined) return config;
  if (typeof file !== 'string') return null;
  return file === config?.file || !existsSync(file) ? config : openConfig(file, surroundings);
}

/** By how much the verdicts that are reported differ in number from those of the audit. */
export class VerdictShift {
  readonly #shift = new Map<Verdict, number>();

  add(found: AuditedPage, reported: AuditedPage): void {
    if (found.verdict === reported.verdict) return;
    this.#shift.set(found.verdict, (this.#shift.get(found.verdict) ?? 0) - 1);
    this.#shift.set(reported.verdict, (this.#shift.get(reported.verdict) ?? 0) + 1);
  }

  applyTo(verdicts: Readonly<Record<Verdict, number>>): Record<Verdict, number> {
    const shifted = { ...verdicts };
    for (const [verdict, by] of this.#shift) shifted[verdict] += by;
    return shifted;
  }
}
