import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { ROOT } from './program.js';

jest.setTimeout(60_000);

/** A process that counts what it is told, and is held by a timer as by a pipe that nobody opens. */
const PROGRAM = `
import { interruption } from '${join(ROOT, 'dist', 'cli', 'interrupt.js')}';
const force = process.argv[1] === 'forced' ? () => () => console.log('forced') : () => null;
interruption(process, () => 'asked', force);
setInterval(() => {}, 1000);
console.log('ready');
`;

/** Sends a signal for each line the program says. Answers with what ended it, and what it said before. */
function signalled(mode: string): Promise<{ signal: NodeJS.Signals | null; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, mode]);
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk;
    child.kill('SIGINT');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ signal, said })));
}

test.each([
  ['nothing', 'second', 'ready\n\nasked\n'],
  ['forced', 'third', 'ready\n\nasked\nforced\n'],
])('where %s is to be ended in good order, the %s signal ends the process', async (mode, _, said) => {
  expect(await signalled(mode)).toEqual({ signal: 'SIGINT', said });
});
