import { dateAt, isOperator, Refusal } from '@park/kernel';
import { changeLocked, newIdentity, PersonalData, requireIfMatch, save, SETTINGS, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { holdBehindOldest, leaveDeliveries, skipDeliveries } from '../deliveries/deliveries.store.ts';
import type { FeedsSettings } from '../feeds.config.ts';
import { endsOf } from '../log/log.store.ts';
import { memberOf } from '../members/member.store.ts';
import { endpointUrl } from './address.service.ts';
import * as decisions from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { deleteSecrets, endSecrets, keepSecret } from './endpoint-secrets.store.ts';
import { endpoints, EndpointTable } from './endpoint.table.ts';
import type { ChangeEndpointDto, RegisterEndpointDto } from './endpoints.dto.ts';
import { newSigningSecret, type ShownSecret } from './signing-keys.service.ts';

const hourMs = 3_600_000;

/** A row and the secret that its member is shown this once. */
export interface WithSecret {
  endpoint: Endpoint;
  secret: ShownSecret;
}

@Injectable()
export class EndpointsService {
  constructor(
    @Inject(PersonalData) private readonly seals: PersonalData,
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
  ) {}

  /** Throws `conflict too_many_endpoints`, `invalid unknown_member`, `invalid address_refused`, and what `requireOpen` throws. */
  async register(command: Command, { organisation_id, start, url, ...content }: RegisterEndpointDto): Promise<WithSecret> {
    const checked = { ...content, url: this.canonical(url) };
    const { log_no, organisation_id: owner, uscc } = await memberOf(command, organisation_id);
    await this.requireRoom(command, owner);
    const { first, last } = await endsOf(command.tx, log_no);
    const decision = decisions.register(
      await newIdentity(command, 'EP'),
      { organisation_id: owner, uscc, log_no },
      checked,
      start === 'now' ? last : first - 1,
    );
    const endpoint = await save(command, EndpointTable, decision);
    const secret = newSigningSecret(this.seals);
    await keepSecret(command, endpoint.id, secret);
    return { endpoint, secret: shown(secret) };
  }

  async change(command: Command, id: string, change: ChangeEndpointDto): Promise<Endpoint> {
    const checked = { ...change, ...(change.url !== undefined && { url: this.canonical(change.url) }) };
    const endpoint = await changeLocked(requireIfMatch(command), endpoints, id, (row) =>
      decisions.changeContent(row, checked, dateAt(command.now)),
    );
    if (change.order === 'per_aggregate') await holdBehindOldest(command, id);
    return endpoint;
  }

  async rotateSecret(command: Command, id: string, overlapHours: number): Promise<WithSecret> {
    const until = new Date(command.now.getTime() + overlapHours * hourMs);
    const endpoint = await changeLocked(command, endpoints, id, (row) =>
      decisions.rotateSecret(row, until, command.now, dateAt(command.now)),
    );
    await endSecrets(command, id, until);
    const secret = newSigningSecret(this.seals);
    await keepSecret(command, id, secret);
    return { endpoint, secret: shown(secret) };
  }

  async pause(command: Command, id: string): Promise<Endpoint> {
    return await changeLocked(command, endpoints, id, (row) => decisions.pause(row, dateAt(command.now)));
  }

  /** Entries that are skipped are given up. */
  async resume(command: Command, id: string, skipTo: number | null): Promise<Endpoint> {
    const endpoint = await changeLocked(command, endpoints, id, async (row) => {
      const { last: newest } = await endsOf(command.tx, row.log_no);
      return decisions.resume(row, { skipTo, newest, isOperator: isOperator(command.actor) }, dateAt(command.now));
    });
    if (skipTo !== null) await skipDeliveries(command, id, skipTo);
    return endpoint;
  }

  async disable(command: Command, id: string, reason: string): Promise<Endpoint> {
    return await changeLocked(command, endpoints, id, (row) =>
      decisions.disable(row, { disabled_reason: 'operator', reason }, dateAt(command.now)),
    );
  }

  async disableFailing(command: Command, id: string): Promise<Endpoint> {
    return await changeLocked(command, EndpointTable, id, (row) =>
      decisions.disable(row, { disabled_reason: 'failing', reason: null }, dateAt(command.now)),
    );
  }

  async revoke(command: Command, id: string): Promise<Endpoint> {
    const endpoint = await changeLocked(command, endpoints, id, (row) => decisions.revoke(row, dateAt(command.now)));
    await deleteSecrets(command, id);
    await leaveDeliveries(command, id);
    return endpoint;
  }

  private canonical(url: string): string {
    return endpointUrl(url, this.settings.ALLOW_LOCAL_ENDPOINTS);
  }

  /** Under the lock of the member's row: two who register at the same moment take turns. */
  private async requireRoom({ tx }: Command, organisationId: string): Promise<void> {
    await tx.query('select from member where organisation_id = $1 for no key update', [organisationId]);
    const [{ count }] = await tx.query(`select count(*) as count from endpoint where organisation_id = $1 and state <> 'revoked'`, [
      organisationId,
    ]);
    if (count < decisions.mostEndpoints) return;
    const detail = `A member has at most ${decisions.mostEndpoints} endpoints that are not revoked.`;
    throw new Refusal('conflict', 'too_many_endpoints', detail);
  }
}

function shown({ secret, public_key }: ShownSecret): ShownSecret {
  return { secret, public_key };
}
