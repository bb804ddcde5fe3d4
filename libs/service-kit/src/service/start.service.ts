/**
 * Starts a service: settings, database, module, manners, documentation. `node main.js migrate` brings the database up to date and
 * ends; `node main.js` waits until that has been done, and serves.
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Module, type DynamicModule, type RpcExceptionFilter } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestMicroservice } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import { IntakeTransport, OutboxRelay } from '@park/outbox';
import { throwError, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { admitRequests } from '../http/admission.guard.ts';
import { guardAnswers } from '../http/answer-headers.interceptor.ts';
import { describeAnswers } from '../http/answer.interceptor.ts';
import { tagAnswers } from '../http/etags.interceptor.ts';
import { drainBeforeClose } from '../http/draining.interceptor.ts';
import { describeEvents } from '../documentation/asyncapi.controller.ts';
import { AuthGuard } from '../http/auth.guard.ts';
import { createDataSource } from './database.client.ts';
import { fileTypes } from '../imports/imports.controller.ts';
import { limits } from '../http/limits.ts';
import { createLogger, NestLogger } from './logger.service.ts';
import { Imports } from '../imports/imports.service.ts';
import { describeApi } from '../documentation/openapi.controller.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { migrate, untilMigrated } from './migrations.client.ts';
import { Readiness } from './readiness.service.ts';
import { measureRequests } from '../http/request-metrics.interceptor.ts';
import { EventWiring, listens, migrationsOf, retentionOf } from './event-wiring.module.ts';
import { Schedule } from '../jobs/schedule.service.ts';
import { ServiceModule } from './service.module.ts';
import type { Service } from './service.ts';
import { migrationSettings, readSettings, type CommonSettings } from './settings.config.ts';
import type { Clock } from './tokens.ts';
import type { ParkRequest } from '../http/request.ts';
import { validationPipe } from '../http/validation.pipe.ts';

/** For requests; each leader has a connection of its own besides. */
const requestConnections = 10;
const backgroundConnections = 4;

/** Each look at the event loop wakes the process: at the 10 ms that are usual, that is a fifth of what an idle service costs. */
const eventLoopLookMs = 100;

interface Pools {
  dataSource: DataSource;
  background: DataSource;
}

/** Errors of event handlers go on to the transport as they are: it tells outages from faults. */
class HandOnErrors implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

export async function startService(service: Service): Promise<void> {
  try {
    if (process.argv[2] === 'migrate') {
      const { DATABASE_URL, LOG_LEVEL } = readSettings(migrationSettings, process.env);
      return await migrate(service, DATABASE_URL, createLogger(service.name, LOG_LEVEL));
    }
    const settings = service.settings(process.env);
    const log = createLogger(service.name, settings.LOG_LEVEL);
    await untilMigrated(migrationsOf(service), settings.DATABASE_URL, log);
    collectDefaultMetrics({ eventLoopMonitoringPrecision: eventLoopLookMs });
    const app = await createService(service, settings, () => new Date(), log);
    await app.listen({ port: settings.PORT, host: settings.HOST });
  } catch (error) {
    process.stderr.write(`${service.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** The service, ready to listen. Time comes from `clock` alone. */
export async function createService(
  service: Service,
  settings: CommonSettings,
  clock: Clock,
  log = createLogger(service.name, settings.LOG_LEVEL),
): Promise<NestFastifyApplication> {
  const connect = (use: string, connections: number): Promise<DataSource> =>
    createDataSource(settings.DATABASE_URL, service.tables, migrationsOf(service), use, connections).initialize();
  const dataSource = await connect(service.name, requestConnections);
  const background = await connect(`${service.name}-background`, backgroundConnections);
  const problems = new ProblemFilter(service.rules);
  const requestTimeout = settings.REQUEST_TIMEOUT_S * 1_000;
  const adapter = new FastifyAdapter({
    bodyLimit: limits.jsonBytes,
    requestTimeout,
    connectionTimeout: limits.idleConnectionMs,
    // Node looks for requests that are late once in this interval.
    http: { headersTimeout: requestTimeout, connectionsCheckingInterval: Math.min(requestTimeout, 5_000) },
    trustProxy: settings.TRUSTED_PROXIES.length > 0 && settings.TRUSTED_PROXIES,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    skipMiddie: true, // no service has middleware
    routerOptions: { maxParamLength: limits.pathPartCharacters },
    return503OnClosing: false, // see draining.interceptor.ts
    forceCloseConnections: true,
    clientErrorHandler: (error, socket) => problems.answerConnection(error, socket),
    frameworkErrors: (error: unknown, request: unknown, reply: FastifyReply) => problems.answer(error, request as ParkRequest, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(moduleOf(service, settings, { dataSource, background }, clock), adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
    bodyParser: false, // Fastify's own reads JSON; Nest's would read forms too
  });
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(fileTypes, { parseAs: 'buffer', bodyLimit: limits.fileBytes }, (_request, body, done) => done(null, body));
  measureRequests(fastify as never, log);
  describeAnswers(fastify as never);
  tagAnswers(fastify as never);
  guardAnswers(fastify as never, settings);
  drainBeforeClose(fastify as never, settings.DRAIN_S * 1_000);
  await admitRequests(app, settings);
  app.useGlobalGuards(new AuthGuard(app.get(Reflector), dataSource));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(problems);
  app.enableShutdownHooks();
  const described = { ...service, title: `${service.title.en} ${service.title.zh}` };
  app.get(Imports).findCalls(describeApi(app, described, settings));
  if (service.publishes) describeEvents(fastify as never, described, settings);
  if (service.publishes) app.get(Readiness).watch('relay', app.get(OutboxRelay));
  await listenToEvents(app, service);
  return app;
}

async function listenToEvents(app: NestFastifyApplication, service: Service): Promise<void> {
  if (!listens(service)) return;
  const strategy = app.get(IntakeTransport);
  app.get(Readiness).watch('intake', strategy);
  retentionOf(service).forEach((retention) => app.get(Schedule).addRetention(retention));
  // Deferred, because a filter that comes after the handlers were bound is not in force; the hooks are the application's to call, once.
  const intake = app.connectMicroservice({ strategy }, { inheritAppConfig: false, deferInitialization: true }) as NestMicroservice;
  intake.setIsInitHookCalled(true);
  intake.useGlobalFilters(new HandOnErrors());
  await app.startAllMicroservices();
}

function moduleOf(service: Service, settings: CommonSettings, pools: Pools, clock: Clock): DynamicModule {
  @Module({})
  class Root {
    async onApplicationShutdown(): Promise<void> {
      await Promise.all([pools.dataSource.destroy(), pools.background.destroy()]);
    }
  }
  return {
    module: Root,
    imports: [
      ServiceModule.of({ name: service.name, settings, ...pools, clock, rules: service.rules }),
      EventWiring.of(service),
      service.module,
    ],
  };
}
