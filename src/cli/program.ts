import { Command } from 'commander';
import type { Language } from '../policy/types.js';
import { toolVersion } from '../tool-version.js';
import { addBatchCommands } from './batch-program.js';
import { configureHelp } from './help.js';
import type { Surroundings } from './io.js';
import { messagesIn } from './messages.js';
import { addCheckOptions, addSharedOptions, type CheckOptions, readLanguage, type SharedOptions } from './options.js';
import { addOriginalOptions } from './original-options.js';
import { addOriginalsCommands } from './originals-program.js';
import { projectMessagesIn } from './project-messages.js';
import { addGateOptions, addProjectOptions, type GateOptions, type ProjectOptions } from './project-options.js';
import { addProjectCommands, openProject, print } from './project-program.js';

/** What a command's action leaves behind: its exit code. */
export interface Outcome {
  exitCode: number;
}

/** The command line. Commands are loaded when they run: start-up is paid by every page of a build. */
export function createProgram(language: Language, surroundings: Surroundings, outcome: Outcome): Command {
  const say = messagesIn(language);
  const program = new Command('reprintlint');
  configureHelp(program, language, surroundings);
  program
    .usage('<targets...> [options] | <command>')
    .description(say.description)
    .version(toolVersion(), '-V, --version', say.versionOption)
    .helpCommand('help [command]', say.helpCommand)
    .addHelpText('after', `\n${say.examples}\n\n${say.exitCodes}`);

  const sayProject = projectMessagesIn(language);
  const checkCommand = program.command('check', { isDefault: true }).summary(say.checkSummary);
  addCheckOptions(checkCommand.description(say.checkSummary), say);
  addOriginalOptions(checkCommand, language);
  addProjectOptions(addGateOptions(checkCommand, sayProject), sayProject)
    .argument('[targets...]', say.targets)
    .addHelpText('after', `\n${say.exitCodes}`)
    .action(async (targets: string[], given: CheckOptions & GateOptions & ProjectOptions, command: Command) => {
      const { options, project, spoken } = await openProject(given, command, language, surroundings);
      const { check } = await import('./commands/check.js');
      outcome.exitCode = given.printConfig
        ? await print(project, options, spoken, surroundings)
        : await check(targets, options, spoken, surroundings, project);
    });

  const inspectCommand = program.command('inspect').summary(say.inspectSummary).description(say.inspectSummary);
  addOriginalOptions(addSharedOptions(inspectCommand, say), language);
  addProjectOptions(inspectCommand, sayProject)
    .argument('[targets...]', say.targets)
    .action(async (targets: string[], given: SharedOptions & ProjectOptions, command: Command) => {
      const { options, project, spoken } = await openProject(given, command, language, surroundings);
      const { inspect } = await import('./commands/check.js');
      outcome.exitCode = given.printConfig
        ? await print(project, options, spoken, surroundings)
        : await inspect(targets, options, spoken, surroundings, project);
    });

  addProjectCommands(program, language, surroundings, outcome);

  addBatchCommands(program, language, surroundings, outcome);
  addOriginalsCommands(program, language, surroundings, outcome);

  program
    .command('explain')
    .summary(say.explainSummary)
    .description(say.explainSummary)
    .argument('[code]', say.code)
    .option('--policy <name|file>', say.policy, 'beijiang-news')
    .option('--lang <zh|en>', say.lang)
    .action(async (code: string | undefined, options: { policy: string; lang?: string }) => {
      const { explain } = await import('./commands/explain.js');
      outcome.exitCode = await explain(code, options.policy, readLanguage(options.lang, language, say), surroundings);
    });

  program
    .command('policies')
    .summary(say.policiesSummary)
    .description(say.policiesSummary)
    .argument('[check]')
    .argument('[file]')
    .option('--lang <zh|en>', say.lang)
    .action(async (action: string | undefined, file: string | undefined, options: { lang?: string }) => {
      const { policies } = await import('./commands/policies.js');
      outcome.exitCode = await policies(action, file, readLanguage(options.lang, language, say), surroundings);
    });

  for (const command of program.commands) configureHelp(command, language, surroundings);
  return program;
}
