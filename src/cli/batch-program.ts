import { type Command, Option } from 'commander';
import type { Language } from '../policy/types.js';
import { batchMessagesIn } from './batch-messages.js';
import { addBatchOptions, type BatchOptions, refuseOriginalOptions } from './batch-options.js';
import type { DiffOptions } from './commands/diff.js';
import type { ReportOptions } from './commands/report.js';
import type { Surroundings } from './io.js';
import { messagesIn } from './messages.js';
import { readLanguage } from './options.js';
import type { Outcome } from './program.js';
import { projectMessagesIn } from './project-messages.js';
import { addBaselineOptions, addProjectOptions, type ProjectOptions } from './project-options.js';
import { openProject, print } from './project-program.js';

/** Adds `batch`, `report` and `diff`: the commands that work on audits. */
export function addBatchCommands(
  program: Command,
  language: Language,
  surroundings: Surroundings,
  outcome: Outcome,
): void {
  const say = messagesIn(language);
  const sayBatch = batchMessagesIn(language);
  const sayProject = projectMessagesIn(language);

  const batchCommand = program.command('batch').summary(sayBatch.batchSummary).description(sayBatch.batchSummary);
  addBaselineOptions(addBatchOptions(batchCommand, say, sayBatch), sayProject);
  refuseOriginalOptions(batchCommand, sayBatch);
  addProjectOptions(batchCommand, sayProject)
    .argument('[list]', sayBatch.list)
    .addHelpText('after', `\n${say.exitCodes}`)
    .action(async (list: string | undefined, asked: BatchOptions & ProjectOptions & { lang?: string }) => {
      const { options, project, spoken } = await openProject(asked, batchCommand, language, surroundings);
      const { batch } = await import('./commands/batch.js');
      const given = (name: string): boolean => batchCommand.getOptionValueSource(name) === 'cli';
      const severities = project.config?.data.severities;
      outcome.exitCode = asked.printConfig
        ? await print(project, options, spoken, surroundings)
        : await batch(
            list,
            severities === undefined ? options : { ...options, severities },
            given,
            spoken,
            surroundings,
            project.config,
          );
    });

  const reportCommand = program.command('report').summary(sayBatch.reportSummary).description(sayBatch.reportSummary);
  reportCommand
    .argument('<audit>', sayBatch.audit)
    .addOption(
      new Option('-f, --format <name[=file]>', say.format)
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'text'),
    )
    .option('--fail-on <severity>', say.failOn, 'error')
    .option('--allow <verdicts>', say.allow, '');
  addBaselineOptions(reportCommand, sayProject)
    .option('--config <file>', sayProject.config)
    .option('--no-config', sayProject.noConfig)
    .option('--lang <zh|en>', say.lang)
    .option('--color', say.colour)
    .option('--no-color', say.noColour)
    .option('-v, --verbose', say.verbose)
    .option('-q, --quiet', say.quiet)
    .action(async (audit: string, options: ReportOptions & { lang?: string }) => {
      const { report } = await import('./commands/report.js');
      const given = (name: string): boolean => reportCommand.getOptionValueSource(name) === 'cli';
      const spoken = readLanguage(options.lang, language, say);
      outcome.exitCode = await report(audit, options, given, spoken, surroundings);
    });

  program
    .command('diff')
    .summary(sayBatch.diffSummary)
    .description(sayBatch.diffSummary)
    .argument('<earlier>', sayBatch.earlier)
    .argument('<later>', sayBatch.later)
    .option('-f, --format <name>', sayBatch.diffFormat, 'text')
    .option('--all', sayBatch.diffAll)
    .option('--lang <zh|en>', say.lang)
    .action(async (earlier: string, later: string, options: DiffOptions & { lang?: string }) => {
      const { diff } = await import('./commands/diff.js');
      outcome.exitCode = await diff(earlier, later, options, readLanguage(options.lang, language, say), surroundings);
    });
}
