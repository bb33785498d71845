import { promises as fs } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../policy/types.js';
import { isPageName, walkFolder } from './folder.js';
import { type SourceFault, sourceProblem } from './messages.js';
import { pathFault } from './path-fault.js';
import type { Target } from './types.js';

/**
 * What the arguments of a command line stand for: `-` standard input, `http://…` and `https://…` pages, a folder the
 * pages below it, a pattern (`news/*.html`, where no file has that very name) the files that match it, anything else
 * a file. Each argument gives at least one target: when nothing is there, one that carries the problem.
 * Targets come one by one; a folder of any size can be audited while it is still being walked.
 */
export async function* findTargets(
  given: Iterable<string> | AsyncIterable<string>,
  { language }: { readonly language: Language },
): AsyncGenerator<Target> {
  let stdinTaken = false;
  for await (const name of given) {
    if (name === '-') {
      const target: Target = { name, kind: 'stdin', location: '-' };
      yield stdinTaken ? withFault(target, { kind: 'stdin-twice' }, language) : target;
      stdinTaken = true;
    } else if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) {
      yield addressTarget(name, language);
    } else {
      yield* pathTargets(name, language);
    }
  }
}

function addressTarget(name: string, language: Language): Target {
  const target: Target = { name, kind: 'url', location: name };
  let url: URL;
  try {
    url = new URL(name);
    if (url.protocol === 'file:') return { name, kind: 'file', location: fileURLToPath(url) };
  } catch {
    return withFault(target, { kind: 'not-an-address' }, language);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return withFault(target, { kind: 'scheme', scheme: url.protocol.slice(0, -1) }, language);
  }
  return { name, kind: 'url', location: url.href };
}

async function* pathTargets(name: string, language: Language): AsyncGenerator<Target> {
  const target: Target = { name, kind: 'file', location: name };
  let isFolder: boolean;
  try {
    isFolder = (await fs.stat(name)).isDirectory();
  } catch (error) {
    const fault = pathFault(name, error);
    if (fault.kind === 'missing' && /[*?{[]/.test(name)) yield* matchTargets(target, language);
    else yield withFault(target, fault, language);
    return;
  }
  if (isFolder) yield* folderTargets(target, language);
  else yield target;
}

async function* folderTargets(folder: Target, language: Language): AsyncGenerator<Target> {
  let found = false;
  for await (const entry of walkFolder(folder.location)) {
    found = true;
    const target: Target = { name: entry.path, kind: 'file', location: entry.path };
    yield entry.kind === 'page' ? target : withFault(target, pathFault(entry.path, entry.error), language);
  }
  if (!found) yield withFault(folder, { kind: 'no-pages', folder: folder.name }, language);
}

/** The files a pattern matches. One that does not end in an extension (`news/**`) means the pages among them. */
async function* matchTargets(pattern: Target, language: Language): AsyncGenerator<Target> {
  const { glob } = await import('tinyglobby');
  const slashed = sep === '\\' ? pattern.name.replaceAll('\\', '/') : pattern.name;
  // A pattern that begins above the working directory, or at the root, is matched from its own fixed part: seen from
  // the working directory, files below that would go by other names (`a.html`, not `../folder/a.html`).
  const [, base, rest] = /^((?:\.\.\/|\/|[A-Za-z]:\/)(?:[^*?[\]{}()!\\/]+\/)*)(.+)$/.exec(slashed) ?? [
    slashed,
    '',
    slashed,
  ];
  const found = await glob(rest, { onlyFiles: true, expandDirectories: false, ...(base === '' ? {} : { cwd: base }) });
  const matches = found.map((path) => base + path);
  const wanted = slashed.endsWith('*') ? matches.filter(isPageName) : matches;
  if (wanted.length === 0) yield withFault(pattern, { kind: 'no-match', pattern: pattern.name }, language);
  for (const path of wanted.sort()) yield { name: path, kind: 'file', location: path };
}

function withFault(target: Target, fault: SourceFault, language: Language): Target {
  return { ...target, problem: sourceProblem(fault, language) };
}
