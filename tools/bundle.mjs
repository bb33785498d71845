// Puts the modules of the program together into a few files: opening a hundred small ones took as long as auditing
// several pages, and a build that checks one page pays it each time, as does every worker thread: the module it starts
// with leads into the bundle. The single files stay beside it; the public API uses them.
import { writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';

/** Packages taken in; all others are loaded from where npm put them. */
const INCLUDED = new Set(['entities']);

/** Bundles the program, `<dist>/cli/main.js`, and the auditor of its worker threads into `<dist>/bundle/`. */
export async function bundle(dist) {
  const out = join(dist, 'bundle');
  const auditor = join(dist, 'audit', 'workers', 'page-auditor.js');
  const build = await rollup({
    input: { main: join(dist, 'cli', 'main.js'), 'page-auditor': auditor },
    plugins: [includePackages(), keepOwnUrls(dist)],
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
    // Rollup counts from the folder its inputs have in common, wherever the output lies.
    paths: (id) => (isAbsolute(id) ? relative(out, id).split(sep).join('/') : id),
  });
  await build.close();
  await writeFile(auditor, "export { createAuditor } from '../../bundle/page-auditor.js';\n");
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
function keepOwnUrls(dist) {
  return {
    name: 'keep-own-urls',
    resolveImportMeta(property, { moduleId }) {
      if (property !== 'url' || !moduleId.startsWith(dist + sep)) return null;
      const path = relative(join(dist, 'bundle'), moduleId).split(sep).join('/');
      return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
    },
  };
}
