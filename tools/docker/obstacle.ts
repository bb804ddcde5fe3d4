/** Why the park that .env describes cannot be reached: it does not run, or another one sits on its ports. */
import type { RunFile } from '../park/run-file.ts';

/** Answers a sentence that says what to do, or undefined when all is well. */
export async function obstacle({ issuer, tokenEndpoint, clients }: Pick<RunFile, 'issuer' | 'tokenEndpoint' | 'clients'>) {
  const { clientId, clientSecret } = clients.operations;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(tokenEndpoint, { method: 'POST', body, signal: AbortSignal.timeout(10_000) }).catch(() => null);
  await answer?.body?.cancel();
  if (answer?.ok) return undefined;
  if (!answer || answer.status >= 500) return `The park on Docker does not answer at ${issuer}: docker compose up --wait starts it.`;
  return `What answers at ${issuer} is not the park that .env describes: stop it (npm stop), or move the one on Docker with PARK_PORT_BASE=8300 npm run docker:env, then docker compose up --wait.`;
}
