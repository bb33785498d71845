import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ConfigError } from '../../src/config/error.js';
import { CONFIG_SCHEMA, readConfig } from '../../src/config/read.js';
import { builtInNames } from '../../src/policy/rules-folder.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (text: string) => readConfig(text, { file: 'reprintlint.config.yaml', policyNames: builtInNames() });

describe.each([
  ['docs/ci.md', 'en'],
  ['docs/ci.zh-CN.md', 'zh'],
] as const)('%s', (name, language) => {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(text)![1];

  test('has a config that is right', () => {
    expect(read(example)).toMatchObject({ language, targets: [{ path: 'public/**/*.html' }, {}] });
  });

  test('explains every setting', () => {
    const { properties } = JSON.parse(readFileSync(CONFIG_SCHEMA, 'utf8'));
    const names = [...Object.keys(properties), ...Object.keys(properties.politeness.properties)];
    expect(names.filter((key) => key !== '$schema' && !text.includes(`\`${key}\``))).toEqual([]);
  });

  test('shows mistakes as they are told', () => {
    const wrong = example.replace('policy:', 'polisy:').replace('failOn: warning', 'failOn: warn');
    const told = (() => {
      try {
        return read(wrong) && '';
      } catch (error) {
        return (error as ConfigError).describe(language);
      }
    })();
    expect(text).toContain(
      told
        .split('\n')
        .map((line) => `    ${line}\n`)
        .join(''),
    );
  });

  test('names files that exist', () => {
    const links = Array.from(text.matchAll(/\]\(([^)]+)\)/g), (match) => join(ROOT, 'docs', match[1]));
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
