import { MistakesError } from '../policy/error.js';

/** The user's error: a config that cannot be read or is not right. Carries every mistake, in file order. */
export class ConfigError extends MistakesError {
  override readonly name = 'ConfigError';
}
