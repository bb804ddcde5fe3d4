/** Asks the feeds service how the members' feeds do now: how far a door has got stands there alone, and moves with every delivery. */
import { Inject, Injectable } from '@nestjs/common';
import type { MemberFeeds } from '@park/contracts';
import { Refusal, requireOperator, type Actor } from '@park/kernel';
import { ServicesClient } from '../../../services/services.client.ts';

@Injectable()
export class FeedsHealth {
  constructor(@Inject(ServicesClient) private readonly services: ServicesClient) {}

  /** Throws `forbidden operator_only`, `unavailable feeds_unreachable`. */
  async members(caller: Actor, query: object): Promise<MemberFeeds> {
    requireOperator(caller);
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const { body } = await this.services
      .answer<MemberFeeds>('feeds', `/members?${new URLSearchParams(asked)}`)
      .catch(() => ({ body: null }));
    if (body === null) throw new Refusal('unavailable', 'feeds_unreachable', 'The feeds service does not answer now; try again soon.');
    return body;
  }
}
