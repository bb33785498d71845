import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { type NodePath, parseSync, traverse, type types } from '@babel/core';
import { describe, expect, test } from '@jest/globals';

/**
 * What each room may import from the others, type imports included: a type is knowledge of a room too.
 * A room never imports one that stands below it here. The table of docs/architecture.md in a form that is run.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  page: ['base'],
  originals: ['base'],
  policy: ['base', 'page', 'originals'],
  checks: ['base', 'page', 'policy'],
  source: ['base', 'page', 'policy', 'checks'],
  fetch: ['base', 'policy', 'source'],
  audit: ['base', 'page', 'policy', 'checks', 'originals', 'source', 'fetch'],
  fix: ['base', 'page', 'policy', 'checks', 'originals', 'source', 'audit'],
  report: ['base', 'page', 'policy', 'checks', 'originals', 'audit'],
  config: ['base', 'policy', 'source', 'audit', 'report'],
  cli: ['base', 'page', 'policy', 'checks', 'originals', 'source', 'fetch', 'audit', 'fix', 'report', 'config'],
  index: ['base', 'page', 'policy', 'checks', 'originals', 'source', 'fetch', 'audit', 'fix', 'report', 'config'],
};

/** Packages that only some rooms may import. */
const KEPT_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  commander: ['cli'],
  chalk: ['cli'],
  undici: ['fetch'],
};

/** Node modules that do nothing but compute. */
const PURE_MODULES: ReadonlySet<string> = new Set(['node:buffer', 'node:crypto', 'node:util']);

/** Loads the code of rare encodings when a page needs one: the audit is synchronous, `import()` is not. */
const LAZY_CODE: Readonly<Record<string, readonly string[]>> = { 'page/charset-declared.ts': ['node:module'] };

/** A lock on a folder is held by a process: its owner's number is written down, and asked for whether it still runs. */
const PROCESS_NUMBERS: Readonly<Record<string, readonly string[]>> = {
  'audit/store/lock.ts': ['process.pid', 'process.kill'],
  'originals/disk/lock.ts': ['process.pid', 'process.kill'],
};

/** Names by which code reaches out of itself without importing anything. */
const REACHING_OUT: ReadonlySet<string> = new Set([
  'console',
  'process',
  'performance',
  'fetch',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'localStorage',
  'globalThis',
  'global',
]);

interface Import {
  readonly from: string;
  /** A file below src/ (`page/read.ts`), or the name of a package or Node module. */
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Reach {
  /** `console.log`, `process.env`, `fetch`, … */
  readonly use: string;
  readonly line: number;
}

interface Source {
  readonly imports: readonly Import[];
  /** Uses of console, process, the clock, chance, …. */
  readonly reaches: readonly Reach[];
  /** `import()` of something that is not written out. */
  readonly unknown: readonly number[];
}

type Identifier = types.Identifier;

const folder = join(import.meta.dirname, '..', 'src');
const sources = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => [name, readSource(name, readFileSync(join(folder, name), 'utf8'))]),
);

