/**
 * The person who is signed in. The access token lives in memory only; the refresh token in this tab's session storage, so that a reload goes
 * on without a question. Where there is neither, the issuer is asked, which answers without a question while its own session lasts.
 */
import { computed, signal } from '@preact/signals';
import type { DashboardConfig } from '@park/contracts';
import { language } from '../texts/language.store.ts';
import { findIssuer, IssuerRefusal, type Issuer, type Tokens } from './issuer.client.ts';
import { base64Url, challengeOf, claimsOf } from './pkce.ts';

export type SignIn =
  | { state: 'starting' }
  | { state: 'in'; name: string; scopes: ReadonlySet<string> }
  | { state: 'out' }
  | { state: 'failed'; why: 'issuer' | 'unreachable' | 'insecure' | 'expired'; detail: string };

interface Kept {
  refreshToken: string;
  idToken?: string | undefined;
}

interface Asked {
  state: string;
  verifier: string;
  returnTo: string;
}

const callback = '/callback';
const places = { kept: 'park.session', asked: 'park.sign-in', out: 'park.signed-out' } as const;
/** A token is renewed this long before it ends. */
const earlyMs = 30_000;

export const signIn = signal<SignIn>({ state: 'starting' });
export const config = signal<DashboardConfig | null>(null);
/** Of the issuer, for systems. */
export const tokenEndpoint = signal('');
export const isSignedIn = computed(() => signIn.value.state === 'in');

export function may(scope: string): boolean {
  return signIn.value.state === 'in' && signIn.value.scopes.has(scope);
}

let issuer: Issuer | null = null;
let access: { token: string; until: number } | null = null;
let renewing: Promise<string> | null = null;

/** Answers the address at which the page goes on. `configAt`: the path of what it must know to sign in. */
export async function start(address: URL, configAt: string): Promise<string> {
  const here = address.pathname + address.search;
  try {
    issuer = await findIssuer(configAt);
    config.value = issuer.config;
    tokenEndpoint.value = issuer.tokenEndpoint;
    if (address.pathname === callback) return await finish(address.searchParams);
    const left = sessionStorage.getItem(places.out) !== null;
    sessionStorage.removeItem(places.out);
    if (left) signIn.value = { state: 'out' };
    else await token();
  } catch (error) {
    fail(error);
  }
  return address.pathname === callback ? '/' : here;
}

export async function beginSignIn(returnTo: string = location.pathname + location.search): Promise<void> {
  if (!issuer) return location.reload();
  if (!globalThis.crypto?.subtle) {
    signIn.value = { state: 'failed', why: 'insecure', detail: location.origin };
    return;
  }
  const asked: Asked = { state: random(), verifier: random(), returnTo };
  sessionStorage.setItem(places.asked, JSON.stringify(asked));
  const challenge = await challengeOf(asked.verifier);
  location.assign(issuer.signInUrl({ state: asked.state, challenge, redirectUri: location.origin + callback, language: language.value }));
}

export function signOut(): void {
  const idToken = kept()?.idToken;
  sessionStorage.removeItem(places.kept);
  sessionStorage.setItem(places.out, '1');
  access = null;
  signIn.value = { state: 'out' };
  const url = issuer?.signOutUrl({ idToken, redirectUri: `${location.origin}/`, language: language.value });
  if (url) location.assign(url);
}

/** A valid access token; leaves for the issuer's page, and never answers, where only a person can get one. */
export async function token(): Promise<string> {
  if (access && access.until > Date.now()) return access.token;
  renewing ??= renew().finally(() => (renewing = null));
  return await renewing;
}

/** A token that was believed valid has been refused. */
export function forgetToken(): void {
  access = null;
}

async function renew(): Promise<string> {
  const known = kept();
  if (known) {
    try {
      return accept(await issuer!.refresh(known.refreshToken));
    } catch (error) {
      if (!(error instanceof IssuerRefusal)) throw error;
      sessionStorage.removeItem(places.kept);
    }
  }
  await beginSignIn();
  return await new Promise<never>(() => undefined);
}

async function finish(query: URLSearchParams): Promise<string> {
  const asked = JSON.parse(sessionStorage.getItem(places.asked) ?? 'null') as Asked | null;
  sessionStorage.removeItem(places.asked);
  const error = query.get('error');
  if (error) throw new IssuerRefusal(error, query.get('error_description') ?? '');
  const code = query.get('code');
  if (!asked || !code || query.get('state') !== asked.state) {
    signIn.value = { state: 'failed', why: 'expired', detail: '' };
    return '/';
  }
  accept(await issuer!.tokensFor(code, asked.verifier, location.origin + callback));
  return asked.returnTo;
}

function accept(tokens: Tokens): string {
  access = { token: tokens.access_token, until: Date.now() + tokens.expires_in * 1_000 - earlyMs };
  const before = kept();
  const refreshToken = tokens.refresh_token ?? before?.refreshToken;
  const idToken = tokens.id_token ?? before?.idToken;
  if (refreshToken) sessionStorage.setItem(places.kept, JSON.stringify({ refreshToken, idToken } satisfies Kept));
  const claims = idToken ? claimsOf(idToken) : {};
  // An issuer that grants all that was asked need not say so.
  const scopes = new Set(tokens.scope?.split(' ') ?? issuer?.config.scopes);
  signIn.value = { state: 'in', name: String(claims['name'] ?? claims['sub'] ?? ''), scopes };
  return tokens.access_token;
}

function fail(error: unknown): void {
  const why = error instanceof IssuerRefusal ? 'issuer' : 'unreachable';
  signIn.value = { state: 'failed', why, detail: error instanceof Error ? error.message : String(error) };
}

function kept(): Kept | null {
  return JSON.parse(sessionStorage.getItem(places.kept) ?? 'null') as Kept | null;
}

function random(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}
