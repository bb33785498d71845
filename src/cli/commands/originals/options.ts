/** Options of `reprintlint originals …` as commander hands them over, and what several commands make of them. */
import type { AuditOptions } from '../../../audit/page.js';
import type { Client } from '../../../fetch/types.js';
import { loadPolicies } from '../../../policy/load.js';
import { loadPlatforms } from '../../../policy/platforms.js';
import type { Language } from '../../../policy/types.js';
import { messagesIn } from '../../messages.js';
import { readContact, readNumber, readSeconds } from '../../options.js';

export interface NetworkOptions {
  readonly maxBytes: string;
  readonly timeout: string;
  readonly contact?: string;
  readonly allowPrivate?: boolean;
}

export interface IndexOptions {
  readonly in: string;
  readonly policy: string;
  readonly json?: boolean;
}

/** Some article could not be read: as for pages that could not be audited. */
export const INCOMPLETE = 3;

export async function readingOptions(policy: string): Promise<Pick<AuditOptions, 'policies' | 'platforms'>> {
  return { policies: await loadPolicies(policy), platforms: await loadPlatforms() };
}

/** The network half is loaded when the first address needs it. */
export function clientOf(
  options: NetworkOptions,
  language: Language,
): { get(): Promise<Client>; close(): Promise<void> } {
  const say = messagesIn(language);
  const contact = readContact(options.contact, say);
  const totalTimeout = readSeconds('--timeout', options.timeout, say);
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, say);
  let client: Promise<Client> | null = null;
  const create = async (): Promise<Client> => {
    const { createClient } = await import('../../../fetch/client.js');
    return createClient({ language, contact, allowPrivate: options.allowPrivate, totalTimeout, maximumBytes });
  };
  return { get: () => (client ??= create()), close: async () => (await client)?.close() };
}
