/** `reprintlint originals list`: the articles of the index, one a line. */
import type { Language } from '../../../policy/types.js';
import { Output, OutputClosed, type Surroundings } from '../../io.js';
import { openIndex } from '../../originals-run.js';
import { articleLine } from './article-line.js';
import type { IndexOptions } from './options.js';

export async function list(options: IndexOptions, language: Language, { stdout }: Surroundings): Promise<number> {
  const index = openIndex(options.in, language);
  try {
    await writeLines(stdout, function* () {
      for (const { text, ...facts } of index.articles())
        yield options.json === true ? JSON.stringify(facts) : articleLine({ ...facts, text }, language);
    });
  } finally {
    index.close();
  }
  return 0;
}

async function writeLines(stdout: Surroundings['stdout'], lines: () => Generator<string>): Promise<void> {
  const output = new Output(stdout);
  try {
    for (const line of lines()) await output.write(`${line}\n`);
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  }
}
