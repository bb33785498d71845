import { jsonLine } from '../json-text.js';
import { oneLine } from '../plain-text.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML content and quoted attribute values; nothing in it acts. */
export function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/**
 * JSON for the content of a `<script>` element. Inside one, `</script` ends it and `<!--` changes how it ends
 * (HTML, “Restrictions for contents of script elements”); without `<` there is neither.
 */
export function scriptJson(value: unknown): string {
  return jsonLine(value).replaceAll('<', '\\u003c');
}
