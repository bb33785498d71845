import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { ROOT, reprintlint } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

describe.each([
  ['README.md', 'en', /^Usage: /],
  ['README.zh-CN.md', 'zh', /^用法: /],
])('%s', (file, language, beginning) => {
  const readme = readFileSync(join(ROOT, file), 'utf8');

  test('shows the help as it is', async () => {
    const { stdout } = await reprintlint(['--help', '--lang', language]);
    expect(stdout).toMatch(beginning);
    expect(readme).toContain(`\`\`\`text\n${stdout.trimEnd()}\n\`\`\`\n`);
  });

  test('shows the options of check as they are', async () => {
    const { stdout } = await reprintlint(['check', '--help', '--lang', language]);
    const options = stdout.slice(stdout.search(/^(Options|选项):/m), stdout.search(/^(Exit codes|退出码)/m));
    expect(readme).toContain(`\`\`\`text\n${options.trimEnd()}\n\`\`\`\n`);
  });

  test('shows a report as it comes', async () => {
    const target = 'fixtures/demo/credit-wrong.html';
    const { stdout } = await reprintlint([target, '--lang', language], { cwd: ROOT });
    expect(readme).toContain(`\n${stdout.trimEnd()}\n\`\`\`\n`);
  });

  test('sets up with two commands', () => {
    expect(readme).toContain('\nnpm ci && npx reprintlint fixtures/demo\n');
    expect(readme).toContain('\nnpm ci && npm test\n');
  });

  test('names files that exist', () => {
    const links = Array.from(readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g), (match) => match[1]);
    expect(links.filter((link) => !exists(link))).toEqual([]);
  });
});

function exists(path: string): boolean {
  try {
    readFileSync(join(ROOT, path));
    return true;
  } catch {
    return false;
  }
}

test.each(['check', 'inspect', 'batch', 'report', 'diff', 'explain', 'policies'])(
  '%s has help in both languages',
  async (command) => {
    const [zh, en] = await Promise.all(
      ['zh', 'en'].map((language) => reprintlint([command, '--help', '--lang', language])),
    );
    expect([zh.code, en.code]).toEqual([0, 0]);
    expect(zh.stdout).toMatch(/^用法: reprintlint /);
    expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
  },
);

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect((await reprintlint(['--version'])).stdout).toBe(`${version}\n`);
});
