/** Requests of a member to send to its endpoint: a test, one entry again, a range again, and deliveries that were given up. */
import { unchanged, sourceOf } from '@park/contracts';
import { invalid, move, Refusal } from '@park/kernel';
import { changeLocked, CLOCK, PersonalData, SETTINGS, type Clock, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { endpointMachine, type Endpoint } from '../endpoints/endpoint.ts';
import { signingKeys } from '../endpoints/endpoint-secrets.store.ts';
import { endpoints } from '../endpoints/endpoint.table.ts';
import type { FeedsSettings } from '../feeds.config.ts';
import { endsOf, entriesAfter } from '../log/log.store.ts';
import { memberById, requireOpen } from '../members/member.store.ts';
import type { ReplayDto } from './deliveries.dto.ts';
import { acknowledgeDelivery, addReplay, recoverDeliveries, replaysOf } from './deliveries.store.ts';
import { requirePast, type Attempt } from './delivery.ts';
import { storeAttempts } from './results.store.ts';
import { attemptOf, headOfAttempt, signedRequest } from './webhook-request.service.ts';
import { cloudEventOf } from '../feed/feed-page.ts';
import { targetOf, WebhookClient } from './webhook.client.ts';

/** Entries of one replay. */
const mostReplayed = 10_000;
/** Of one endpoint at the same time. */
const mostReplays = 10;
const testType = 'park.feeds.test.v1';

@Injectable()
export class DeliveriesService {
  constructor(
    @Inject(WebhookClient) private readonly client: WebhookClient,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PersonalData) private readonly seals: PersonalData,
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An event of its own, at no position of the log. Throws `conflict invalid_transition`, and what `requireOpen` throws. */
  async test(endpoint: Endpoint): Promise<Attempt> {
    await this.requireSending(endpoint);
    const at = this.clock();
    const event_id = uuidv7();
    const body = JSON.stringify({
      ...{ specversion: '1.0', id: event_id, source: sourceOf(this.settings.PARK_CODE, 'feeds'), type: testType, subject: endpoint.id },
      ...{ time: at.toISOString(), datacontenttype: 'application/json', data: { endpoint: endpoint.code } },
    });
    const attempt = await this.attempt(endpoint, { kind: 'test', position: null, event_id, type: testType, body, at });
    await storeAttempts(this.dataSource, [attempt]);
    return attempt;
  }

  /** Throws `gone position_expired`, `invalid position_in_future`, `conflict invalid_transition`, and what `requireOpen` throws. */
  async resend(endpoint: Endpoint, position: number): Promise<Attempt> {
    await this.requireSending(endpoint);
    await this.requirePositions(this.dataSource, endpoint, { '/position': position });
    const [entry] = await entriesAfter(this.dataSource, endpoint.log_no, position - 1, 1);
    if (entry?.position !== position) throw expired(position, position + 1);
    const { type, json } = entry;
    const { id: event_id } = JSON.parse(json) as { id: string };
    const sent = { kind: 'resend' as const, position, event_id, type, body: cloudEventOf(entry), at: this.clock() };
    const attempt = await this.attempt(endpoint, sent);
    await this.dataSource.transaction(async (tx) => {
      await storeAttempts(tx, [attempt]);
      if (attempt.outcome === 'acknowledged') await acknowledgeDelivery(tx, endpoint.id, position, this.clock());
    });
    return attempt;
  }

  /** Throws `invalid in_future`, `conflict invalid_transition`. */
  async recover(command: Command, id: string, since: Date): Promise<{ count: number }> {
    requirePast(since, command.now);
    await this.lockSending(command, id);
    return { count: await recoverDeliveries(command, id, since) };
  }

  /**
   * Throws `invalid range_reversed`, `invalid range_too_long`, `gone position_expired`, `invalid position_in_future`,
   * `conflict too_many_replays`, `conflict invalid_transition`.
   */
  async replay(command: Command, id: string, { from_position: from, to_position: to }: ReplayDto): Promise<{ count: number }> {
    const endpoint = await this.lockSending(command, id);
    if (to < from) throw invalid('/to_position', 'range_reversed', 'to_position must not be earlier than from_position.');
    const count = to - from + 1;
    if (count > mostReplayed) throw invalid('/to_position', 'range_too_long', `A replay has at most ${mostReplayed} entries.`);
    await this.requirePositions(command.tx, endpoint, { '/from_position': from, '/to_position': to });
    if ((await replaysOf(command.tx, id)) >= mostReplays)
      throw new Refusal('conflict', 'too_many_replays', `An endpoint has at most ${mostReplays} replays that are not over.`);
    await addReplay(command, id, from, to);
    return { count };
  }

  private async attempt(
    endpoint: Endpoint,
    { kind, position, event_id, type, body, at }: Pick<Attempt, 'kind' | 'position' | 'event_id' | 'type' | 'at'> & { body: string },
  ): Promise<Attempt> {
    const keys = await signingKeys(this.dataSource, this.seals, [endpoint.id]);
    const answer = await this.client.send(targetOf(endpoint.url), signedRequest(keys.get(endpoint.id)!, event_id, body, at));
    return attemptOf(headOfAttempt(endpoint.id, { position, event_id, type }, kind, at), answer);
  }

  private async requireSending({ state, organisation_id }: Endpoint): Promise<void> {
    move(endpointMachine, state, 'send');
    requireOpen(await memberById(this.dataSource, organisation_id));
  }

  private lockSending(command: Command, id: string): Promise<Endpoint> {
    return changeLocked(command, endpoints, id, (row) => {
      move(endpointMachine, row.state, 'send');
      return unchanged(row);
    });
  }

  private async requirePositions(db: Pick<DataSource, 'query'>, { log_no }: Endpoint, positions: Record<string, number>): Promise<void> {
    const { first, last } = await endsOf(db, log_no);
    for (const [pointer, position] of Object.entries(positions)) {
      if (position > last)
        throw invalid(pointer, 'position_in_future', `The position must not be later than ${last}, the newest position of the feed.`);
      if (position < first) throw expired(position, first);
    }
  }
}

function expired(position: number, first: number): Refusal {
  return new Refusal(
    'gone',
    'position_expired',
    `The entry at position ${position} is not kept any more; the oldest has position ${first}.`,
    {
      extra: { oldest: first },
    },
  );
}
