/** Asks the other services, as a client of its own. */
import type { Clock } from '@park/service-kit';
import { addressOf, type OtherService, type ReportingSettings } from '../reporting.config.ts';

const timeoutMs = 10_000;
const renewBeforeMs = 60_000;

export class ServicesClient {
  private readonly closing = new AbortController();
  private token: { value: string; until: number } | null = null;

  constructor(
    private readonly settings: ReportingSettings,
    private readonly now: Clock,
  ) {}

  /** Throws when the service or the issuer does not answer. */
  async get<Body>(service: OtherService, path: string): Promise<Body> {
    const base = addressOf(service, this.settings).replace(/\/$/, '');
    const headers = { authorization: `Bearer ${await this.accessToken()}`, accept: 'application/json' };
    return await answerOf<Body>(await this.ask(`${base}${path}`, { headers }), `${service} ${path}`);
  }

  /** Aborts the requests that wait for an answer. */
  close(): void {
    this.closing.abort();
  }

  private ask(url: string, options: RequestInit = {}): Promise<Response> {
    return fetch(url, { ...options, signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), this.closing.signal]) });
  }

  private async accessToken(): Promise<string> {
    if (this.token && this.token.until > this.now().getTime()) return this.token.value;
    const { OIDC_ISSUER, OIDC_INTERNAL_URL = OIDC_ISSUER } = this.settings;
    const issuer = OIDC_INTERNAL_URL.replace(/\/$/, '');
    const discovery = await this.ask(`${issuer}/.well-known/openid-configuration`);
    const { token_endpoint: endpoint } = await answerOf<{ token_endpoint: string }>(discovery, 'the issuer');
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.settings.RECONCILE_CLIENT_ID,
      client_secret: this.settings.RECONCILE_CLIENT_SECRET,
    });
    const granted = await this.ask(endpoint, { method: 'POST', body: form });
    const { access_token: value, expires_in } = await answerOf<{ access_token: string; expires_in: number }>(
      granted,
      'the issuer’s token endpoint',
    );
    this.token = { value, until: this.now().getTime() + expires_in * 1_000 - renewBeforeMs };
    return value;
  }
}

async function answerOf<Body>(answer: Response, who: string): Promise<Body> {
  if (!answer.ok) throw new Error(`${who} answered ${answer.status}`);
  return (await answer.json()) as Body;
}
