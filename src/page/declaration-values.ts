/** What single values of CSS mean to a reader: nothing, too small, too faint, too far off. */

const ZERO = /^0*\.?0*(?:px|em|rem|%|pt|vh|vw)?$/;
export const isZero = (value: string): boolean => /0/.test(value) && ZERO.test(value);
/** A size nobody can read. */
export const isUnreadable = (value: string): boolean =>
  isZero(value) || /^(?:0*\.\d+|0*1(?:\.\d+)?)p[xt]$/.test(value) || /^0*\.0\d*r?em$/.test(value);
/** A size that does not depend on that of the element around. */
export const isOwnSize = (value: string): boolean =>
  value.endsWith('rem') || !/(?:em|ex|ch|%)$|^(?:inherit|unset|smaller|larger|revert(?:-layer)?)$/.test(value);
/** The size in a `font`: before it stand words and a weight, behind it a height of lines and, always, a family. */
export const FONT_SIZE =
  /(?:^|\s)(0|(?:\d+\.?\d*|\.\d+)(?:[a-z]+|%)|medium|smaller|larger|(?:x{0,3}-)?(?:small|large))(?:\s*\/\s*\S+)?\s+\S/;
export const SYSTEM_FONT = /^(?:caption|icon|menu|message-box|small-caption|status-bar)$/;
/** An opacity below which nothing is seen. */
export const isFaint = (value: string): boolean =>
  isZero(value) || (/^(?:\d*\.)?\d+%?$/.test(value) && Number.parseFloat(value) <= (value.endsWith('%') ? 5 : 0.05));
/** A colour that is fully transparent (CSS Color 4). */
export function isTransparent(value: string): boolean {
  if (value === 'transparent' || /^#(?:[\da-f]{3}0|[\da-f]{6}00)$/.test(value)) return true;
  const alpha = /^(?:rgb|hsl)a?\((.*)\)$/
    .exec(value)?.[1]
    .trim()
    .split(/[\s,/]+/)[3];
  return alpha !== undefined && isZero(alpha);
}

/** One notation for the colours that grounds and letters usually have; others are compared as they are written. */
export function sameColour(value: string): string {
  const name = value === 'white' ? '#fff' : value === 'black' ? '#000' : value;
  const rgb = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(name);
  if (rgb !== null)
    return `#${rgb
      .slice(1)
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')}`;
  return /^#[\da-f]{3}$/.test(name) ? name.replace(/[\da-f]/g, '$&$&') : name;
}

/** A distance that leaves any screen. */
export const isFarOff = (value: string): boolean => {
  const match = /^-(\d+(?:\.\d+)?)(px|em|rem|pt|vw|vh|%)?$/.exec(value);
  if (match === null) return false;
  const distance = Number(match[1]);
  const unit = match[2] ?? 'px';
  return unit === 'px' || unit === 'pt'
    ? distance >= 900
    : unit === '%' || unit === 'vw' || unit === 'vh'
      ? distance >= 100
      : distance >= 60;
};
