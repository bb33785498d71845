import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { absolutePolicies } from '../policy/policy-file.js';
import { builtInNames } from '../policy/rules-folder.js';
import type { Localized } from '../policy/types.js';
import { ConfigError } from './error.js';
import { readConfig } from './read.js';
import type { Config, ConfigData } from './types.js';

/**
 * Reads and validates a config.
 * @param file absolute path
 * @param shownFrom folder that messages name the file from
 * @throws {ConfigError} it cannot be read or is not right
 */
export function loadConfig(file: string, shownFrom: string): Config {
  const below = relative(shownFrom, file);
  const shown = below === '' || isAbsolute(below) ? file : below;
  const data = readConfig(readText(file, shown), { file: shown, policyNames: builtInNames() });
  const directory = dirname(file);
  return { file, directory, data: withAbsolutePaths(data, directory) };
}

function readText(file: string, shown: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw failure(shown, { zh: '没有这个文件', en: 'no such file' });
    if (code === 'EISDIR') throw failure(shown, { zh: '这是文件夹，不是配置文件', en: 'a folder, not a config file' });
    throw failure(shown, { zh: `无法读取（${code}）`, en: `cannot be read (${code})` });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw failure(shown, { zh: '不是 UTF-8 编码，请另存为 UTF-8', en: 'not UTF-8: save it as UTF-8' });
  }
}

const failure = (file: string, message: Localized): ConfigError => new ConfigError([{ file, position: null, message }]);

/** A path in a config is meant from where the config lies, wherever the program is started. */
function withAbsolutePaths(data: ConfigData, directory: string): ConfigData {
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(directory, path);
  return dropUndefined({
    ...data,
    policy: data.policy === undefined ? undefined : absolutePolicies(data.policy, directory),
    targets: data.targets?.map((target) =>
      dropUndefined({
        ...target,
        policy: target.policy === undefined ? undefined : absolutePolicies(target.policy, directory),
      }),
    ),
    formats: data.formats?.map((format) => {
      const equals = format.indexOf('=');
      return equals < 0 ? format : `${format.slice(0, equals)}=${absolute(format.slice(equals + 1).trim())}`;
    }),
    licences: absolute(data.licences),
    originals: absolute(data.originals),
    sourceList: absolute(data.sourceList),
    baseline: absolute(data.baseline),
  });
}

function dropUndefined<Data extends object>(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as Data;
}
