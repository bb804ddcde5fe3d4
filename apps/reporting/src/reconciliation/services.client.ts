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
    return await bodyOf<Body>(await this.client.get(addressOf(service, this.settings).replace(/\/$/, '') + path));
  }

  /** Aborts the requests that wait for an answer. */
  close(): void {
    this.client.close();
  }
}
