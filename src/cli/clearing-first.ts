import type { Surroundings } from './io.js';

/** The stream, with the line of progress taken away before anything is written to the same terminal. */
export function clearingFirst(stdout: Surroundings['stdout'], clear: () => void): Surroundings['stdout'] {
  return new Proxy(stdout, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...values: unknown[]) => {
        if (name === 'write') clear();
        return value.apply(target, values);
      };
    },
  });
}
