/** Asks the alliance service for the candidates of a need, each with its reasons: the matcher stands there, with all that it weighs. */
import { Inject, Injectable } from '@nestjs/common';
import type { NeedMatches } from '@park/contracts';
import { Refusal, requireOperator, type Actor } from '@park/kernel';
import { ServicesClient } from '../../../services/services.client.ts';

const mostCandidates = 100;

@Injectable()
export class NeedMatching {
  constructor(@Inject(ServicesClient) private readonly services: ServicesClient) {}

  /** Throws `forbidden operator_only`, `not-found need_not_found`, `conflict need_not_open`, `unavailable alliance_unreachable`. */
  async matches(caller: Actor, needId: string): Promise<NeedMatches> {
    requireOperator(caller);
    const { status, body } = await this.services
      .answer<NeedMatches>('alliance', `/needs/${needId}/matches?limit=${mostCandidates}`)
      .catch(() => ({ status: 0, body: null }));
    if (status === 404) throw new Refusal('not-found', 'need_not_found', `There is no need "${needId}".`);
    if (status === 409) throw new Refusal('conflict', 'need_not_open', 'Only a draft or a published need is matched.');
    if (body === null)
      throw new Refusal('unavailable', 'alliance_unreachable', 'The alliance service does not answer now; try again soon.');
    return body;
  }
}
