/** Asks recruitment who a candidate is that was hired and wants a home. */
import { recruitment } from '@park/contracts';
import { AuthorizedClient, bodyOf, CLOCK, SETTINGS, type Clock } from '@park/service-kit';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import type { HousingSettings } from '../housing.config.ts';
import { finalRefusals, type FinalRefusal, type HireApplication } from './hire-application.ts';

/** The transaction of the job stays open meanwhile. */
const timeoutMs = 5_000;

const handedOn = z.object({
  name: z.string(),
  citizen_id: z.string(),
  phone: z.string().nullable(),
  education: z.enum(recruitment.educations),
  graduation_year: z.number().int().nullable(),
});
export type HandedOn = z.infer<typeof handedOn>;

@Injectable()
export class IdentityClient implements BeforeApplicationShutdown {
  private readonly client: AuthorizedClient;

  constructor(
    @Inject(SETTINGS) private readonly settings: HousingSettings,
    @Inject(CLOCK) now: Clock,
  ) {
    const { HIRES_CLIENT_ID: clientId, HIRES_CLIENT_SECRET: clientSecret } = settings;
    this.client = new AuthorizedClient({ settings, clientId, clientSecret, now, timeoutMs });
  }

  beforeApplicationShutdown(): void {
    this.client.close();
  }

  /** The identity, or why there is none for good. Throws where recruitment cannot say: it is away, or does not let this client ask. */
  async identityOf({ candidate_id, offer_id, traceparent }: HireApplication): Promise<HandedOn | { refused: FinalRefusal }> {
    const answer = await this.client.get(this.addressOf(candidate_id, offer_id), traceparent);
    if (answer.ok) return handedOn.parse(await answer.json());
    const { code } = (await answer
      .clone()
      .json()
      .catch(() => ({}))) as { code?: string };
    const refused = finalRefusals.find((one) => one === code);
    return refused ? { refused } : await bodyOf(answer);
  }

  private addressOf(candidateId: string, offerId: string): string {
    return `${this.settings.RECRUITMENT_URL.replace(/\/$/, '')}/candidates/${candidateId}/identity?for=${offerId}`;
  }
}
