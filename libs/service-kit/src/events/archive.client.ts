/** Reads what other services have published from their archives, `GET /events/published`, as a client of the park's issuer. */
import { CursorRefused, type Archive, type ArchivePage } from '@park/outbox';
import type { CommonSettings } from '../service/settings.config.ts';

const timeoutMs = 30_000;
const renewBeforeMs = 60_000;

/** `null` where the settings name no publishers. */
export function archiveOf(settings: CommonSettings): Archive | null {
  const { PUBLISHER_URLS: urls, EVENTS_CLIENT_ID: id, EVENTS_CLIENT_SECRET: secret } = settings;
  if (!urls || !id || !secret) return null;
  let token: { value: string; until: number } | null = null;

  async function accessToken(): Promise<string> {
    if (token && token.until > Date.now()) return token.value;
    const issuer = (settings.OIDC_INTERNAL_URL ?? settings.OIDC_ISSUER).replace(/\/$/, '');
    const { token_endpoint: endpoint } = await answerOf<{ token_endpoint: string }>(ask(`${issuer}/.well-known/openid-configuration`));
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id!, client_secret: secret! });
    const granted = await answerOf<{ access_token: string; expires_in: number }>(ask(endpoint, { method: 'POST', body }));
    token = { value: granted.access_token, until: Date.now() + granted.expires_in * 1_000 - renewBeforeMs };
    return token.value;
  }

  return {
    async page(publisher: string, cursor: string | null, limit: number): Promise<ArchivePage> {
      const base = urls[publisher];
      if (!base) throw new Error(`PUBLISHER_URLS does not name ${publisher}.`);
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== null && { cursor }) });
      const headers = { authorization: `Bearer ${await accessToken()}`, accept: 'application/json' };
      const answer = await ask(`${base.replace(/\/$/, '')}/events/published?${query}`, { headers });
      if (answer.status === 422 && cursor !== null) throw new CursorRefused(await answer.text());
      return await answerOf<ArchivePage>(Promise.resolve(answer));
    },
  };
}

function ask(url: string, options: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...options, signal: AbortSignal.timeout(timeoutMs) });
}

async function answerOf<Body>(asked: Promise<Response>): Promise<Body> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`${new URL(answer.url).origin} answered ${answer.status}`);
  return (await answer.json()) as Body;
}
