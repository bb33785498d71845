import type { InspectReporter, Reporter } from './types.js';

export type FormatName =
  | 'text'
  | 'json'
  | 'ndjson'
  | 'sarif'
  | 'junit'
  | 'github'
  | 'gitlab'
  | 'markdown'
  | 'csv'
  | 'xlsx'
  | 'html';

export interface Format {
  readonly name: FormatName;
  /** Usual extension of a file in this format, with its dot. */
  readonly extension: string;
  /** Chunks are bytes that make no sense on a terminal. */
  readonly binary: boolean;
  /** Loads the code of this format and nothing of the others: a short run must not pay for a workbook. */
  load(): Promise<Reporter>;
  /** Present where the format can show what `inspect` found. */
  readonly loadInspect?: () => Promise<InspectReporter>;
}

/** Every format by name, in the order help lists them. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  text: {
    name: 'text',
    extension: '.txt',
    binary: false,
    load: async () => (await import('./text.js')).text,
    loadInspect: async () => (await import('./inspect-text.js')).inspectText,
  },
  json: {
    name: 'json',
    extension: '.json',
    binary: false,
    load: async () => (await import('./json.js')).json,
    loadInspect: async () => (await import('./json.js')).json,
  },
  ndjson: {
    name: 'ndjson',
    extension: '.ndjson',
    binary: false,
    load: async () => (await import('./ndjson.js')).ndjson,
    loadInspect: async () => (await import('./ndjson.js')).ndjson,
  },
  sarif: {
    name: 'sarif',
    extension: '.sarif',
    binary: false,
    load: async () => (await import('./sarif.js')).sarif,
  },
  junit: { name: 'junit', extension: '.xml', binary: false, load: async () => (await import('./junit.js')).junit },
  github: { name: 'github', extension: '.txt', binary: false, load: async () => (await import('./github.js')).github },
  gitlab: { name: 'gitlab', extension: '.json', binary: false, load: async () => (await import('./gitlab.js')).gitlab },
  markdown: {
    name: 'markdown',
    extension: '.md',
    binary: false,
    load: async () => (await import('./markdown.js')).markdown,
  },
  csv: { name: 'csv', extension: '.csv', binary: false, load: async () => (await import('./csv.js')).csv },
  xlsx: { name: 'xlsx', extension: '.xlsx', binary: true, load: async () => (await import('./xlsx.js')).xlsx },
  html: { name: 'html', extension: '.html', binary: false, load: async () => (await import('./html/html.js')).html },
};

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

export type { InspectReporter, ListedAt, Palette, ReportContext, Reporter } from './types.js';
