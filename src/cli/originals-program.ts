import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import { DEFAULT_SETTINGS } from '../audit/batch/settings.js';
import type { Language } from '../policy/types.js';
import { batchMessagesIn } from './batch-messages.js';
import type { AddOptions } from './commands/originals/add.js';
import type { IndexOptions, NetworkOptions } from './commands/originals/options.js';
import { configureHelp } from './help.js';
import type { Surroundings } from './io.js';
import { messagesIn } from './messages.js';
import { readLanguage } from './options.js';
import { originalsMessagesIn } from './originals-messages.js';
import type { Outcome } from './program.js';
import { openConfig } from './project-options.js';

/** Where the index lies unless told otherwise: beside the user. */
const DEFAULT_FOLDER = 'reprintlint-originals';

/** Adds `originals` with its commands. */
export function addOriginalsCommands(
  program: Command,
  language: Language,
  surroundings: Surroundings,
  outcome: Outcome,
): void {
  const say = messagesIn(language);
  const sayHere = originalsMessagesIn(language);
  const originals = program.command('originals').summary(sayHere.summary).description(sayHere.summary);
  const spoken = ({ lang }: { lang?: string }): Language => readLanguage(lang, language, say);
  const command = (name: string, summary: string): Command =>
    originals.command(name).summary(summary).description(summary).option('--lang <zh|en>', say.lang);
  const onIndex = (name: string, summary: string): Command =>
    command(name, summary).option('--in <folder>', sayHere.in, DEFAULT_FOLDER);
  /** The index that the config names, where the command line names none. */
  const withIndex = async <Options extends object>(options: Options, name: 'in' | 'to', each: Command) => {
    if (each.getOptionValueSource(name) === 'cli') return options;
    const folder = (await openConfig(true, surroundings))?.data.originals;
    return folder === undefined ? options : { ...options, [name]: relative(surroundings.cwd, folder) || '.' };
  };
  const withNetwork = (added: Command): Command =>
    added
      .option('--policy <name|file>', say.policy, 'beijiang-news')
      .option('--timeout <seconds>', say.timeout, '30')
      .option('--max-bytes <n>', say.maximumBytes, '8m')
      .option('--contact <address>', say.contact)
      .option('--allow-private', say.allowPrivate);

  withNetwork(command('add', sayHere.addSummary).argument('[targets...]', sayHere.addTargets))
    .option('--to <folder>', sayHere.to, DEFAULT_FOLDER)
    .addOption(
      new Option('--source <name>', sayHere.source)
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], '-'),
    )
    .option('--base <url>', sayHere.base)
    .option('--assume-own', sayHere.assumeOwn)
    .option('--refresh', sayHere.refresh)
    .option('--sparse', sayHere.sparse)
    .option('--delay <ms>', batchMessagesIn(language).delay, String(DEFAULT_SETTINGS.politeness.delay))
    .option('-q, --quiet', say.quiet)
    .addHelpText('after', `\n${sayHere.addHelp}`)
    .action(async (targets: string[], options: AddOptions & { lang?: string }, each: Command) => {
      const { add } = await import('./commands/originals/add.js');
      outcome.exitCode = await add(targets, await withIndex(options, 'to', each), spoken(options), surroundings);
    });

  onIndex('list', sayHere.listSummary)
    .option('--json', sayHere.json)
    .action(async (options: IndexOptions & { lang?: string }, each: Command) => {
      const { list } = await import('./commands/originals/list.js');
      outcome.exitCode = await list(await withIndex(options, 'in', each), spoken(options), surroundings);
    });

  onIndex('remove', sayHere.removeSummary)
    .argument('<ids...>', sayHere.removeIds)
    .option('--policy <name|file>', say.policy, 'beijiang-news')
    .action(async (ids: string[], options: IndexOptions & { lang?: string }, each: Command) => {
      const { remove } = await import('./commands/originals/remove.js');
      outcome.exitCode = await remove(ids, await withIndex(options, 'in', each), spoken(options), surroundings);
    });

  onIndex('stats', sayHere.statsSummary)
    .option('--json', sayHere.json)
    .action(async (options: IndexOptions & { lang?: string }, each: Command) => {
      const { stats } = await import('./commands/originals/stats.js');
      outcome.exitCode = await stats(await withIndex(options, 'in', each), spoken(options), surroundings);
    });

  onIndex('verify', sayHere.verifySummary).action(async (options: IndexOptions & { lang?: string }, each: Command) => {
    const { verify } = await import('./commands/originals/verify.js');
    outcome.exitCode = await verify(await withIndex(options, 'in', each), spoken(options), surroundings);
  });

  withNetwork(onIndex('find', sayHere.findSummary).argument('<page>', sayHere.findPage))
    .option('--json', sayHere.json)
    .action(async (page: string, options: IndexOptions & NetworkOptions & { lang?: string }, each: Command) => {
      const { find } = await import('./commands/originals/find.js');
      outcome.exitCode = await find(page, await withIndex(options, 'in', each), spoken(options), surroundings);
    });

  for (const each of originals.commands) configureHelp(each, language, surroundings);
}
