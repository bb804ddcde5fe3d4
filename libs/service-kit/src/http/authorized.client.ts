/** Asks other services of the park as a client of its issuer: one token by client credentials, renewed a minute before it expires. */
import { discover, type IssuerSettings } from './discovery.client.ts';
import { bodyOf } from './json-answer.ts';
import type { Clock } from '../service/tokens.ts';

export interface AuthorizedClientOptions {
  settings: IssuerSettings;
  clientId: string;
  clientSecret: string;
  now: Clock;
  /** For each request. */
  timeoutMs: number;
}

const renewBeforeMs = 60_000;

export class AuthorizedClient {
  private readonly closing = new AbortController();
  private token: { value: string; until: number } | null = null;

  constructor(private readonly options: AuthorizedClientOptions) {}

  /**
   * The answer, whatever its status. `traceparent`: the trace that the request belongs to. Throws when the service or the issuer does not
   * answer, or the issuer gives no token.
   */
  async get(url: string, traceparent: string | null = null): Promise<Response> {
    const authorization = `Bearer ${await this.accessToken()}`;
    return await this.ask(url, { headers: { authorization, accept: 'application/json', ...(traceparent !== null && { traceparent }) } });
  }

  /** Aborts the requests that wait for an answer. */
  close(): void {
    this.closing.abort();
  }

  private ask(url: string, request: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.options.timeoutMs), this.closing.signal]);
    // A redirect would take the token or the secret elsewhere.
    return fetch(url, { ...request, redirect: 'error', signal });
  }

  private async accessToken(): Promise<string> {
    const { settings, clientId, clientSecret, now } = this.options;
    if (this.token && this.token.until > now().getTime()) return this.token.value;
    const endpoint = await discover('token_endpoint', settings, (url) => this.ask(url));
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const granted = await bodyOf<{ access_token: string; expires_in: number }>(await this.ask(endpoint, { method: 'POST', body }));
    this.token = { value: granted.access_token, until: now().getTime() + granted.expires_in * 1_000 - renewBeforeMs };
    return this.token.value;
  }
}
