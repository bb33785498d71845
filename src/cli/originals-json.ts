/** Articles as JSON lines: one object a line, as crawlers and content systems export them. */
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import type { OriginalsMessages } from './originals-messages.js';

/** What is known of an article before anybody decides whose it is. */
export interface RawArticle {
  readonly url: string;
  readonly title: string;
  readonly date: string | null;
  readonly author: string | null;
  readonly editor: string | null;
  readonly sourceName: string | null;
  readonly text: string;
}

/** Names under which a field is looked for, the first that is there wins. */
const FIELDS = {
  url: ['url', 'link', 'href'],
  title: ['title', 'headline'],
  text: ['body', 'text', 'content'],
  date: ['datetime', 'date', 'published', 'datePublished'],
  author: ['author'],
  editor: ['editor'],
  source: ['source', 'sourceName'],
} as const;

/** Lines at each end of a body in which the article's own credit can stand. */
const EDGE = 3;

/** @returns the article, or why the line is none */
export function articleOfLine(line: string, policy: Policy, say: OriginalsMessages): RawArticle | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return say.notJson;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return say.notJson;
  const object = value as Record<string, unknown>;
  const fields: Partial<Record<keyof typeof FIELDS, string>> = {};
  for (const [field, names] of Object.entries(FIELDS)) {
    const name = names.find((each) => object[each] !== undefined && object[each] !== null);
    if (name === undefined) continue;
    if (typeof object[name] !== 'string') return say.badField(name);
    fields[field as keyof typeof FIELDS] = object[name];
  }
  const url = fields.url === undefined ? null : parseUrl(fields.url.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) return say.badUrl;
  const text = (fields.text ?? '').replace(/\r\n?/g, '\n').replace(/^[^\S\n]+|[^\S\n]+$/gm, '');
  const title = (fields.title ?? '').trim();
  if (text.trim() === '' && title === '') return say.noTitleNorBody;
  return {
    url: url.href,
    title,
    date: isoDate(fields.date),
    author: trimmed(fields.author),
    editor: trimmed(fields.editor),
    sourceName: trimmed(fields.source) ?? printedSource(text, policy),
    text: text.trim(),
  };
}

const trimmed = (text: string | undefined): string | null => text?.trim() || null;

/** 2024-5-6 10:11:00, 2024/05/06, 2024年5月6日 → ISO 8601, as far as it goes. */
function isoDate(text: string | undefined): string | null {
  const match = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\D{1,3}(\d{1,2}):(\d{2}))?/.exec(text ?? '');
  if (match === null) return null;
  const [, year, month, day, hour, minute] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute}`;
}

/** 来源：… as the first or last words of the body: where an article credits its origin. */
function printedSource(text: string, policy: Policy): string | null {
  const { preferred, accepted } = policy.data.credit.labels;
  const labels = [preferred, ...accepted].map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?:^|[（(【\\s])(?:${labels})\\s*[:：]\\s*([^\\s：:，。；,;（）()【】]{2,20})`, 'u');
  const lines = text.split('\n').filter((line) => line !== '');
  const edges = lines.length <= 2 * EDGE ? lines : [...lines.slice(0, EDGE), ...lines.slice(-EDGE)];
  for (const line of edges) {
    // A sentence that speaks of sources is no credit.
    if (line.length > 60) continue;
    const match = pattern.exec(line);
    if (match !== null) return match[1];
  }
  return null;
}
