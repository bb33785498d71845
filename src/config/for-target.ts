/** What a config says of one page. Pure: paths are compared as text. */
import { relative, resolve, sep } from 'node:path';
import { compileGlob, fixedPart } from './glob.js';
import type { Config, PathSettings, TargetConfig } from './types.js';

export interface TargetSettings extends PathSettings {
  /** Where the page is published, as far as the config says so. */
  readonly url: string | null;
}

/** The settings of a page by its place: those of the whole config, then of every entry that matches it, in order. */
export class TargetSettingsFinder {
  readonly #config: Config;
  readonly #entries: readonly { readonly matches: (path: string) => boolean; readonly entry: TargetConfig }[];

  constructor(config: Config) {
    this.#config = config;
    this.#entries = (config.data.targets ?? []).map((entry) => ({ matches: compileGlob(entry.path), entry }));
  }

  /** @param file absolute path */
  ofFile(file: string): TargetSettings {
    const path = relativePath(this.#config.directory, file);
    let settings: TargetSettings = { ...globalSettings(this.#config), url: null };
    for (const { matches, entry } of this.#entries) {
      if (!matches(path)) continue;
      const { path: pattern, url, severities, ...rest } = entry;
      settings = {
        ...settings,
        ...rest,
        severities: { ...settings.severities, ...severities },
        url: url === undefined ? settings.url : publishedAt(url, fixedPart(plainPath(pattern)), path),
      };
    }
    return settings;
  }
}

function globalSettings({ data: { policy, profile, severities, failOn } }: Config): PathSettings {
  return { policy, profile, severities, failOn };
}

/** Path from a folder to a file, with forward slashes. */
function relativePath(folder: string, file: string): string {
  return relative(folder, resolve(folder, file)).split(sep).join('/');
}

const plainPath = (pattern: string): string => pattern.replace(/^\.\//, '').replace(/\/$/, '');

/** `index.html` is its folder: that is the address readers have. */
function publishedAt(base: string, fixed: string, path: string): string | null {
  if (!URL.canParse(base)) return null;
  const below = fixed === '' || fixed === '.' ? path : path === fixed ? '' : path.slice(fixed.length + 1);
  // A pattern without a wildcard may name a single page: its address is the one given.
  if (below === '') return new URL(base).href;
  const encoded = below
    .replace(/(^|\/)index\.s?html?$/i, '$1')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return new URL(encoded === '' ? '.' : `./${encoded}`, base.endsWith('/') ? base : `${base}/`).href;
}
