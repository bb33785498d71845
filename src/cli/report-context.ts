import type { Language, Policy } from '../policy/types.js';
import type { ReportContext } from '../report/types.js';
import { toolVersion } from './commands/check.js';
import type { FormatRequest } from './formats.js';
import type { Surroundings } from './io.js';
import { paletteFor, wantsColour } from './palette.js';

/** What reports need to know of the surroundings and of the policies. */
export async function reportContext(
  options: { readonly color?: boolean; readonly verbose?: boolean; readonly failOn: string },
  policies: readonly Policy[],
  requests: readonly FormatRequest[],
  language: Language,
  surroundings: Surroundings,
): Promise<ReportContext> {
  const toTerminal = requests.some(({ file }) => file === null);
  return {
    tool: { name: 'reprintlint', version: toolVersion() },
    language,
    policies: policies.map(({ data }) => data),
    palette: await paletteFor(toTerminal && wantsColour(options.color, surroundings)),
    width: surroundings.stdout.columns ?? 80,
    verbose: options.verbose === true,
    failOn: options.failOn as ReportContext['failOn'],
    baseDirectory: surroundings.cwd,
  };
}
