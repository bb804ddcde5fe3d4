/** The running park as a program of its operator reaches it: by HTTP, with a token from client credentials. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '../../libs/contracts/src/problem.ts';
import type { RunFile } from '../park/run-file.ts';

export type ServiceName = 'tenants' | 'housing' | 'events' | 'recruitment' | 'alliance' | 'feeds' | 'reporting';

export interface Question {
  method?: 'GET' | 'POST';
  query?: Record<string, string>;
  json?: unknown;
  csv?: Buffer;
  idempotencyKey?: string;
}

/** A service that restarts is given this long. */
const patienceMs = 30_000;
const tokenMarginMs = 30_000;

/** The issuer does not know this client: asking again will not help. */
class NoToken extends Error {}

/** The addresses and the client with which an operator's program uses a park. */
export interface ReachablePark {
  services: Record<string, { url: string }>;
  tokenEndpoint: string;
  clients: Pick<RunFile['clients'], 'operations'> & Partial<RunFile['clients']>;
  /** Address at which the sample members' systems get webhooks; absent where they do not run. */
  sampleMembers?: string;
}

export class ParkApi {
  private readonly run: ReachablePark;
  private readonly client: keyof RunFile['clients'];
  private token: { value: string; until: number } | null = null;

  constructor(run: ReachablePark, client: keyof RunFile['clients'] = 'operations') {
    this.run = run;
    this.client = client;
  }

  /** Asks again while the service does not answer. Throws what a problem document says; `null` for 404. */
  async ask<Answer>(service: ServiceName, path: string, question: Question = {}): Promise<Answer | null> {
    for (const started = Date.now(); ;) {
      const answer = await this.send(service, path, question).catch((error: unknown) => {
        if (error instanceof NoToken) throw error;
        if (Date.now() - started > patienceMs) throw new Error(`${service} does not answer (${path}).`, { cause: error });
        return null;
      });
      if (answer?.ok) return (await answer.json()) as Answer;
      if (answer?.status === 404) return null;
      if (answer && answer.status !== 429 && answer.status < 500) throw new Error(`${service} refused ${path}: ${await reasonOf(answer)}`);
      if (answer && Date.now() - started > patienceMs) throw new Error(`${service} failed at ${path}: ${await reasonOf(answer)}`);
      await pause(300);
    }
  }

  private async send(
    service: ServiceName,
    path: string,
    { method = 'GET', query = {}, json, csv, idempotencyKey }: Question,
  ): Promise<Response> {
    const base = this.run.services[service];
    if (!base) throw new Error(`This park has no service ${service}.`);
    const url = new URL(path, base.url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await this.bearer()}`,
        ...(csv && { 'content-type': 'text/csv' }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(csv && { body: new Uint8Array(csv) }),
      ...(json !== undefined && { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(20_000),
    });
  }

  private async bearer(): Promise<string> {
    if (this.token && Date.now() < this.token.until) return this.token.value;
    const { clientId, clientSecret } = this.run.clients[this.client]!;
    const answer = await fetch(this.run.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) {
      const text = `The issuer gave no token: ${answer.status} ${await answer.text()}`;
      throw answer.status < 500 && answer.status !== 429 ? new NoToken(text) : new Error(text);
    }
    const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
    this.token = { value: access_token, until: Date.now() + expires_in * 1000 - tokenMarginMs };
    return access_token;
  }
}

/** A problem document in a line. */
async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.text();
  if (!answer.headers.get('content-type')?.includes('json')) return `${answer.status} ${text.slice(0, 200)}`;
  const { detail, code, errors = [] } = JSON.parse(text) as Problem;
  return [`${detail} (${code})`, ...errors.map((error) => `${error.pointer}: ${error.detail}`)].join(' ');
}
