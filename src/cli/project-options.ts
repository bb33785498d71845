/** Options about a project, and how its config fills in what the command line leaves open. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { findConfig } from '../config/find.js';
import type { Config } from '../config/types.js';
import type { Surroundings } from './io.js';
import type { ProjectMessages } from './project-messages.js';

/** As commander hands them over. */
export interface ProjectOptions {
  /** false: `--no-config`; true: neither option given. */
  readonly config: string | boolean;
  readonly printConfig?: boolean;
}

export interface GateOptions {
  readonly baseline?: string;
  /** true: without a file. */
  readonly writeBaseline?: string | boolean;
  readonly changedSince?: string;
}

export function addProjectOptions(command: Command, say: ProjectMessages): Command {
  return command
    .option('--config <file>', say.config)
    .option('--no-config', say.noConfig)
    .option('--print-config', say.printConfig);
}

export function addBaselineOptions(command: Command, say: ProjectMessages): Command {
  return command.option('--baseline <file>', say.baseline).option('--write-baseline [file]', say.writeBaseline);
}

export function addGateOptions(command: Command, say: ProjectMessages): Command {
  return addBaselineOptions(command, say).option('--changed-since <ref>', say.changedSince);
}

/** The config of a run; null where there is none. Its readers are loaded only where there is one. */
export async function openConfig(option: string | boolean, { cwd }: Surroundings): Promise<Config | null> {
  if (option === false) return null;
  const file = typeof option === 'string' ? resolve(cwd, option) : findConfig(cwd);
  if (file === null) return null;
  const { loadConfig } = await import('../config/load.js');
  return loadConfig(file, cwd);
}

/** Whether an option stands on the command line. */
export type Given = (name: string) => boolean;

/** The options with the config's settings where the command line is silent. Options a command lacks stay out. */
export function withConfig<Options extends object>(options: Options, config: Config | null, command: Command): Options {
  if (config === null) return options;
  const known = new Set(command.options.map((option) => option.attributeName()));
  const merged = { ...options } as Record<string, unknown>;
  for (const [name, value] of Object.entries(optionsOf(config))) {
    if (value === undefined || !known.has(name) || command.getOptionValueSource(name) === 'cli') continue;
    // --strict is a profile too.
    if (name === 'profile' && command.getOptionValueSource('strict') === 'cli') continue;
    merged[name] = value;
  }
  return merged as Options;
}

/** A config in the words of the command line: every value is text, as if it had been typed. */
function optionsOf({ data }: Config): Record<string, unknown> {
  const { politeness = {} } = data;
  const text = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));
  return {
    lang: data.language,
    policy: data.policy,
    profile: data.profile,
    format: data.formats,
    failOn: data.failOn,
    allow: data.allow?.join(','),
    licences: data.licences,
    originals: data.originals,
    sourceList: data.sourceList,
    baseline: data.baseline,
    contact: politeness.contact,
    timeout: text(politeness.timeout),
    maxBytes: text(politeness.maxBytes),
    allowPrivate: politeness.allowPrivate,
    concurrency: text(politeness.concurrency),
    delay: text(politeness.delay),
    connections: text(politeness.connections),
    attempts: text(politeness.attempts),
    maxCrawlDelay: text(politeness.maxCrawlDelay),
    maxRetryAfter: text(politeness.maxRetryAfter),
    host: politeness.hosts?.map(({ host, delay, connections }) =>
      connections === undefined ? `${host}=${delay}` : `${host}=${delay}/${connections}`,
    ),
  };
}
