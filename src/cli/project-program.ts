import type { Command } from 'commander';
import type { Language } from '../policy/types.js';
import type { FixOptions } from './commands/fix.js';
import type { Surroundings } from './io.js';
import { messagesIn } from './messages.js';
import { readLanguage } from './options.js';
import type { Outcome } from './program.js';
import { Project } from './project.js';
import { projectMessagesIn } from './project-messages.js';
import { addProjectOptions, openConfig, type ProjectOptions, withConfig } from './project-options.js';

export interface OpenedProject<Options> {
  /** The command line with the config's settings filled in. */
  readonly options: Options;
  readonly project: Project;
  /** The language of messages and reports: `--lang`, then the config, then the locale. */
  readonly spoken: Language;
}

/** @throws {ConfigError | UsageError} */
export async function openProject<Options extends ProjectOptions & { readonly policy: string; readonly lang?: string }>(
  given: Options,
  command: Command,
  language: Language,
  surroundings: Surroundings,
): Promise<OpenedProject<Options>> {
  const config = await openConfig(given.config, surroundings);
  const options = withConfig(given, config, command);
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const finder = config === null ? null : new (await import('../config/for-target.js')).TargetSettingsFinder(config);
  return {
    options,
    project: new Project(config, finder, isGiven, options, surroundings.cwd),
    spoken: readLanguage(options.lang, language, messagesIn(language)),
  };
}

export async function print(
  project: Project,
  options: object,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const { printConfig } = await import('./commands/print-config.js');
  return printConfig(project, options, language, surroundings);
}

/** Adds `init` and `fix`. */
export function addProjectCommands(
  program: Command,
  language: Language,
  surroundings: Surroundings,
  outcome: Outcome,
): void {
  const say = messagesIn(language);
  const sayProject = projectMessagesIn(language);

  const fixCommand = program.command('fix').summary(sayProject.fixSummary).description(sayProject.fixSummary);
  addProjectOptions(fixCommand, sayProject)
    .argument('[files...]', sayProject.fixTargets)
    .option('--write', sayProject.write)
    .option('--original <url>', sayProject.original)
    .option('--originals <folder>', sayProject.originals)
    .option('--policy <name|file>', say.policy, 'beijiang-news')
    .option('--profile <name>', say.profile)
    .option('--strict', say.strict)
    .option('--fail-on <severity>', say.failOn, 'error')
    .option('--max-bytes <n>', say.maximumBytes, '8m')
    .option('--lang <zh|en>', say.lang)
    .option('-q, --quiet', say.quiet)
    .action(async (files: string[], given: FixOptions & ProjectOptions, command: Command) => {
      const { options, project, spoken } = await openProject(given, command, language, surroundings);
      const { fix } = await import('./commands/fix.js');
      outcome.exitCode = given.printConfig
        ? await print(project, options, spoken, surroundings)
        : await fix(files, options, spoken, surroundings, project);
    });

  program
    .command('init')
    .summary(sayProject.initSummary)
    .description(sayProject.initSummary)
    .option('--lang <zh|en>', say.lang)
    .action(async ({ lang }: { lang?: string }) => {
      const { init } = await import('./commands/init.js');
      outcome.exitCode = await init(readLanguage(lang, language, say), surroundings);
    });
}
