import { join, relative, resolve } from 'node:path';
import type { TargetSettingsFinder } from '../config/for-target.js';
import type { Config, SeverityOverrides } from '../config/types.js';
import type { Severity } from '../policy/types.js';
import type { Given } from './project-options.js';

/** How one page is audited. */
export interface PageSettings {
  readonly policy: string;
  readonly profile: string | null;
  readonly severities: SeverityOverrides;
  readonly failOn: Severity;
  /** Where it is published; null where nobody said so. */
  readonly url: string | null;
}

interface RunOptions {
  readonly policy: string;
  readonly profile?: string;
  readonly strict?: boolean;
  readonly failOn?: string;
}

/** What config and command line together say of the pages of a run. */
export class Project {
  readonly #run: Omit<PageSettings, 'url'>;

  /**
   * @param finder of the same config: it is loaded only where there is one
   * @param options the command line with the config's settings filled in
   */
  constructor(
    readonly config: Config | null,
    private readonly finder: TargetSettingsFinder | null,
    private readonly given: Given,
    options: RunOptions,
    private readonly cwd: string,
  ) {
    this.#run = {
      policy: options.policy,
      profile: options.profile ?? (options.strict ? 'strict' : null),
      severities: config?.data.severities ?? {},
      failOn: (options.failOn ?? 'error') as Severity,
    };
  }

  /** What to check where the command line names nothing, seen from the working directory. */
  get targets(): readonly string[] {
    const { config } = this;
    return (config?.data.targets ?? []).map(({ path }) => relative(this.cwd, join(config!.directory, path)) || '.');
  }

  /** @param target as the user named it, or as it was found below a folder */
  settingsOf(target: string): PageSettings {
    if (this.finder === null || !isPath(target)) return { ...this.#run, url: null };
    const { policy, profile, severities, failOn, url } = this.finder.ofFile(resolve(this.cwd, target));
    const fromLine = this.given('profile') || this.given('strict');
    return {
      policy: this.given('policy') ? this.#run.policy : (policy ?? this.#run.policy),
      profile: fromLine ? this.#run.profile : (profile ?? this.#run.profile),
      severities: severities ?? {},
      failOn: this.given('failOn') ? this.#run.failOn : (failOn ?? this.#run.failOn),
      url,
    };
  }

  /** Every list of policies that some page may be audited with. */
  get policyLists(): readonly string[] {
    if (this.given('policy')) return [this.#run.policy];
    const ofTargets = (this.config?.data.targets ?? []).flatMap(({ policy }) => policy ?? []);
    return [...new Set([this.#run.policy, ...ofTargets])];
  }
}

/** A page named by a path, and not by an address or `-`. */
export function isPath(target: string): boolean {
  return target !== '-' && !/^[a-z][a-z0-9+.-]+:\/\//i.test(target);
}
