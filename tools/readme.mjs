// Puts the program's own words into the READMEs: help, options, a report. Run after a build;
// test/cli/help.test.ts fails where the files are stale.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const [file, language] of [
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
]) {
  const path = `${root}/${file}`;
  const blocks = readFileSync(path, 'utf8').replace(
    /(<!-- (.+?) -->\n)[\s\S]*?(\n<!-- end -->)/g,
    (_, begin, what, end) => {
      return `${begin}\`\`\`text\n${textOf(what, language)}\n\`\`\`${end}`;
    },
  );
  writeFileSync(path, blocks);
}

/** What stands in a block: `help`, `check` (its options alone), or `output: <target>`. */
function textOf(what, language) {
  if (what === 'help') return run('--help', '--lang', language);
  if (what === 'check') return options(run('check', '--help', '--lang', language));
  const target = what.replace('output: ', '');
  return `$ reprintlint ${target}\n${run(target, '--lang', language)}`;
}

function options(help) {
  return help.slice(help.search(/^(?:Options|选项):/m), help.search(/^(?:Exit codes|退出码)/m)).trimEnd();
}

function run(...words) {
  const env = { PATH: process.env.PATH };
  const program = [`${root}/bin/reprintlint.js`, ...words];
  return spawnSync(process.execPath, program, { cwd: root, env, encoding: 'utf8' }).stdout.trimEnd();
}
