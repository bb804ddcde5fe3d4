/** Runs the local OpenID issuer: `node tools/issuer/main.ts`, told everything by its environment (settings.ts). */
import { startIssuer } from './issuer.ts';
import { settingsFrom } from './settings.ts';

try {
  const issuer = await startIssuer(settingsFrom(process.env));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void issuer.stop());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
