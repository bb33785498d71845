import type { Command, CommanderError, Help, Option } from 'commander';
import type { Language } from '../policy/types.js';
import type { Surroundings } from './io.js';
import { messagesIn } from './messages.js';

/** Help in the user's language, through the given streams; mistakes are thrown, not printed. */
export function configureHelp(command: Command, language: Language, { stdout, stderr }: Surroundings): void {
  const say = messagesIn(language);
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say.usageTitle,
    'Options:': say.optionsTitle,
    'Commands:': say.commandsTitle,
    'Arguments:': say.argumentsTitle,
  };
  command
    .exitOverride()
    .helpOption('-h, --help', say.helpOption)
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: (option) => describe(option, language),
    } satisfies Partial<Help>)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: () => {},
    })
    .showHelpAfterError(false);
}

function describe({ description, defaultValue, defaultValueDescription }: Option, language: Language): string {
  const shown = defaultValueDescription ?? (typeof defaultValue === 'string' ? defaultValue : '');
  if (shown === '' || shown === '-') return description;
  const note = `${messagesIn(language).defaultIs}${shown}`;
  return language === 'zh' ? `${description}（${note}）` : `${description} (${note})`;
}

/** Commander's own mistakes, by their code; the parts in quotation marks are the user's words. */
const CHINESE: Readonly<Record<string, (words: readonly string[]) => string>> = {
  'commander.unknownOption': ([option]) => `没有 ${option} 这个选项`,
  'commander.unknownCommand': ([command]) => `没有 ${command} 这个命令`,
  'commander.missingArgument': ([argument]) => `缺少参数 ${argument}`,
  'commander.optionMissingArgument': ([option]) => `选项 ${option} 后面缺少值`,
  'commander.excessArguments': () => '参数太多',
};

/** One line that says what is wrong and where to read on. */
export function describeMisuse({ code, message }: CommanderError, language: Language): string {
  const words = Array.from(message.matchAll(/'([^']*)'/g), (match) => match[1]);
  const [first, ...rest] = message.replace(/^error: /, '').split('\n');
  const nearest = /Did you mean (.+?)\?/.exec(rest.join(' '))?.[1];
  if (language === 'zh') {
    const told = CHINESE[code]?.(words) ?? first;
    return `${told}${nearest === undefined ? '' : `；是不是 ${nearest}？`}（用法见 --help）`;
  }
  return `${first}${nearest === undefined ? '' : `; did you mean ${nearest}?`} (see --help)`;
}
