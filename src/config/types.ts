/** `reprintlint.config.yaml`: what a project wants of a run, so that nobody has to type it. */
import type { Verdict } from '../audit/types.js';
import type { Language, Severity } from '../policy/types.js';

/** Codes with the severity a project gives them; `off` silences one. */
export type SeverityOverrides = Readonly<Record<string, Severity | 'off'>>;

/** What may differ from one part of a site to another. An absent setting is the one of the whole config. */
export interface PathSettings {
  /** Names or paths, joined by commas. */
  readonly policy?: string;
  readonly profile?: string;
  readonly severities?: SeverityOverrides;
  readonly failOn?: Severity;
}

/** Pages of the project: what is checked when the command line names nothing, and how. */
export interface TargetConfig extends PathSettings {
  /** Folder, file or pattern, relative to the config file, with forward slashes. */
  readonly path: string;
  /** Where the fixed part of `path` is published: `public/**` and this give each page its address. */
  readonly url?: string;
}

/** A finding that the project has decided to live with. */
export interface SuppressionConfig {
  /** Pattern for targets: paths relative to the config file, or addresses. */
  readonly target: string;
  readonly code: string;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD` in Asia/Shanghai; absent: for good. */
  readonly expires?: string;
}

export interface HostPoliteness {
  readonly host: string;
  /** Milliseconds. */
  readonly delay: number;
  readonly connections?: number;
}

export interface PolitenessConfig {
  readonly contact?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly maxBytes?: number;
  readonly allowPrivate?: boolean;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly delay?: number;
  readonly connections?: number;
  readonly attempts?: number;
  /** Seconds. */
  readonly maxCrawlDelay?: number;
  /** Seconds. */
  readonly maxRetryAfter?: number;
  readonly hosts?: readonly HostPoliteness[];
}

/** The file as it is written. */
export interface ConfigData extends PathSettings {
  readonly language?: Language;
  readonly targets?: readonly TargetConfig[];
  /** `name` or `name=file`, as for `--format`. */
  readonly formats?: readonly string[];
  readonly allow?: readonly Extract<Verdict, 'unaudited' | 'review'>[];
  readonly politeness?: PolitenessConfig;
  readonly licences?: string;
  readonly originals?: string;
  readonly sourceList?: string;
  readonly baseline?: string;
  readonly suppressions?: readonly SuppressionConfig[];
}

/** A config that was found and is right. Paths of files in `data` are absolute; patterns stay relative to `directory`. */
export interface Config {
  /** Absolute path. */
  readonly file: string;
  readonly directory: string;
  readonly data: ConfigData;
}
