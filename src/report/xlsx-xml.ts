import { shorten } from './plain-text.js';
import { type Cell, looksLikeFormula } from './rows.js';
import { LINE_HEIGHT } from './xlsx-row-height.js';
import { xmlText } from './xml-text.js';

/** Rows a sheet can have, and characters a cell can hold (Excel's specifications and limits). */
export const LAST_ROW = 1_048_576;
export const CELL_LIMIT = 32_767;

/** Indices into `cellXfs` of STYLES_XML. */
export enum Style {
  number = 0,
  heading = 1,
  text = 2,
  /** Text that would be a formula if somebody typed it: Excel keeps it a text when the cell is edited. */
  quoted = 3,
}

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

export const STYLES_XML =
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet ${NAMESPACE}>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EE"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">' +
  '<xf xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>' +
  '<xf xfId="0" fontId="1" applyFont="1" fillId="2" applyFill="1"/>' +
  '<xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf xfId="0" quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '</cellXfs></styleSheet>';

/** Rows that give no height have one line. */
const ROW_HEIGHT = `<sheetFormatPr defaultRowHeight="${LINE_HEIGHT}"/>`;

export function sheetStart(widths: readonly number[], frozenHeading: boolean): string {
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const pane = frozenHeading ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet ${NAMESPACE}>` +
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${ROW_HEIGHT}` +
    `<cols>${columns.join('')}</cols><sheetData>`
  );
}

export function sheetEnd(filter: string | null): string {
  return `</sheetData>${filter === null ? '' : `<autoFilter ref="${filter}"/>`}</worksheet>`;
}

/** A cell; '' for an empty one. */
export function cellXml(reference: string, cell: Cell, style: Style): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}" s="${Style.number}"><v>${cell}</v></c>`;
  const shown = style === Style.text && looksLikeFormula(cell) ? Style.quoted : style;
  const text = xmlText(escapedEscapes(shorten(cell, CELL_LIMIT)));
  return `<c r="${reference}" s="${shown}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** `_x000D_` in a text means the character U+000D to a reader of the format (ECMA-376, ST_Xstring). */
function escapedEscapes(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

/** A, B, … Z, AA, … */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
