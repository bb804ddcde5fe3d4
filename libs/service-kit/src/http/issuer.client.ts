/** OAuth2 bearer tokens: JWTs of the configured issuer, verified against its published keys. */
import { Logger } from '@nestjs/common';
import { parkOrganisation, type Actor } from '@park/kernel';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { discover, discoveryUrl } from './discovery.client.ts';
import { limits } from './limits.ts';
import type { Caller } from './request.ts';
import type { PartHealth } from '../service/readiness.service.ts';
import type { CommonSettings } from '../service/settings.config.ts';

export class Unauthenticated extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export interface Verified {
  caller: Caller;
  authorizedUntil: Date;
}

/** The issuer cannot be asked for its keys. */
export class IssuerUnreachable extends Error {}

export class Issuer {
  private readonly log = new Logger('Issuer');
  private keys: ReturnType<typeof createRemoteJWKSet> | null = null;
  private isToldOf = false;
  private asking: Promise<PartHealth> | null = null;

  /**
   * By the end of the header, which is part of the signature: a token with many scopes has 4,000 characters, and to hash them all takes as long as
   * to answer. A signature takes 0.1 to 0.2 ms to verify.
   */
  private readonly verified = new Map<string, { authorization: string; knownUntil: number; verified: Verified }>();

  constructor(private readonly settings: CommonSettings) {}

  /** Of a token that was verified within the last minute and has not expired. */
  known(authorization: string | undefined): Verified | undefined {
    const known = authorization === undefined ? undefined : this.verified.get(endOf(authorization));
    return known && known.authorization === authorization && known.knownUntil > Date.now() ? known.verified : undefined;
  }

  /** Throws `Unauthenticated` where the header carries no token that holds here, `IssuerUnreachable`. */
  async verify(authorization: string | undefined): Promise<Verified> {
    const known = this.known(authorization);
    if (known) return known;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw new Unauthenticated('A bearer token is needed.');
    const claims = await this.claimsOf(token).catch((error: unknown) => {
      // After a stall of the process the timer of the request to the issuer fires before its answer is read, although it is there.
      if (error instanceof IssuerUnreachable) return this.claimsOf(token);
      throw error;
    });
    return this.keep(authorization!, { caller: callerOf(claims), authorizedUntil: new Date(claims.exp! * 1000) });
  }

  private keep(authorization: string, verified: Verified): Verified {
    if (this.verified.size >= limits.knownTokens) this.verified.clear();
    const knownUntil = Math.min(verified.authorizedUntil.getTime(), Date.now() + limits.knownTokenMs);
    this.verified.set(endOf(authorization), { authorization, knownUntil, verified });
    return verified;
  }

  /** `down` until the issuer has given its keys once: without them every request would be refused. After that they are kept. */
  health(): Promise<PartHealth> {
    // Once at a time: anybody may ask for readiness.
    return (this.asking ??= this.askForKeys().finally(() => (this.asking = null)));
  }

  private async askForKeys(): Promise<PartHealth> {
    try {
      const keys = (this.keys ??= await this.findKeys());
      if (!keys.jwks()) await keys.reload();
      return { state: 'up' };
    } catch (error) {
      if (!this.isToldOf) this.log.warn(`no token can be verified yet: ${String(error)}`);
      this.isToldOf = true;
      return { state: 'down' };
    }
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    const keys = (this.keys ??= await this.findKeys());
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: this.settings.OIDC_ISSUER,
        audience: this.settings.OIDC_AUDIENCE,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        clockTolerance: 10,
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (error) {
      if (isOutage(error)) throw new IssuerUnreachable(String(error));
      throw new Unauthenticated(error instanceof errors.JWTExpired ? 'The token has expired.' : 'The token is not valid here.');
    }
  }

  private async findKeys(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    return createRemoteJWKSet(await this.keysUrl(), {
      cooldownDuration: 5_000,
      cacheMaxAge: 600_000,
      timeoutDuration: limits.issuerMs,
    });
  }

  private async keysUrl(): Promise<URL> {
    const ask = (url: string): Promise<Response> => fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limits.issuerMs) });
    try {
      return new URL(await discover('jwks_uri', this.settings, ask));
    } catch (error) {
      throw new IssuerUnreachable(`${discoveryUrl(this.settings)}: ${String(error)}`);
    }
  }
}

/** The keys could not be fetched; jose's generic error is an answer of the issuer other than 200. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
}

function endOf(authorization: string): string {
  return authorization.slice(-64);
}

function callerOf(token: JWTPayload): Caller {
  const organisation = typeof token['organisation'] === 'string' ? token['organisation'] : '';
  const clientId = typeof token['client_id'] === 'string' ? token['client_id'] : null;
  const isClient = clientId === token.sub;
  const type: Actor['type'] = organisation !== parkOrganisation ? 'member_org' : isClient ? 'api_key' : 'user';
  return { id: token.sub!, type, organisation, scopes: new Set(typeof token['scope'] === 'string' ? token['scope'].split(' ') : []) };
}
