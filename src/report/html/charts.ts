import { columnsOf, headWithin } from '../columns.js';
import { escaped } from './markup.js';

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** Class of the bar, which gives its colour. */
  readonly tone: string;
}

const ROW = 26;
const WIDTH = 420;
const BAR_START = 200;
const BAR_WIDTH = 160;
/** Columns of a label that fit before the bar at the font size of the style sheet. */
const LABEL_COLUMNS = 26;

/**
 * A bar chart as inline SVG: a bar a row, the longest first or in the order given. The texts are real text, and the
 * whole is described for those who do not see it.
 */
export function barChart(title: string, bars: readonly Bar[], languageTag: string): string {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const number = (count: number) => count.toLocaleString(languageTag);
  const description = bars.map((bar) => `${bar.label} ${number(bar.count)}`).join(', ');
  const rows = bars.map((bar, index) => {
    const y = index * ROW;
    // A count that is not nothing must not look like nothing.
    const width = bar.count === 0 ? 0 : Math.max(2, Math.round((bar.count / most) * BAR_WIDTH));
    return (
      `<g><title>${escaped(`${bar.label}: ${number(bar.count)}`)}</title>` +
      `<text x="${BAR_START - 8}" y="${y + 17}" text-anchor="end">${escaped(fitted(bar.label))}</text>` +
      `<rect class="${bar.tone}" x="${BAR_START}" y="${y + 4}" width="${width}" height="${ROW - 8}" rx="2"/>` +
      `<text x="${BAR_START + width + 6}" y="${y + 17}">${number(bar.count)}</text></g>`
    );
  });
  return (
    `<figure><figcaption>${escaped(title)}</figcaption>` +
    `<svg role="img" aria-label="${escaped(`${title}: ${description}`)}" viewBox="0 0 ${WIDTH} ${bars.length * ROW}" ` +
    `width="${WIDTH}" height="${bars.length * ROW}">${rows.join('')}</svg></figure>`
  );
}

function fitted(label: string): string {
  return columnsOf(label) <= LABEL_COLUMNS ? label : `${headWithin(label, LABEL_COLUMNS - 1)}…`;
}
