import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as undici from 'undici';
import * as parts from '../../src/fetch/undici.js';

const SOURCES = join(process.cwd(), 'src', 'fetch');

/** Modules a source loads at once: type imports and `import()` do not count. */
function imports(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  const statements = code.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm);
  return Array.from(statements, (match) => match[1] as string);
}

function loadsUndici(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return imports(file).some((name) => {
    if (name === './undici.js') return true;
    return name.startsWith('.') && loadsUndici(join(dirname(file), name.replace(/\.js$/, '.ts')), seen);
  });
}

describe('undici is loaded', () => {
  test('through client.ts', () => {
    expect(loadsUndici(join(SOURCES, 'client.ts'))).toBe(true);
  });

  test.each([
    'robots.ts',
    'robots-cache.ts',
    'messages.ts',
    'fault.ts',
    'header-fields.ts',
    'content-type.ts',
    'types.ts',
  ])('not by %s', (file) => {
    expect(loadsUndici(join(SOURCES, file))).toBe(false);
  });

  test('by one source alone', () => {
    const direct = readdirSync(SOURCES).filter(
      (name) =>
        imports(join(SOURCES, name)).includes('undici') ||
        /\brequire\('undici\b/.test(readFileSync(join(SOURCES, name), 'utf8')),
    );
    expect(direct).toEqual(['undici.ts']);
  });

  test.each(Object.entries(parts))('part by part: %s is what the package calls so', (name, part) => {
    expect(part).toBe(Object.getOwnPropertyDescriptor(undici, name)?.value);
  });
});
