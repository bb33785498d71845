import type { CommanderError } from 'commander';
import { MistakesError } from '../policy/error.js';
import type { Language } from '../policy/types.js';
import { describeMisuse } from './help.js';
import { OutputClosed, OutputFailed, processSurroundings, type Surroundings } from './io.js';
import { languageAsked } from './language.js';
import { messagesIn } from './messages.js';
import { mistypedCommand } from './mistyped-command.js';
import { createProgram, type Outcome } from './program.js';
import { UsageError } from './usage-error.js';

/**
 * Runs the program and answers with its exit code. Never throws and never ends the process: output over 64 KiB
 * through a pipe would be cut.
 */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings(),
): Promise<number> {
  const language = languageAsked(argv, surroundings.env);
  // Help is written by commander, which looks after no stream: `--help | head` must end like any other pipe.
  // Reports are written through `Output`, which tells of what else may go wrong.
  for (const stream of [surroundings.stdout, surroundings.stderr]) stream.on('error', () => {});
  const outcome: Outcome = { exitCode: 0 };
  try {
    const program = createProgram(language, surroundings, outcome);
    const commands = [...program.commands.map((command) => command.name()), 'help'];
    const meant = mistypedCommand(argv[0], commands, surroundings.cwd);
    if (meant.length > 0) throw new UsageError(messagesIn(language).unknownCommand(argv[0], meant));
    await program.parseAsync([...argv], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof OutputClosed) return outcome.exitCode;
    return tell(error, language, surroundings);
  }
}

/** Tells the user's mistakes apart from ours: one line for the first, a trace for the second. */
function tell(error: unknown, language: Language, { stderr, env }: Surroundings): number {
  if (error instanceof MistakesError) {
    stderr.write(`${error.describe(language)}\n`);
    return error.exitCode;
  }
  if (isCommanderError(error)) {
    if (error.exitCode === 0) return 0;
    stderr.write(`reprintlint: ${describeMisuse(error, language)}\n`);
    return 2;
  }
  if (error instanceof OutputFailed) {
    stderr.write(`reprintlint: ${messagesIn(language).outputFailed(error.code)}\n`);
    return error.exitCode;
  }
  if (hasExitCode(error)) {
    stderr.write(`reprintlint: ${error.message}\n`);
    return error.exitCode;
  }
  const detail = error instanceof Error ? (env.REPRINTLINT_DEBUG ? error.stack : error.message) : String(error);
  stderr.write(`reprintlint: ${messagesIn(language).internal}: ${detail}\n`);
  return 2;
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function hasExitCode(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}
