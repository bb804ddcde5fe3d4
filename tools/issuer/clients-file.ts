/** The programs (clients) and people (users) that the issuer gives tokens to, as the file named by CLIENTS_FILE lists them. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const names = { organisation: z.string().min(1), scopes: z.array(z.string().regex(/^[a-z-]+(:[a-z-]+){2}$/)) };

/** A program with a secret: client credentials. */
const Service = z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(16), ...names });

/** A web application without a secret: authorization code with PKCE, its scopes bounded by those of the person who signs in. */
const WebApp = z.strictObject({
  clientId: z.string().min(1),
  redirectUris: z.array(z.url()).min(1),
  postLogoutRedirectUris: z.array(z.url()),
  scopes: names.scopes,
});

/** `passwordHash` is made by password.ts. */
const User = z.strictObject({ username: z.string().min(1), passwordHash: z.string(), name: z.string(), ...names });

const ClientsFile = z.strictObject({ services: z.array(Service), webApps: z.array(WebApp), users: z.array(User) });

export type Service = z.infer<typeof Service>;
export type WebApp = z.infer<typeof WebApp>;
export type User = z.infer<typeof User>;
export type ClientsFile = z.infer<typeof ClientsFile>;

export function readClients(file: string): ClientsFile {
  const parsed = ClientsFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`CLIENTS_FILE is not as expected:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
