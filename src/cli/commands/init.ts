import { existsSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONFIG_NAMES } from '../../config/find.js';
import { CONFIG_SCHEMA_NAME, configTemplate, INSTALLED_SCHEMA } from '../../config/template.js';
import type { Language } from '../../policy/types.js';
import type { Surroundings } from '../io.js';
import { projectMessagesIn } from '../project-messages.js';
import { UsageError } from '../usage-error.js';

/** `reprintlint init`: writes a config with comments beside the user. It asks nothing and overwrites nothing. */
export async function init(language: Language, { cwd, stderr }: Surroundings): Promise<number> {
  const say = projectMessagesIn(language);
  const there = CONFIG_NAMES.find((name) => existsSync(join(cwd, name)));
  if (there !== undefined) throw new UsageError(say.initExists(there));
  const [name] = CONFIG_NAMES;
  try {
    writeFileSync(join(cwd, name), configTemplate(language, schemaFrom(cwd)), { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'EEXIST' ? say.initExists(name) : say.initFailed(name, code ?? String(error)));
  }
  stderr.write(`${say.initWritten(name)}\n`);
  return 0;
}

/** The schema as the project sees it: in its own packages, or below it; else where it will be once installed. */
function schemaFrom(cwd: string): string {
  if (existsSync(join(cwd, INSTALLED_SCHEMA))) return `./${INSTALLED_SCHEMA}`;
  const own = fileURLToPath(new URL(`../../../rules/${CONFIG_SCHEMA_NAME}`, import.meta.url));
  const path = relative(cwd, own).split(sep).join('/');
  return path.startsWith('..') || path.startsWith('/') || path.includes(':') ? `./${INSTALLED_SCHEMA}` : `./${path}`;
}
