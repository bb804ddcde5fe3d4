/**
 * OAuth2 bearer tokens: JWTs of the configured issuer, verified against its published keys.
 * The scope that a route's `@ApiOAuth2([...])` documents is the scope that is enforced; there is no second list.
 */
import { operatorScopes } from '@park/contracts';
import { isOperator, type Actor } from '@park/kernel';
import { parkOrganisation, Refusal } from '@park/kernel';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { DataSource } from 'typeorm';
import { record } from '../audit/audit.store.ts';
import { SETTINGS } from '../service/tokens.ts';
import type { ParkRequest } from './request.ts';
import type { CommonSettings } from '../service/settings.config.ts';

/** `SetMetadata(publicRoute, true)`: no token needed. */
export const publicRoute = 'park:public';
const openApiSecurity = 'swagger/apiSecurity';

export class Unauthenticated extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** The issuer cannot be asked for its keys. */
export class IssuerUnreachable extends Error {}

@Injectable()
export class AuthGuard implements CanActivate {
  private keys: ReturnType<typeof createRemoteJWKSet> | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: CommonSettings,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(publicRoute, places)) return true;
    const request = context.switchToHttp().getRequest<ParkRequest>();
    const token = await this.verify(request.headers.authorization);
    request.caller = callerOf(token);
    request.authorizedUntil = new Date(token.exp! * 1000);
    const required = scopesOf(this.reflector.getAllAndOverride<Record<string, string[]>[]>(openApiSecurity, places));
    const missing = required.filter((scope) => !request.caller.scopes.has(scope));
    const isOperatorOnly = !isOperator(request.caller) && required.some((scope) => scope in operatorScopes);
    if (required.length > 0 && missing.length === 0 && !isOperatorOnly) return true;
    await record(this.dataSource.manager, request, 'denied', { required, missing });
    if (isOperatorOnly) throw new Refusal('forbidden', 'operator_only', 'This is for the park’s operator.');
    throw new Refusal('forbidden', 'missing_scope', `This needs the scope ${missing.join(', ')}.`, { extra: { missing } });
  }

  private async verify(header: string | undefined): Promise<JWTPayload> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
    if (!token) throw new Unauthenticated('A bearer token is needed.');
    this.keys ??= createRemoteJWKSet(await this.keysUrl(), { cooldownDuration: 5_000, cacheMaxAge: 600_000 });
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.settings.OIDC_ISSUER,
        audience: this.settings.OIDC_AUDIENCE,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        clockTolerance: 10,
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw new IssuerUnreachable(String(error));
      throw new Unauthenticated(error instanceof errors.JWTExpired ? 'The token has expired.' : 'The token is not valid here.');
    }
  }

  private async keysUrl(): Promise<URL> {
    const { OIDC_ISSUER: issuer, OIDC_INTERNAL_URL: base = issuer } = this.settings;
    const discovery = `${base.replace(/\/$/, '')}/.well-known/openid-configuration`;
    try {
      const answer = await fetch(discovery, { signal: AbortSignal.timeout(5_000) });
      const { jwks_uri: uri } = (await answer.json()) as { jwks_uri: string };
      return new URL(uri);
    } catch (error) {
      throw new IssuerUnreachable(`${discovery}: ${String(error)}`);
    }
  }
}

function scopesOf(security: Record<string, string[]>[] | undefined): string[] {
  return (security ?? []).flatMap((requirement) => requirement['oauth2'] ?? []);
}

function callerOf(token: JWTPayload): ParkRequest['caller'] {
  const organisation = typeof token['organisation'] === 'string' ? token['organisation'] : '';
  const clientId = typeof token['client_id'] === 'string' ? token['client_id'] : null;
  const isClient = clientId === token.sub;
  const type: Actor['type'] = organisation !== parkOrganisation ? 'member_org' : isClient ? 'api_key' : 'user';
  return { id: token.sub!, type, organisation, scopes: new Set(typeof token['scope'] === 'string' ? token['scope'].split(' ') : []) };
}
