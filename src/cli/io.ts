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

/** Our output cannot be written: the disk is full, or the device refuses. Nothing is wrong with the program. */
export class OutputFailed extends Error {
  override readonly name = 'OutputFailed';
  readonly exitCode = 2;

  /** @param code what the system calls it: `ENOSPC` */
  constructor(readonly code: string) {
    super(code);
  }
}

/** Writes to a stream, waits where it is full, and notices when nobody reads any more. */
export class Output {
  private closed = false;
  private failure: OutputFailed | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.closed = true;
      const { code = error.message } = error;
      if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') this.failure ??= new OutputFailed(code);
    });
  }

  /** @throws {OutputClosed} the reader is gone. @throws {OutputFailed} */
  async write(chunk: string | Uint8Array): Promise<void> {
    this.check();
    let room = true;
    this.last = new Promise((resolve) => {
      room = this.stream.write(chunk, () => resolve());
    });
    if (room) return;
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

  /** Waits until all is written: a full disk is noticed after `write` has returned. @throws like `write` */
  async settled(): Promise<void> {
    await this.last;
    // An error is emitted in the tick after the callback.
    await new Promise((resume) => setImmediate(resume));
    this.check();
  }

  private check(): void {
    if (this.failure !== null) throw this.failure;
    if (this.closed) throw new OutputClosed('output closed');
  }
}
