/** Asks the other services, as the client of the reconciliation. */
import { AuthorizedClient, bodyOf, type Clock } from '@park/service-kit';
import { addressOf, type OtherService, type ReportingSettings } from '../reporting.config.ts';

const timeoutMs = 10_000;

export class ServicesClient {
  private readonly client: AuthorizedClient;

  constructor(
    private readonly settings: ReportingSettings,
    now: Clock,
  ) {
    const { RECONCILE_CLIENT_ID: clientId, RECONCILE_CLIENT_SECRET: clientSecret } = settings;
    this.client = new AuthorizedClient({ settings, clientId, clientSecret, now, timeoutMs });
  }

  /** Throws when the service or the issuer does not answer, or answers with no success. */
  async get<Body>(service: OtherService, path: string): Promise<Body> {
    return await bodyOf<Body>(await this.client.get(this.addressOf(service) + path));
  }

  /** The body is null where the service answers with no success. Throws when it, or the issuer, does not answer. */
  async answer<Body>(service: OtherService, path: string): Promise<{ status: number; body: Body | null }> {
    const answer = await this.client.get(this.addressOf(service) + path);
    return { status: answer.status, body: answer.ok ? ((await answer.json()) as Body) : null };
  }

  private addressOf(service: OtherService): string {
    return addressOf(service, this.settings).replace(/\/$/, '');
  }

  /** Aborts the requests that wait for an answer. */
  close(): void {
    this.client.close();
  }
}
