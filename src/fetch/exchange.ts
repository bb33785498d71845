import type { Buffer } from 'node:buffer';
import type { Agent, Dispatcher } from 'undici';
import { Body } from './body.js';
import type { TrackedOptions } from './connect.js';
import { FaultError } from './fault.js';
import type { HeaderFields } from './types.js';

export interface ExchangeRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds from the call to the last byte. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** Asks the server to close the connection after its answer. */
  readonly closeAfter: boolean;
  /** Decides on the body once status and header are known. May throw a `FaultError`, which ends the exchange. */
  readonly plan: (status: number, headers: HeaderFields) => BodyPlan;
}

/** How much of a body is wanted. */
export interface BodyPlan {
  /** Most octets received. */
  readonly bytes: number;
  /** What happens beyond: `too-large`, or the first octets are kept. */
  readonly overflow: 'refuse' | 'truncate';
  /** A body that breaks off is worth as much as it has; the status is what was wanted. */
  readonly lenient: boolean;
  /** Called once with the first octets, at least `inspectAt` of them unless the body is shorter. May throw a `FaultError`. */
  readonly inspect?: (head: Buffer) => void;
  readonly inspectAt: number;
}

export interface Exchange {
  readonly status: number;
  readonly headers: HeaderFields;
  /** As received, content codings not undone. */
  readonly body: Buffer;
  readonly truncated: boolean;
  readonly remoteAddress: string | null;
}

/**
 * One request and its answer over undici.
 * @throws {FaultError}, an error of the connection (see `faultOf`), or the signal's reason
 */
export function exchange(dispatcher: Agent, request: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const { signal } = request;
    if (signal?.aborted) return reject(signal.reason);
    const options: TrackedOptions = {
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: 'GET',
      reset: request.closeAfter,
      headers: request.headers as Record<string, string>,
    };
    const handler = new ExchangeHandler(request, options, resolve, reject);
    try {
      dispatcher.dispatch(options, handler);
    } catch (error) {
      handler.fail(error);
    }
  });
}

/** Collects one answer. The promise is settled once; whatever comes later from the connection is ignored. */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  #status = 0;
  #headers: HeaderFields = {};
  #plan: BodyPlan | null = null;
  #inspected = false;
  #body = new Body(0);
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  readonly #deadline: NodeJS.Timeout;
  readonly #onAbort = (): void => this.fail(this.request.signal?.reason);

  constructor(
    private readonly request: ExchangeRequest,
    private readonly options: TrackedOptions,
    private readonly resolve: (exchange: Exchange) => void,
    private readonly reject: (reason: unknown) => void,
  ) {
    const milliseconds = request.timeout;
    this.#deadline = setTimeout(
      () => this.fail(new FaultError({ kind: 'timeout', phase: 'answer', milliseconds })),
      milliseconds,
    );
    request.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(new Error('no longer wanted'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: HeaderFields): void {
    if (status < 200) return;
    this.#controller = controller;
    this.#status = status;
    this.#headers = headers;
    this.#attempt(() => {
      this.#plan = this.request.plan(status, headers);
      const declared = declaredLength(headers);
      refuseLength(declared, this.#plan);
      this.#body = new Body(Math.min(declared, this.#plan.bytes));
    });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const plan = this.#plan;
    if (this.#settled || plan === null) return;
    this.#body.add(chunk);
    if (!this.#inspected && this.#body.length >= plan.inspectAt) this.#inspect(plan);
    if (this.#body.length <= plan.bytes || this.#settled) return;
    if (plan.overflow === 'truncate') this.#succeed(true);
    else this.fail(new FaultError({ kind: 'too-large', limit: plan.bytes }));
  }

  onResponseEnd(): void {
    const plan = this.#plan;
    if (this.#settled || plan === null) return;
    if (!this.#inspected) this.#inspect(plan);
    this.#succeed(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#plan?.lenient) this.#succeed(true);
    else this.fail(error);
  }

  /** Ends the exchange, and the connection with it. */
  fail(reason: unknown): void {
    if (this.#settled) return;
    // The status of an error answer is known; that its body did not come to an end changes nothing.
    if (this.#plan?.lenient && reason instanceof FaultError && reason.fault.kind === 'timeout') {
      this.#succeed(true);
      return;
    }
    this.#settle();
    this.#controller?.abort(reason instanceof Error ? reason : new Error('aborted'));
    this.reject(reason);
  }

  #succeed(truncated: boolean): void {
    if (this.#settled) return;
    this.#settle();
    if (truncated) this.#controller?.abort(new Error('enough was received'));
    const limit = (this.#plan as BodyPlan).bytes;
    const body = this.#body.whole();
    // undici may not be done with the read that brought the last chunk.
    setImmediate(() => this.#body.free());
    this.resolve({
      status: this.#status,
      headers: this.#headers,
      body: body.subarray(0, limit),
      truncated,
      remoteAddress: this.options.connection?.remoteAddress ?? null,
    });
  }

  #settle(): void {
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.request.signal?.removeEventListener('abort', this.#onAbort);
  }

  #inspect(plan: BodyPlan): void {
    this.#inspected = true;
    const { inspect } = plan;
    if (inspect !== undefined) this.#attempt(() => inspect(this.#body.whole()));
  }

  #attempt(decide: () => void): void {
    try {
      decide();
    } catch (error) {
      this.fail(error);
    }
  }
}

/** Content-Length (RFC 9110 §8.6); 0 where there is none that can be read. */
function declaredLength(headers: HeaderFields): number {
  const declared = Number(headers['content-length']);
  return Number.isSafeInteger(declared) ? declared : 0;
}

/** A length beyond the limit is refused at once, unless a look at the bytes might give a better reason. */
function refuseLength(declared: number, plan: BodyPlan): void {
  if (plan.overflow === 'refuse' && plan.inspect === undefined && declared > plan.bytes) {
    throw new FaultError({ kind: 'too-large', limit: plan.bytes });
  }
}
