import { StoreError } from '../audit/store/errors.js';
import type { Language } from '../policy/types.js';
import { ListError } from '../source/lists/types.js';
import { UsageError } from './usage-error.js';

/** Does `action`; what a user can mend about lists and audits becomes a `UsageError` in his language. */
export async function usageErrors<T>(language: Language, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ListError) throw new UsageError(error.message);
    if (error instanceof StoreError && error.kind !== 'internal') throw new UsageError(error.describe(language));
    throw error;
  }
}
