/** Reads what other services have published from their archives, `GET /events/published`, as a client of the park's issuer. */
import { CursorRefused, type Archive, type ArchivePage } from '@park/outbox';
import { AuthorizedClient } from '../http/authorized.client.ts';
import { bodyOf } from '../http/json-answer.ts';
import type { CommonSettings } from '../service/settings.config.ts';
import type { Clock } from '../service/tokens.ts';

const timeoutMs = 30_000;

/** `null` where the settings name no publishers. */
export function archiveOf(settings: CommonSettings, now: Clock): Archive | null {
  const { PUBLISHER_URLS: urls, EVENTS_CLIENT_ID: clientId, EVENTS_CLIENT_SECRET: clientSecret } = settings;
  if (!urls || !clientId || !clientSecret) return null;
  const client = new AuthorizedClient({ settings, clientId, clientSecret, now, timeoutMs });
  return {
    async page(publisher: string, cursor: string | null, limit: number): Promise<ArchivePage> {
      const base = urls[publisher];
      if (!base) throw new Error(`PUBLISHER_URLS does not name ${publisher}.`);
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== null && { cursor }) });
      const answer = await client.get(`${base.replace(/\/$/, '')}/events/published?${query}`);
      if (answer.status === 422 && cursor !== null) throw new CursorRefused(await answer.text());
      return await bodyOf<ArchivePage>(answer);
    },
  };
}
