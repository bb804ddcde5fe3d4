/**
 * A peer of the command: the registration of an entity as a NestJS handler with TypeORM, the way the frameworks' documentation shows it. It
 * verifies the token, validates the same DTO and writes state and outbox row in one transaction; it has no Idempotency-Key, no relay, no
 * audit, no rate limit and no problem documents. Settings: DATABASE_URL, PORT, JWKS_URL, ISSUER.
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import {
  Body,
  Controller,
  Module,
  Post,
  UnauthorizedException,
  ValidationPipe,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { DataSource, EntitySchema } from 'typeorm';
import { built } from '../built.ts';

const { migrationsOf } = await built('libs/service-kit/dist/index.js');
const { service } = await built('apps/tenants/dist/tenants.module.js');
const { MarketEntityTable } = await built('apps/tenants/dist/market-entities/market-entity.table.js');
const { RegisterEntityDto } = await built('apps/tenants/dist/market-entities/market-entities.dto.js');
const { tenants } = await built('libs/contracts/dist/index.js');

const text = { type: 'text' } as const;
const Outbox = new EntitySchema<any>({
  name: 'outbox',
  columns: {
    position: { type: 'bigint', primary: true, generated: 'increment' },
    event_id: { type: 'uuid' },
    aggregate: text,
    aggregate_id: { type: 'uuid' },
    version: { type: 'integer' },
    type: text,
    effective_on: { type: 'date' },
    occurred_at: { type: 'timestamptz' },
    visibility: text,
    actor_id: text,
    actor_type: text,
    organisation: text,
    correlation_id: text,
    request_id: text,
    data: { type: 'jsonb' },
  },
});
const dataSource = await new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL']!,
  entities: [MarketEntityTable, Outbox],
  migrations: migrationsOf(service),
  migrationsTransactionMode: 'each',
}).initialize();
await dataSource.runMigrations();

class EntitiesController {
  async register(body: any): Promise<object> {
    return await dataSource.transaction(async (tx: any) => {
      const [{ n }] = await tx.query(`select nextval('code_tn') as n`);
      const now = new Date();
      const entity = {
        id: randomUUID(),
        code: `TN-${String(n).padStart(6, '0')}`,
        ...body,
        registration_status: body.registration_status ?? 'in_operation',
        founder_flags: body.founder_flags ?? [],
        residency: 'none',
        risk_level: 'normal',
        state: 'prospect',
        moved_in_on: null,
        departed_on: null,
        version: 1,
        created_at: now,
        updated_at: now,
      };
      await tx.insert(MarketEntityTable, entity);
      const { uscc, kind, industry_code, size_class, registration_status, founder_flags, established_on, code } = entity;
      await tx.insert(Outbox, {
        event_id: randomUUID(),
        aggregate: 'entity',
        aggregate_id: entity.id,
        version: 1,
        type: tenants.EntityRegisteredV1.type,
        effective_on: now.toISOString().slice(0, 10),
        occurred_at: now,
        visibility: 'internal',
        actor_id: 'peer',
        actor_type: 'api_key',
        organisation: 'park',
        correlation_id: entity.id,
        request_id: entity.id,
        data: { uscc, kind, industry_code, size_class, registration_status, founder_flags, established_on, code },
      });
      return entity;
    });
  }
}
// Node runs this file without a compiler, so that decorators are applied by hand.
const register = Object.getOwnPropertyDescriptor(EntitiesController.prototype, 'register')!;
Reflect.defineMetadata('design:paramtypes', [RegisterEntityDto], EntitiesController.prototype, 'register');
Body()(EntitiesController.prototype, 'register', 0);
Post()(EntitiesController.prototype, 'register', register);
Controller('market-entities')(EntitiesController);

class PeerModule {}
Module({ controllers: [EntitiesController] })(PeerModule);

const keys = createRemoteJWKSet(new URL(process.env['JWKS_URL']!));
const guard: CanActivate = {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { authorization = '' } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>().headers;
    await jwtVerify(authorization.slice(7), keys, { issuer: process.env['ISSUER']! }).catch((error: unknown) => {
      throw new UnauthorizedException(String(error));
    });
    return true;
  },
};

const app = await NestFactory.create(PeerModule, new FastifyAdapter(), { logger: ['error'] });
app.useGlobalGuards(guard);
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
await app.listen(Number(process.env['PORT']), '127.0.0.1');
