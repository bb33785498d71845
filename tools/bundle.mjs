// Puts the modules of the program together into a few files: opening a hundred small ones took as long as auditing
// several pages, and a build that checks one page pays it each time, as does every worker thread: the module it starts
// with leads into the bundle. The single files stay beside it; the public API uses them.
import { writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';

/** Packages taken in; all others are loaded from where npm put them. */
const INCLUDED = new Set(['entities']);

/**
 * Bundles the program, `<dist>/cli/main.js`, into `<dist>/bundle/`, and the auditor of its worker threads into a folder
 * of its own: in one build, all they share would be cut into files of its own, and every start would open them.
 */
export async function bundle(dist) {
  const auditor = join(dist, 'audit', 'workers', 'page-auditor.js');
  const cli = join(dist, 'cli');
  await bundleEntry(dist, join(cli, 'main.js'), join(dist, 'bundle'), {
    check: join(cli, 'commands', 'check.js'),
    batch: join(cli, 'batch-audit.js'),
  });
  await bundleEntry(dist, auditor, join(dist, 'bundle', 'worker'));
  await writeFile(auditor, "export { createAuditor } from '../../bundle/worker/page-auditor.js';\n");
}

/**
 * @param commands the two that most runs are, as the modules that are loaded for them. What `check` needs stands in two
 *     files, whatever other commands share with it: in one, what `batch` needs as well.
 */
async function bundleEntry(dist, input, out, commands = {}) {
  const build = await rollup({
    input,
    // Files of the program may take from the one it starts with: another one before it would be one more to open.
    preserveEntrySignatures: 'allow-extension',
    plugins: [includePackages(), keepOwnUrls(dist, out)],
    external: (id) => isPackage(id) || id.startsWith(join(dist, 'report', 'html') + sep),
    onLog(level, log) {
      if (level === 'warn' && log.code !== 'CIRCULAR_DEPENDENCY') console.error(log.message);
    },
  });
  await build.write({
    dir: out,
    format: 'es',
    chunkFileNames: '[name]-[hash].js',
    minifyInternalExports: false,
    // Else a file takes all along that its modules import, the program as it starts included.
    onlyExplicitManualChunks: true,
    manualChunks: (id, graph) => fileOf(id, commands, input, graph),
    // Rollup counts from the folder of its input, wherever the output lies.
    paths: (id) => (isAbsolute(id) ? relative(out, id).split(sep).join('/') : id),
  });
  await build.close();
}

/** The file a module of the program's start or of `check` stands in; null for others, which Rollup divides. */
function fileOf(id, { check, batch }, main, graph) {
  const isBehind = (entry) => entry !== undefined && reachedFrom(entry, graph).has(id);
  if (isBehind(main)) return 'main';
  if (!isBehind(check)) return null;
  return isBehind(batch) ? 'check-and-batch' : 'check';
}

const reached = new Map();

/** A module and all it imports, those loaded on demand left out. */
function reachedFrom(entry, { getModuleInfo }) {
  let found = reached.get(entry);
  if (found === undefined) {
    reached.set(entry, (found = new Set([entry])));
    for (const id of found) for (const imported of getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}

// The HTML report prints functions of its own as a script: a bundler may rename them, so they are left as they are.
const isPackage = (id) => !/^(?:[./\\]|[A-Za-z]:)/.test(id) && !INCLUDED.has(id.split('/')[0]);

function includePackages() {
  return {
    name: 'include-packages',
    resolveId(id) {
      return INCLUDED.has(id.split('/')[0]) ? fileURLToPath(import.meta.resolve(id)) : null;
    },
  };
}

/** `import.meta.url` goes on meaning the module it was written in, so that files beside it are found. */
function keepOwnUrls(dist, out) {
  return {
    name: 'keep-own-urls',
    resolveImportMeta(property, { moduleId }) {
      if (property !== 'url' || !moduleId.startsWith(dist + sep)) return null;
      const path = relative(out, moduleId).split(sep).join('/');
      return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
    },
  };
}
