/** The scope that a route's `@ApiOAuth2([...])` documents is the scope that is enforced; there is no second list. */
import { operatorScopes } from '@park/contracts';
import { isOperator, Refusal, requireOperator } from '@park/kernel';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { record } from '../audit/audit.store.ts';
import { Unauthenticated } from './issuer.client.ts';
import type { ParkRequest } from './request.ts';

/** `SetMetadata(publicRoute, true)`: no token needed. Takes no body: a request with a body needs a token before it is routed. */
export const publicRoute = 'park:public';
const openApiSecurity = 'swagger/apiSecurity';

/** The token was verified before the body was read (admission.guard.ts). */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly dataSource: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(publicRoute, places)) return true;
    const request = context.switchToHttp().getRequest<ParkRequest>();
    if (!request.caller) throw new Unauthenticated('A bearer token is needed.');
    const { scopes } = request.caller;
    const required = scopesOf(this.reflector.getAllAndOverride<Record<string, string[]>[]>(openApiSecurity, places));
    const missing = required.filter((scope) => !scopes.has(scope));
    const isOperatorOnly = !isOperator(request.caller) && required.some((scope) => scope in operatorScopes);
    if (required.length > 0 && missing.length === 0 && !isOperatorOnly) return true;
    await record(this.dataSource.manager, request, 'denied', { required, missing });
    if (isOperatorOnly) requireOperator(request.caller);
    throw new Refusal('forbidden', 'missing_scope', `This needs the scope ${missing.join(', ')}.`, { extra: { missing } });
  }
}

function scopesOf(security: Record<string, string[]>[] | undefined): string[] {
  return (security ?? []).flatMap((requirement) => requirement['oauth2'] ?? []);
}
