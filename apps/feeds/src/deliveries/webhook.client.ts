/**
 * Sends requests to addresses that strangers chose. The socket connects to the address that was checked: every address of a name is
 * looked at within the socket's own lookup, so that nothing changes between check and connection. Redirects are answers like any other;
 * no proxy of the environment is asked; an answer that is long or slow costs no more than 1 kB and 15 s.
 */
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { addressIn, isReachable } from '../endpoints/address.service.ts';

const attemptMs = 15_000;
const connectMs = 5_000;
/** For the body, once the status is there: it is shown to people and decides nothing. */
const bodyMs = 1_000;
const answerBytes = 1_024;
const headerBytes = 8_192;
/** A socket that is this old is closed, so that a name is resolved anew. */
const socketMs = 60_000;
const idleSocketMs = 10_000;

export interface WebhookRequest {
  method: 'POST' | 'OPTIONS';
  headers: Record<string, string>;
  body?: string;
}

export interface WebhookAnswer {
  status: number | null;
  duration_ms: number;
  /** Null for an answer of 2xx. */
  error: string | null;
  headers: Record<string, string | string[] | undefined>;
  /** Its first kilobyte. */
  answer: string;
}

/** An address that is ready to be asked. */
export interface WebhookTarget {
  origin: string;
  path: string;
  /** Its host where that is an address: it is not looked up, and checked before each attempt instead. */
  address: string | null;
}

export interface WebhookClientOptions {
  allowLocal: boolean;
  /** All addresses of a name. By default DNS, past the thread pool: a name server that does not answer holds up nobody else. */
  resolve?: (hostname: string) => Promise<string[]>;
  /** For a whole attempt. */
  withinMs?: number;
}

export function targetOf(url: string): WebhookTarget {
  const { origin, pathname, search, hostname } = new URL(url);
  return { origin, path: pathname + search, address: addressIn(hostname) };
}

export class WebhookClient {
  private readonly agent: Agent;
  private readonly resolver = new Resolver({ timeout: 2_000, tries: 2 });

  constructor(private readonly options: WebhookClientOptions) {
    const lookup: LookupFunction = (hostname, { all }, callback) => {
      this.addressesOf(hostname).then(
        (addresses) => (all ? callback(null, addresses) : callback(null, addresses[0]!.address, addresses[0]!.family)),
        (error: NodeJS.ErrnoException) => callback(error, '', 0),
      );
    };
    this.agent = new Agent({
      allowH2: false,
      clientTtl: socketMs,
      keepAliveTimeout: idleSocketMs,
      keepAliveMaxTimeout: socketMs,
      headersTimeout: attemptMs,
      bodyTimeout: attemptMs,
      maxHeaderSize: headerBytes,
      connect: { lookup, timeout: connectMs, rejectUnauthorized: true },
    });
  }

  /** Never throws: an attempt that fails is an answer with an error. */
  async send(target: WebhookTarget, request: WebhookRequest): Promise<WebhookAnswer> {
    const begun = performance.now();
    if (target.address !== null && !isReachable(target.address, this.options.allowLocal))
      return { status: null, duration_ms: 0, error: 'address_refused', headers: {}, answer: '' };
    return await new Promise((resolve) => {
      const exchange = new Exchange(this.options.withinMs ?? attemptMs, (answered) =>
        resolve({ ...answered, duration_ms: Math.round(performance.now() - begun) }),
      );
      try {
        this.agent.dispatch({ ...target, ...request }, exchange);
      } catch (error) {
        exchange.fail(error as Error);
      }
    });
  }

  async close(): Promise<void> {
    this.resolver.cancel();
    await this.agent.destroy();
  }

  /** Throws where one of them is not to be reached. */
  private async addressesOf(hostname: string): Promise<{ address: string; family: 4 | 6 }[]> {
    const addresses = await (this.options.resolve?.(hostname) ?? this.resolve(hostname));
    if (addresses.length === 0) throw faultOf('ENOTFOUND');
    if (!addresses.every((address) => isReachable(address, this.options.allowLocal))) throw faultOf(refusedCode);
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  }

  private async resolve(hostname: string): Promise<string[]> {
    if (hostname === 'localhost') return ['127.0.0.1', '::1'];
    const answers = await Promise.allSettled([this.resolver.resolve4(hostname), this.resolver.resolve6(hostname)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }
}

/** One request and its answer, as undici reports them. Ends once: by the answer, by an error, or by the time. */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private timer: NodeJS.Timeout;
  private status: number | null = null;
  private headers: WebhookAnswer['headers'] = {};
  private chunks: Buffer[] = [];
  private bytes = 0;
  private isOver = false;

  constructor(
    withinMs: number,
    private readonly answered: (answer: Omit<WebhookAnswer, 'duration_ms'>) => void,
  ) {
    this.timer = setTimeout(() => this.end('timeout'), withinMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isOver) controller.abort(faultOf('ABORTED'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: WebhookAnswer['headers']): void {
    if (status < 200 || this.isOver) return;
    this.status = status;
    this.headers = headers;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(null), bodyMs);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return;
    this.chunks.push(chunk.subarray(0, answerBytes - this.bytes));
    this.bytes += chunk.length;
    if (this.bytes > answerBytes) this.end(null);
  }

  onResponseEnd(): void {
    this.settle(null);
  }

  onResponseError(_: unknown, error: Error): void {
    this.fail(error);
  }

  /** After the status, an error is one of the body, which decides nothing. */
  fail(error: Error): void {
    this.settle(this.status === null ? errorOf(error) : null);
  }

  private end(error: string | null): void {
    this.settle(error);
    this.controller?.abort(faultOf('ABORTED'));
  }

  private settle(error: string | null): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    const answer = Buffer.concat(this.chunks).toString('utf8').replaceAll('\0', '\u{fffd}');
    this.answered({ status: this.status, headers: this.headers, error: error ?? statusError(this.status!), answer });
  }
}

function statusError(status: number): string | null {
  if (status >= 200 && status <= 299) return null;
  return status >= 300 && status <= 399 ? 'redirect' : 'status';
}

const refusedCode = 'ADDRESS_REFUSED';

function faultOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

const errors: [RegExp, string][] = [
  [new RegExp(`^${refusedCode}$`), 'address_refused'],
  [/^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/, 'timeout'],
  [/^ECONNREFUSED$/, 'connection_refused'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'connection_closed'],
  [/^(ENOTFOUND|ENODATA|EAI_|ESERVFAIL|ECANCELLED)/, 'name_not_found'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/, 'certificate'],
  [/^(ERR_SSL|ERR_TLS|EPROTO)/, 'tls'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'too_large'],
  [/^HPE_HEADER_OVERFLOW$/, 'too_large'],
  [/^HPE_/, 'malformed_answer'],
];

/** Of an attempt on several addresses, the error of the first. */
function errorOf(error: Error): string {
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  const code = String((first as NodeJS.ErrnoException).code ?? (first.cause as NodeJS.ErrnoException | undefined)?.code ?? '');
  return errors.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed';
}
