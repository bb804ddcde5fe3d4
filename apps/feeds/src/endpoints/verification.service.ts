/** The handshake with an endpoint. The endpoint is asked outside of any transaction: it may take 15 s to answer. */
import { dateAt, move, Refusal } from '@park/kernel';
import { changeLocked, CLOCK, commandOfRequest, SETTINGS, type Clock, type Command, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { targetOf, WebhookClient } from '../deliveries/webhook.client.ts';
import type { FeedsSettings } from '../feeds.config.ts';
import { memberById, requireOpen } from '../members/member.store.ts';
import { endpointMachine, verify, type Endpoint } from './endpoint.ts';
import { endpoints } from './endpoint.table.ts';
import { handshakeHeaders, readHandshake, type Handshake } from './handshake.ts';

type Agreed = Extract<Handshake, { allowed_rate: unknown }>;

@Injectable()
export class VerificationService {
  private readonly log = new Logger('Verification');

  constructor(
    @Inject(WebhookClient) private readonly client: WebhookClient,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Right after it was registered, or got another address. Answers the row as it is then; the endpoint may be verified later. */
  async attempt(request: ParkRequest, endpoint: Endpoint): Promise<Endpoint> {
    if (endpoint.state !== 'pending_verification') return endpoint;
    const answer = await this.ask(endpoint);
    if ('refused' in answer) return endpoint;
    try {
      return await this.dataSource.transaction((tx) => {
        const command = { ...commandOfRequest(request, tx, this.clock()), expectedVersion: null };
        return this.settle(command, endpoint, answer);
      });
    } catch (error) {
      this.log.warn(`endpoint ${endpoint.code} agreed, which was not stored: ${String(error)}`);
      return endpoint;
    }
  }

  /** Throws `conflict handshake_refused` with the answer, `conflict invalid_transition`, and what `requireOpen` throws. */
  async agreementOf(endpoint: Endpoint): Promise<Agreed> {
    move(endpointMachine, endpoint.state, 'verify');
    requireOpen(await memberById(this.dataSource, endpoint.organisation_id));
    const answer = await this.ask(endpoint);
    if (!('refused' in answer)) return answer;
    throw new Refusal('conflict', 'handshake_refused', 'The endpoint did not agree to get webhooks of this park.', {
      extra: { answer: answer.refused },
    });
  }

  settle(command: Command, { id, url }: Endpoint, { allowed_rate }: Agreed): Promise<Endpoint> {
    return changeLocked(command, endpoints, id, (row) => verify(row, { url, allowed_rate }, command.now, dateAt(command.now)));
  }

  private async ask({ url, rate_per_minute }: Endpoint): Promise<Handshake> {
    const origin = new URL(this.settings.PUBLIC_URL).host;
    const answer = await this.client.send(targetOf(url), { method: 'OPTIONS', headers: handshakeHeaders(origin, rate_per_minute) });
    return readHandshake(answer, origin);
  }
}
