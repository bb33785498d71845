/** Turns the alignment of page and original into what checks, reports and JSON need of it. */
import type { Comparison } from '../checks/types.js';
import type { ComparedSentence, TextComparison } from '../originals/compare.js';
import { compareTexts } from '../originals/compare.js';
import { compareTitles } from '../originals/title.js';
import type { Page } from '../page/types.js';
import { visibleText } from '../page/visible-text.js';
import type { Language } from '../policy/types.js';
import type { ShownComparison } from './types.js';

/** Passages told one by one; the others are counted. */
const TOLD = 5;
/** Longer quotations are cut in the middle. */
const LONGEST_QUOTE = 60;

/** Compares a page with its original: for the checks (in the chosen language), and for JSON. */
export function compareWithOriginal(
  page: Page,
  original: { readonly title: string; readonly text: string },
  language: Language,
): { comparison: Comparison; shown: ShownComparison } {
  const seen = visibleText(page);
  const texts = compareTexts(original.text, seen.text);
  const { change } = compareTitles(original.title, page.title);
  const worth = texts.sentences.filter(({ fate }) => fate === 'altered' || fate === 'dropped');
  const lines = describe(texts, worth, original.text, seen.text, language);
  return {
    comparison: {
      title: change === 'extended' ? 'rewritten' : change,
      changes: lines.map(({ text, sentence }) => ({
        text,
        span: sentence?.page == null ? null : seen.spanOf(sentence.page),
      })),
    },
    shown: {
      title: change,
      counts: texts.counts,
      passages: worth.map((sentence) => ({
        fate: sentence.fate,
        original: { ...sentence.original, text: slice(original.text, sentence.original) },
        page:
          sentence.page === null
            ? null
            : { ...(seen.spanOf(sentence.page) ?? { start: 0, end: 0 }), text: slice(seen.text, sentence.page) },
        changes: sentence.changes.map(({ kind, original: before, page: after }) => ({
          kind,
          original: before,
          page: after,
        })),
      })),
    },
  };
}

interface Line {
  readonly text: string;
  readonly sentence: ComparedSentence | null;
}

function describe(
  texts: TextComparison,
  worth: readonly ComparedSentence[],
  original: string,
  page: string,
  language: Language,
): Line[] {
  const zh = language === 'zh';
  if (worth.length === 0) return [];
  const lines: Line[] = [];
  if (texts.figuresLost)
    lines.push({ text: zh ? '正文中的数字几乎都不见了' : 'nearly all figures are gone', sentence: null });
  const altered = worth.filter(({ fate }) => fate === 'altered');
  // Changed figures and names weigh more than changed words.
  const ranked = [...altered].sort((a, b) => b.changes.length - a.changes.length);
  for (const sentence of ranked.slice(0, TOLD)) {
    const before = quote(slice(original, sentence.original));
    const after = sentence.page === null ? '' : quote(slice(page, sentence.page));
    const figures = sentence.changes
      .filter(({ original: from, page: to }) => from !== null || to !== null)
      .map(
        ({ original: from, page: to }) =>
          `${from ?? (zh ? '（无）' : '(none)')} → ${to ?? (zh ? '（删去）' : '(gone)')}`,
      );
    const note = figures.length === 0 ? '' : zh ? `（${figures.join('，')}）` : ` (${figures.join(', ')})`;
    lines.push({ text: zh ? `${before}改成了${after}${note}` : `${before} became ${after}${note}`, sentence });
  }
  if (altered.length > TOLD) {
    const more = altered.length - TOLD;
    lines.push({ text: zh ? `另有 ${more} 句有改动` : `${more} more sentences altered`, sentence: null });
  }
  const dropped = worth.filter(({ fate }) => fate === 'dropped');
  if (dropped.length > 0) {
    const first = quote(slice(original, dropped[0].original));
    const text = zh ? `删去 ${dropped.length} 句，如${first}` : `${dropped.length} sentences dropped, such as ${first}`;
    lines.push({ text, sentence: null });
  }
  return lines;
}

const slice = (text: string, { start, end }: { start: number; end: number }): string => text.slice(start, end).trim();

function quote(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  const half = LONGEST_QUOTE / 2;
  const shown = plain.length > LONGEST_QUOTE ? `${plain.slice(0, half)}…${plain.slice(-half)}` : plain;
  return `“${shown}”`;
}
