/** Turns the alignment of page and original into what checks, reports and JSON need of it. */
import type { Comparison } from '../checks/types.js';
import type { ComparedSentence, TextComparison } from '../originals/compare.js';
import { compareTexts } from '../originals/compare.js';
import { compareTitles } from '../originals/title.js';
import type { Page } from '../page/types.js';
import type { VisibleText } from '../page/visible-text.js';
import type { Language } from '../policy/types.js';
import { seenText } from './page-text.js';
import type { ShownComparison } from './types.js';

/** Changed figures and names that a message tells; reports show the passages. */
const TOLD = 5;
/** Longer quotations are cut in the middle. */
const LONGEST_QUOTE = 60;

/** Compares a page with its original: for the checks (in the chosen language), and for JSON. */
export function compareWithOriginal(
  page: Page,
  original: { readonly title: string; readonly text: string },
  language: Language,
): { comparison: Comparison; shown: ShownComparison } {
  const seen = seenText(page);
  const texts = compareTexts(original.text, seen.text);
  const { change } = compareTitles(original.title, page.title);
  const worth = texts.sentences.filter(({ fate }) => fate === 'altered' || fate === 'dropped');
  return {
    comparison: {
      title: change === 'extended' ? 'rewritten' : change,
      changes: describe(texts, original.text, seen, language),
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

type Change = Comparison['changes'][number];

/** One line for the altered sentences, one for the dropped ones: what a reader of a message needs to know. */
function describe(texts: TextComparison, original: string, seen: VisibleText, language: Language): Change[] {
  const zh = language === 'zh';
  const lines: Change[] = [];
  // Changed figures and names weigh more than changed words.
  const altered = texts.sentences
    .filter(({ fate }) => fate === 'altered')
    .sort((a, b) => b.changes.length - a.changes.length);
  const [first] = altered;
  if (first !== undefined) {
    const { length } = altered;
    const figures = figuresOf(altered, zh);
    const what = zh ? `改动 ${length} 句` : `${length} ${length === 1 ? 'sentence' : 'sentences'} altered`;
    const ours = slice(original, first.original);
    const theirs = first.page === null ? '' : slice(seen.text, first.page);
    lines.push({
      text: what + (figures !== '' ? figures : zh ? `，如${quote(theirs)}` : `, such as ${quote(theirs)}`),
      span: first.page === null ? null : seen.spanOf(first.page),
      original: ours,
      page: theirs,
    });
  }
  if (texts.figuresLost && altered.length > 0)
    lines.push({ text: zh ? '正文中的数字几乎都不见了' : 'nearly all figures are gone', span: null });
  const dropped = texts.sentences.filter(({ fate }) => fate === 'dropped');
  if (dropped.length > 0) {
    const { length } = dropped;
    const quoted = quote(slice(original, dropped[0].original));
    const what = zh
      ? `删去 ${length} 句，如`
      : `${length} ${length === 1 ? 'sentence' : 'sentences'} dropped, such as `;
    lines.push({ text: what + quoted, span: null });
  }
  return lines;
}

/** Changed figures and names, the first few, in brackets. */
function figuresOf(altered: readonly ComparedSentence[], zh: boolean): string {
  const all = altered.flatMap(({ changes }) => changes).filter(({ original, page }) => original !== page);
  if (all.length === 0) return '';
  const [none, gone] = zh ? ['（无）', '删去'] : ['(none)', 'gone'];
  const told = all.slice(0, TOLD).map(({ original, page }) => `${original ?? none} → ${page ?? gone}`);
  if (all.length > TOLD) told.push('…');
  return zh ? `（${told.join('，')}）` : ` (${told.join(', ')})`;
}

const slice = (text: string, { start, end }: { start: number; end: number }): string => text.slice(start, end).trim();

function quote(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  const half = LONGEST_QUOTE / 2;
  const shown = plain.length > LONGEST_QUOTE ? `${plain.slice(0, half)}…${plain.slice(-half)}` : plain;
  return `“${shown}”`;
}
