/** What a project has accepted: a baseline of findings known already, and suppressions with a reason. */
import type { Finding } from '../types.js';

/** Identity of a finding within a page: where it stands does not count, so that it survives edits elsewhere. */
export interface BaselineEntry {
  /** Path relative to the baseline file, with forward slashes, or an address. */
  readonly target: string;
  readonly policy: string;
  readonly rule: string;
  readonly code: string;
  readonly fingerprint: string;
  /** How often it stands on the page. */
  readonly count: number;
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

export interface Suppression {
  /** As the config has it, for messages. */
  readonly pattern: string;
  matches(target: string): boolean;
  readonly code: string;
  readonly reason: string;
  /** Last day, `YYYY-MM-DD` in Asia/Shanghai; null: for good. */
  readonly expires: string | null;
}

/** A finding that was found and does not count. */
export interface AcceptedFinding extends Finding {
  readonly accepted: { readonly by: 'baseline' } | { readonly by: 'suppression'; readonly reason: string };
}
