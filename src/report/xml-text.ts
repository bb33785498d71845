import { keepLines } from './plain-text.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** Text for an XML element: only characters XML 1.0 allows (§2.2), none that acts. Line feeds are kept. */
export function xmlText(text: string): string {
  return keepLines(text).replace(/[&<>]/g, (character) => ENTITIES[character]);
}

/** Text for an attribute value; line feeds survive attribute normalisation (§3.3.3). */
export function xmlAttribute(text: string): string {
  return keepLines(text).replace(/[&<>"'\n]/g, (character) => ENTITIES[character]);
}
