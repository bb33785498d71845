import type { PolitenessConfig } from '../../config/types.js';
import type { Language } from '../../policy/types.js';
import { Output, type Surroundings } from '../io.js';
import type { Project } from '../project.js';

/** `--print-config`: the settings in effect, as a config file would have them, and where they come from. */
export async function printConfig(
  project: Project,
  options: object,
  language: Language,
  { stdout }: Surroundings,
): Promise<number> {
  const { stringify } = await import('yaml');
  const { config } = project;
  const merged = options as Record<string, unknown>;
  const formats = merged.format as readonly string[] | undefined;
  const settings = {
    language,
    policy: merged.policy,
    profile: merged.profile ?? (merged.strict ? 'strict' : undefined),
    targets: config?.data.targets,
    severities: config?.data.severities,
    formats: formats === undefined || formats.length === 0 ? ['text'] : formats,
    failOn: merged.failOn,
    allow: listOf(merged.allow),
    politeness: {
      contact: merged.contact,
      timeout: numberOf(merged.timeout),
      maxBytes: bytesOf(merged.maxBytes),
      allowPrivate: merged.allowPrivate,
      concurrency: numberOf(merged.concurrency),
      ...politenessOfBatch(merged, config?.data.politeness),
    },
    licences: merged.licences,
    originals: merged.originals ?? config?.data.originals,
    sourceList: merged.sourceList,
    baseline: merged.baseline,
    suppressions: config?.data.suppressions,
  };
  const source = config === null ? noConfig(language) : config.file;
  await new Output(stdout).write(`# ${source}\n${stringify(settings, { lineWidth: 0, keepUndefined: false })}`);
  return 0;
}

const noConfig = (language: Language): string => (language === 'zh' ? '没有配置文件' : 'no config file');

function listOf(value: unknown): string[] | undefined {
  if (typeof value !== 'string') return undefined;
  const words = value.split(',').map((word) => word.trim());
  return words.filter((word) => word !== '');
}

/** A value that is no number is shown as typed: the run itself will refuse it. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

function bytesOf(value: unknown): unknown {
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)([km]?)$/i.exec(value) : null;
  if (match === null) return value;
  return Math.round(Number(match[1]) * { '': 1, k: 1024, m: 1024 ** 2 }[match[2].toLowerCase() as '' | 'k' | 'm']);
}

/** `batch` has options for these; the other commands only pass on what the config says. */
function politenessOfBatch(merged: Readonly<Record<string, unknown>>, politeness: PolitenessConfig = {}): object {
  const names = ['delay', 'connections', 'attempts', 'maxCrawlDelay', 'maxRetryAfter'] as const;
  const values = names.map((name) => [name, numberOf(merged[name]) ?? politeness[name]] as const);
  return { ...Object.fromEntries(values), hosts: politeness.hosts };
}