function readSource(name: string, code: string): Source {
  const tree = parseSync(code, { filename: join(folder, name), cwd: dirname(folder) });
  if (tree === null) throw new Error(`${name} is not compiled`);
  const imports: Import[] = [];
  const reaches: Reach[] = [];
  const unknown: number[] = [];
  const add = (target: string, typeOnly: boolean): void => {
    const to = target.startsWith('.')
      ? posix.join(posix.dirname(name), target).replace(/\.js$/, '.ts')
      : builtinModules.includes(target)
        ? `node:${target}`
        : target;
    imports.push({ from: name, to, typeOnly });
  };
  traverse(tree, {
    ImportDeclaration({ node }) {
      const all = node.specifiers;
      const types =
        all.length > 0 && all.every((each) => each.type === 'ImportSpecifier' && each.importKind === 'type');
      add(node.source.value, node.importKind === 'type' || types);
    },
    ExportNamedDeclaration({ node }) {
      if (!node.source) return;
      const types = node.specifiers.every((each) => each.type === 'ExportSpecifier' && each.exportKind === 'type');
      add(node.source.value, node.exportKind === 'type' || (types && node.specifiers.length > 0));
    },
    ExportAllDeclaration({ node }) {
      add(node.source.value, node.exportKind === 'type');
    },
    TSImportType({ node }) {
      if (node.argument.type === 'StringLiteral') add(node.argument.value, true);
    },
    CallExpression({ node }) {
      if (node.callee.type !== 'Import') return;
      const [argument] = node.arguments;
      if (argument.type === 'StringLiteral') add(argument.value, false);
      else unknown.push(node.loc?.start.line ?? 0);
    },
    NewExpression({ node, scope }) {
      if (node.callee.type !== 'Identifier' || node.arguments.length > 0) return;
      if (node.callee.name === 'Date' && !scope.hasBinding('Date', true))
        reaches.push({ use: 'new Date()', line: line(node) });
    },
    MemberExpression({ node }) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const use = `${node.object.name}.${node.property.name}`;
      if (use === 'Date.now' || use === 'Math.random') reaches.push({ use, line: line(node) });
    },
    ReferencedIdentifier(path: NodePath<Identifier>) {
      const { node, parent, scope } = path;
      if (!REACHING_OUT.has(node.name) || scope.hasBinding(node.name, true)) return;
      const member =
        parent.type === 'MemberExpression' && parent.object === node && parent.property.type === 'Identifier';
      const use = member ? `${node.name}.${(parent.property as Identifier).name}` : node.name;
      reaches.push({ use, line: line(node) });
    },
  } as Parameters<typeof traverse>[1]);
  return { imports, reaches, unknown };
}

function line(node: object): number {
  return (node as { loc?: { start: { line: number } } }).loc?.start.line ?? 0;
}

function roomOf(file: string): string {
  const [first, ...rest] = file.split('/');
  if (rest.length > 0) return first;
  return first === 'index.ts' ? 'index' : 'base';
}

const imports = [...sources.values()].flatMap((source) => source.imports);
const isFile = (to: string): boolean => to.endsWith('.ts');
const inRoom = (...rooms: string[]): string[] => [...sources.keys()].filter((file) => rooms.includes(roomOf(file)));

/** The files that run when `roots` run, each with the chain of imports that leads to it. */
function runBy(roots: readonly string[]): Map<string, string> {
  const chains = new Map(roots.map((root) => [root, root]));
  for (const [file, chain] of chains) {
    for (const { to, typeOnly } of sources.get(file)?.imports ?? []) {
      if (!typeOnly && isFile(to) && !chains.has(to)) chains.set(to, `${chain} → ${to}`);
    }
  }
  return chains;
}

test('every import is written out and leads to a file', () => {
  const unclear = [...sources].flatMap(([file, { unknown }]) => unknown.map((at) => `${file}:${at}`));
  const broken = imports.filter(
    ({ to }) => isFile(to) && !sources.has(to) && !sources.has(to.replace(/\.ts$/, '.d.ts')),
  );
  // A worker loads the auditor it is told to; protocol.ts says which.
  expect({ unclear: unclear.filter((at) => !at.startsWith('audit/workers/worker.ts:')), broken }).toEqual({
    unclear: [],
    broken: [],
  });
});

