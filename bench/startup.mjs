import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './pages.mjs';
import { median } from './statistics.mjs';

const RUNS = 21;

/** The whole process, from the shell's view: start, one page, exit. Runs alternate with those of an empty program. */
export function benchStartup() {
  const program = join(root, 'bin', 'reprintlint.js');
  const commands = [
    { name: 'node -e 0', args: ['-e', '0'], exit: [0] },
    { name: 'reprintlint one.html', args: [program, join(root, 'fixtures', '01-compliant', 'page.html')], exit: [0] },
    {
      name: 'reprintlint gbk.html',
      args: [program, join(root, 'fixtures', 'bytes-gbk-violation', 'page.html')],
      exit: [1],
    },
    { name: 'reprintlint --help', args: [program, '--help'], exit: [0] },
  ].map((command) => ({ ...command, milliseconds: [] }));
  for (let run = -2; run < RUNS; run++) {
    for (const command of commands) {
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, command.args, {
        env: { PATH: process.env.PATH, LANG: 'zh_CN.UTF-8' },
      });
      const took = performance.now() - started;
      if (!command.exit.includes(status)) throw new Error(`${command.name} ended with ${status}: ${stderr}`);
      if (run >= 0) command.milliseconds.push(took);
    }
  }
  const [empty, onePage] = commands;
  console.log(`Whole processes, ${RUNS} alternating runs\n`);
  for (const command of commands) {
    const milliseconds = median(command.milliseconds);
    console.log(
      `${milliseconds.toFixed(0).padStart(9)} ms  ${ratioOf(command, empty).toFixed(2)} × node -e 0   ${command.name}`,
    );
  }
  console.log('');
  return [{ name: 'reprintlint one.html / node -e 0', value: ratioOf(onePage, empty), atMost: 3 }];
}

function ratioOf(command, empty) {
  return median(command.milliseconds.map((milliseconds, run) => milliseconds / empty.milliseconds[run]));
}
