import type { Palette } from '../report/types.js';
import type { Surroundings } from './io.js';

const plain = (text: string): string => text;
export const PLAIN: Palette = {
  error: plain,
  review: plain,
  warning: plain,
  info: plain,
  good: plain,
  dim: plain,
  bold: plain,
};

/** NO_COLOR and FORCE_COLOR by https://no-color.org and https://force-color.org; the option wins over both. */
export function wantsColour(option: boolean | undefined, { env, stdout }: Surroundings): boolean {
  if (option !== undefined) return option;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return stdout.isTTY === true && env.TERM !== 'dumb';
}

export async function paletteFor(coloured: boolean): Promise<Palette> {
  if (!coloured) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    error: chalk.red,
    review: chalk.magenta,
    warning: chalk.yellow,
    info: chalk.cyan,
    good: chalk.green,
    dim: chalk.dim,
    bold: chalk.bold,
  };
}
