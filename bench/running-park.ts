/** The park that runs here (`npm start -- --detach` first), as a benchmark sees it. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { inPark } from '../tools/park/places.ts';
import type { RunFile } from '../tools/park/run-file.ts';

export function runningPark(): RunFile {
  return JSON.parse(readFileSync(inPark('run.json'), 'utf8')) as RunFile;
}

/** Of a client with all scopes. */
export async function operationsToken({ clients, tokenEndpoint }: RunFile): Promise<string> {
  const { clientId, clientSecret } = clients.operations;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(tokenEndpoint, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Of a role that may create databases. */
export function adminUrl({ postgres }: Pick<RunFile, 'postgres'>): URL {
  const url = new URL(Object.values(postgres)[0]!);
  Object.assign(url, { username: 'postgres', password: readFileSync(inPark('postgres-password'), 'utf8'), pathname: '/postgres' });
  return url;
}

/** Throws where a part is not well, an event is missing or a message is parked. */
export async function requireWell({ services }: RunFile): Promise<void> {
  for (const { url } of Object.values(services)) {
    const { parts } = (await (await fetch(`${url}/health/ready`)).json()) as { parts: Record<string, { state: string; gaps?: number }> };
    for (const part of Object.values(parts)) if (part.state !== 'up' || part.gaps) throw new Error(`Not well: ${JSON.stringify(parts)}`);
  }
}
