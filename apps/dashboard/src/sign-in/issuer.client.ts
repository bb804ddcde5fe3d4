/** The page's talk with the OpenID issuer: where to sign in, and tokens for a code or a refresh token. */
import type { DashboardConfig } from '@park/contracts';

export interface Tokens {
  access_token: string;
  expires_in: number;
  refresh_token?: string;
  id_token?: string;
  scope?: string;
}

interface Discovery {
  authorization_endpoint: string;
  token_endpoint: string;
  end_session_endpoint?: string;
}

/** The issuer's own refusal, e.g. `invalid_grant`. */
export class IssuerRefusal extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail || code);
  }
}

export interface Issuer {
  config: DashboardConfig;
  tokenEndpoint: string;
  signInUrl(wish: { state: string; challenge: string; redirectUri: string; language: string }): string;
  signOutUrl(wish: { idToken: string | undefined; redirectUri: string; language: string }): string | null;
  tokensFor(code: string, verifier: string, redirectUri: string): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
}

/** `configAt`: the path of what the page must know to sign in. */
export async function findIssuer(configAt: string): Promise<Issuer> {
  const config = await readJson<DashboardConfig>(configAt);
  const found = await readJson<Discovery>(`${config.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { clientId, scopes } = config;
  const exchange = async (form: Record<string, string>): Promise<Tokens> => {
    const answer = await fetch(found.token_endpoint, { method: 'POST', body: new URLSearchParams({ ...form, client_id: clientId }) });
    const body = (await answer.json()) as Tokens & { error?: string; error_description?: string };
    if (!answer.ok) throw new IssuerRefusal(body.error ?? String(answer.status), body.error_description ?? '');
    return body;
  };
  return {
    config,
    tokenEndpoint: found.token_endpoint,
    signInUrl: ({ state, challenge, redirectUri, language }) =>
      withQuery(found.authorization_endpoint, {
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ui_locales: language,
      }),
    signOutUrl: ({ idToken, redirectUri, language }) =>
      found.end_session_endpoint
        ? withQuery(found.end_session_endpoint, {
            client_id: clientId,
            post_logout_redirect_uri: redirectUri,
            ui_locales: language,
            ...(idToken && { id_token_hint: idToken }),
          })
        : null,
    tokensFor: (code, verifier, redirectUri) =>
      exchange({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }),
    refresh: (refreshToken) => exchange({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

async function readJson<T>(url: string): Promise<T> {
  const answer = await fetch(url, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as T;
}

function withQuery(url: string, query: Record<string, string>): string {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value);
  return whole.href;
}
