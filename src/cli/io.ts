/** The program's surroundings, in one place: everything else takes them as values. */
import type { Readable, Writable } from 'node:stream';

export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export const processSurroundings = (): Surroundings => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
});

/** The reader of our output went away (`… | head -1`): nothing is wrong, there is just nobody left to write to. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** Writes to a stream, waits where it is full, and notices when nobody reads any more. */
export class Output {
  private closed = false;
  private failure: Error | null = null;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.closed = true;
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') this.failure = error;
    });
  }

  /** @throws {OutputClosed} the reader is gone */
  async write(chunk: string | Uint8Array): Promise<void> {
    this.check();
    if (this.stream.write(chunk)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done);
        this.stream.off('error', done);
        this.stream.off('close', done);
        resolve();
      };
      this.stream.on('drain', done);
      this.stream.on('error', done);
      this.stream.on('close', done);
    });
    this.check();
  }

  private check(): void {
    if (this.failure !== null) throw this.failure;
    if (this.closed) throw new OutputClosed('output closed');
  }
}
