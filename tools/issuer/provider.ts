/** The OpenID provider of the local issuer: short JWT access tokens for one audience, PKCE, no consent screen (all clients are the park's own). */
import Provider, { errors, interactionPolicy, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { ClientsFile } from './clients-file.ts';
import { renderErrorPage, renderSignOutPage, renderSignedOutPage } from './pages.ts';
import type { Settings } from './settings.ts';
import { algorithm, type SigningKeys } from './signing-keys.ts';
import type { Store } from './store.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const lifetimes = {
  ClientCredentials: hour,
  AccessToken: 15 * minute,
  IdToken: hour,
  Interaction: day, // a sign-in page may stay open over lunch
  Session: 30 * day, // a wall display stays signed in: its session, and each refresh token, last a month from their last use
  RefreshToken: 30 * day,
  Grant: 365 * day,
};

/** Browsers take cookies of these names over TLS alone; those of one page of the sign-in have its path. */
const secureCookies = { session: '__Host-session', interaction: '__Secure-interaction', resume: '__Secure-interaction_resume' };

/** OAuth wants an absolute URI to name the APIs; in the tokens they are called by the audience's plain name. */
const parkApis = 'urn:youth-innovation-park:apis';

/** Never the id of a client: to those who compare subjects, a person and a system are two. */
export function accountIdOf(username: string): string {
  return `user:${username}`;
}

export function makeProvider(
  { issuerUrl, audience }: Settings,
  { services, webApps, users }: ClientsFile,
  keys: SigningKeys,
  store: Store,
): Provider {
  const scopesOfClient = new Map([...services, ...webApps].map(({ clientId, scopes }) => [clientId, scopes]));
  const organisationOfClient = new Map(services.map(({ clientId, organisation }) => [clientId, organisation]));
  const userById = new Map(users.map((user) => [accountIdOf(user.username), user]));

  const policy = interactionPolicy.base();
  policy.remove('consent');
  const isSecure = issuerUrl.startsWith('https:'); // then something in front of it speaks TLS

  const configuration: Configuration = {
    clients: [...services.map(asService), ...webApps.map(asWebApp)],
    adapter: store.adapter,
    jwks: keys.jwks as NonNullable<Configuration['jwks']>,
    cookies: { keys: keys.cookieKeys, ...(isSecure && { names: secureCookies }) },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'organisation'] },
    ttl: lifetimes,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: renderSignOutPage, postLogoutSuccessSource: renderSignedOutPage },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => parkApis,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, resource) => {
          if (resource !== parkApis) throw new errors.InvalidTarget('the only resource is the park (leave the parameter out)');
          const scopes = scopesOfClient.get(ctx.oidc.client?.clientId ?? '') ?? [];
          if (ctx.oidc.params?.['grant_type'] === 'client_credentials') settleScope(ctx, scopes);
          return { scope: scopes.join(' '), audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: algorithm } } };
        },
      },
    },
    interactions: { policy, url: (_ctx, { uid }) => `/sign-in/${uid}` },
    findAccount: (_ctx, accountId) => {
      const user = userById.get(accountId);
      return user && { accountId, claims: () => ({ sub: accountId, name: user.name, organisation: user.organisation }) };
    },
    extraTokenClaims: (_ctx, token) => ({
      organisation: 'accountId' in token ? userById.get(token.accountId)?.organisation : organisationOfClient.get(token.clientId ?? ''),
    }),
    loadExistingGrant: (ctx) => grantWithoutAsking(ctx, userById.get(ctx.oidc.session?.accountId ?? '')?.scopes ?? []),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    clientBasedCORS: (_ctx, origin, client) => (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    renderError: renderErrorPage,
  };
  const provider = new Provider(issuerUrl, configuration);
  provider.on('end_session.success', (ctx) => void endGrants(ctx).catch((error: Error) => provider.emit('server_error', ctx, error)));
  provider.proxy = isSecure;
  provider.maxIpsCount = 1; // of X-Forwarded-For the address that the proxy has added; the ones before it are the client's own words
  return provider;
}

/** Client credentials: no `scope` asks for all of the client's; one that it has not is refused rather than dropped in silence. */
function settleScope(ctx: KoaContextWithOIDC, allowed: string[]): void {
  const params = ctx.oidc.params as Record<string, unknown>;
  const asked = typeof params['scope'] === 'string' ? params['scope'].split(' ').filter(Boolean) : [];
  const refused = asked.filter((scope) => !allowed.includes(scope));
  if (refused.length > 0) throw new errors.InvalidScope('this client does not have the requested scope', refused.join(' '));
  if (asked.length === 0) params['scope'] = allowed.join(' ');
}

/** Grants what is asked, within what this person may do; nobody is asked to agree, because the dashboard is the park's own. */
async function grantWithoutAsking(ctx: KoaContextWithOIDC, allowed: string[]) {
  const { provider, client, session, account } = ctx.oidc;
  if (!client || !session || !account) return undefined;
  const knownId = session.grantIdFor(client.clientId);
  const grant =
    (knownId && (await provider.Grant.find(knownId))) || new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope('openid profile');
  grant.addOIDCClaims(['sub', 'name', 'organisation']);
  grant.addResourceScope(parkApis, allowed.join(' '));
  await grant.save();
  return grant;
}

/** A wall display's tokens outlive its session; those of somebody who signs out do not. */
async function endGrants({ oidc: { params, session, provider } }: KoaContextWithOIDC): Promise<void> {
  if (!params?.['logout']) return;
  const grants = Object.values(session?.authorizations ?? {}).flatMap(({ grantId }) => grantId ?? []);
  for (const grantId of grants)
    await Promise.all([provider.RefreshToken.revokeByGrantId(grantId), (await provider.Grant.find(grantId))?.destroy()]);
}

function asService({ clientId, clientSecret }: ClientsFile['services'][number]): ClientMetadata {
  return { client_id: clientId, client_secret: clientSecret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };
}

function asWebApp({ clientId, redirectUris, postLogoutRedirectUris }: ClientsFile['webApps'][number]): ClientMetadata {
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris,
  };
}
