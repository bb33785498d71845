import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseRobots } from '../../src/fetch/robots.js';
import { parseTextproto, type TextprotoMessage, type TextprotoValue } from './textproto.js';

/** The tables of github.com/google/robotstxt-spec-test, kept outside the project. */
const TABLES = join(process.cwd(), '..', 'shared', 'conformance', 'robots');

interface Case {
  readonly robots: Buffer;
  readonly agent: string;
  readonly url: string;
  readonly allowed: boolean;
}

function casesOf(file: string): Case[] {
  const { tests = [] } = parseTextproto(readFileSync(join(TABLES, file), 'latin1'));
  return (tests as readonly TextprotoMessage[]).flatMap((item) =>
    (item.test_expectations as readonly TextprotoMessage[]).map((expectation) => ({
      robots: Buffer.from(text(item.robotstxt), 'latin1'),
      agent: text(expectation.useragent),
      url: Buffer.from(text(expectation.testurl), 'latin1').toString('utf8'),
      allowed: text(expectation.expected_outcome) === 'ALLOWED',
    })),
  );
}

function text(values: readonly TextprotoValue[] | undefined): string {
  return String(values?.[0] ?? '');
}

const present = existsSync(TABLES);
if (!present) console.warn(`SKIPPED: no robots.txt conformance tables in ${TABLES}`);

(present ? describe : describe.skip)('conformance tables', () => {
  const files = present ? readdirSync(TABLES).filter((name) => name.endsWith('.textproto')) : [];
  const all = files.flatMap((file) => casesOf(file).map((item, index) => ({ ...item, name: `${file} ${index + 1}` })));

  test('are read whole: 146 cases', () => {
    expect(all).toHaveLength(146);
  });

  test.each(all)('$name: $agent $url', ({ robots, agent, url, allowed }) => {
    expect(parseRobots(robots).isAllowed(agent, url)).toBe(allowed);
  });
});
