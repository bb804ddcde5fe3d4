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
  /** By controller and handler. */
  private readonly rules = new Map<object, Map<object, Rule>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly dataSource: DataSource,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rule = this.ruleOf(context);
    if (rule.isPublic) return true;
    const { caller } = context.switchToHttp().getRequest<ParkRequest>();
    if (!caller) throw new Unauthenticated('A bearer token is needed.');
    const isAllowed = rule.required.length > 0 && rule.required.every((scope) => caller.scopes.has(scope));
    if (isAllowed && (!rule.isOperatorOnly || isOperator(caller))) return true;
    return this.deny(context.switchToHttp().getRequest<ParkRequest>(), rule);
  }

  private async deny(request: ParkRequest, { required, isOperatorOnly }: Rule): Promise<never> {
    const missing = required.filter((scope) => !request.caller.scopes.has(scope));
    await record(this.dataSource.manager, request, 'denied', { required, missing });
    if (isOperatorOnly) requireOperator(request.caller);
    throw new Refusal('forbidden', 'missing_scope', `This needs the scope ${missing.join(', ')}.`, { extra: { missing } });
  }

  /** The metadata of a route never changes, and takes longer to read than all else here. */
  private ruleOf(context: ExecutionContext): Rule {
    const [handler, controller] = [context.getHandler(), context.getClass()];
    const known = this.rules.get(controller)?.get(handler);
    if (known) return known;
    const places = [handler, controller];
    const required = scopesOf(this.reflector.getAllAndOverride<Record<string, string[]>[]>(openApiSecurity, places));
    const rule = {
      isPublic: this.reflector.getAllAndOverride<boolean>(publicRoute, places) === true,
      required,
      isOperatorOnly: required.some((scope) => scope in operatorScopes),
    };
    const ofController = this.rules.get(controller) ?? new Map<object, Rule>();
    this.rules.set(controller, ofController.set(handler, rule));
    return rule;
  }
}

interface Rule {
  isPublic: boolean;
  required: string[];
  isOperatorOnly: boolean;
}

function scopesOf(security: Record<string, string[]>[] | undefined): string[] {
  return (security ?? []).flatMap((requirement) => requirement['oauth2'] ?? []);
}