test('every room is known to the table', () => {
  expect([...new Set([...sources.keys()].map(roomOf))].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
});

test('the table itself runs one way', () => {
  const order = Object.keys(MAY_IMPORT);
  const backwards = order.flatMap((room, place) =>
    MAY_IMPORT[room].filter((other) => order.indexOf(other) >= place).map((other) => `${room} → ${other}`),
  );
  expect(backwards).toEqual([]);
});

test('rooms import only what they may', () => {
  const crossing = imports.filter(({ from, to }) => {
    if (!isFile(to)) return false;
    const [room, other] = [roomOf(from), roomOf(to)];
    return room !== other && !MAY_IMPORT[room]?.includes(other);
  });
  expect(crossing.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('no files import each other in a circle', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    for (const { to, typeOnly } of sources.get(file)?.imports ?? []) {
      if (!typeOnly && isFile(to)) visit(to, [...path, file]);
    }
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test.each(Object.entries(KEPT_PACKAGES))('%s is imported by %j alone', (name, rooms) => {
  const foreign = imports.filter(({ from, to }) => {
    return (to === name || to.startsWith(`${name}/`)) && !rooms.includes(roomOf(from));
  });
  expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('console and process are used by cli alone', () => {
  const uses = [...sources]
    .filter(([file]) => roomOf(file) !== 'cli')
    .flatMap(([file, { imports, reaches }]) => [
      ...imports.filter(({ to }) => to === 'node:process' || to === 'node:console').map(({ to }) => `${file} → ${to}`),
      ...reaches
        .filter(({ use }) => /^(console|process)\b/.test(use) && !PROCESS_NUMBERS[file]?.includes(use))
        .map(({ use, line }) => `${file}:${line} ${use}`),
    ]);
  expect(uses).toEqual([]);
});

test('the walls see every way through them', () => {
  const { imports, reaches, unknown } = readSource(
    'page/sample.ts',
    `import type { A } from './a.js'; import { type B } from '../policy/b.js'; import c, { type D } from 'fs';
     import './e.js'; export * from './f.js'; export type { G } from './g.js'; export { type H } from './h.js';
     const i = await import('chalk'); const j = await import(i.name); type K = import('./k.js').K;
     console.log(process.env.X, Date.now(), new Date(), new Date(0), Math.random(), Math.max(1));
     function own(process: string, a = { fetch: 1 }) { return process + a.fetch; }
     const { fetch: l } = globalThis;`,
  );
  expect({
    value: imports.filter(({ typeOnly }) => !typeOnly).map(({ to }) => to),
    type: imports.filter(({ typeOnly }) => typeOnly).map(({ to }) => to),
    reaches: reaches.map(({ use }) => use).sort(),
    unknown,
  }).toEqual({
    value: ['node:fs', 'page/e.ts', 'page/f.ts', 'chalk'],
    type: ['page/a.ts', 'policy/b.ts', 'page/g.ts', 'page/h.ts', 'page/k.ts'],
    reaches: ['Date.now', 'Math.random', 'console.log', 'globalThis', 'new Date()', 'process.env'],
    unknown: [3],
  });
});

describe.each([
  ['page', inRoom('page')],
  ['checks', inRoom('checks')],
  ['a compiled policy', ['policy/compile.ts', 'policy/reading.ts']],
  ['the audit of one page', ['audit/page.ts', 'audit/finding.ts', 'audit/inspect.ts', 'audit/exit-code.ts']],
  ['the comparison with an original', ['originals/compare.ts', 'originals/align.ts', 'originals/fingerprint.ts']],
  ['report', inRoom('report')],
])('%s, with everything it runs,', (_name, roots) => {
  const reached = runBy(roots);

  test('is there', () => {
    expect(roots.filter((root) => !sources.has(root))).toEqual([]);
  });

  test('imports nothing that touches network, files or processes', () => {
    const touching = [...reached].flatMap(([file, chain]) =>
      (sources.get(file)?.imports ?? [])
        .filter(({ to, typeOnly }) => !typeOnly && to.startsWith('node:') && !PURE_MODULES.has(to))
        .filter(({ to }) => !LAZY_CODE[file]?.includes(to))
        // A workbook is a zip archive; deflating in memory is computation.
        .filter(({ to }) => !(to === 'node:zlib' && roomOf(file) === 'report'))
        .map(({ to }) => `${chain} → ${to}`),
    );
    expect(touching).toEqual([]);
  });

  test('reaches for no console, process, clock or chance', () => {
    const reaching = [...reached].flatMap(([file, chain]) =>
      // Code of the browser's half of the HTML report runs in the reader's browser.
      file.startsWith('report/html/client/')
        ? []
        : (sources.get(file)?.reaches ?? []).map(({ use, line }) => `${chain}:${line} ${use}`),
    );
    expect(reaching).toEqual([]);
  });
});
