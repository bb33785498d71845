import type { Language, PolicyData, Severity } from '../policy/types.js';
import type { ReportContext } from '../report/types.js';
import { toolVersion } from '../tool-version.js';
import type { FormatRequest } from './formats.js';
import type { Surroundings } from './io.js';
import { paletteFor, wantsColour } from './palette.js';

/** What reports need to know of the surroundings and of the policies. */
export async function reportContext(
  options: {
    readonly color?: boolean;
    readonly verbose?: boolean;
    readonly quiet?: boolean;
    /** Absent: nothing fails (`inspect`). */
    readonly failOn?: string;
  },
  policies: readonly PolicyData[],
  requests: readonly FormatRequest[],
  language: Language,
  surroundings: Surroundings,
): Promise<ReportContext> {
  const toTerminal = requests.some(({ file }) => file === null);
  return {
    tool: { name: 'reprintlint', version: toolVersion() },
    language,
    policies,
    palette: await paletteFor(toTerminal && wantsColour(options.color, surroundings)),
    width: surroundings.stdout.columns ?? 80,
    terminal: surroundings.stdout.isTTY === true,
    verbose: options.verbose === true,
    quiet: options.quiet === true,
    ...(options.failOn === undefined ? {} : { failOn: options.failOn as Severity }),
    baseDirectory: surroundings.cwd,
  };
}
