/** A real service on a database of its own, asked over HTTP, with a clock that the spec sets. */
import { createLogger, createService, Metrics, migrationsOf, type CommonSettings, type Service } from '@park/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerCheck, type AnswerCheck, type OpenApi } from './documented-answers.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testIssuer, type TestIssuer, type TokenWish } from './issuer.ts';
import { parkCode } from './park-code.ts';
import { urls } from './urls.ts';

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The body of an answer that must be a success: throws with the problem document where it is not 2xx. */
export async function done<Body>(asked: Promise<Answer<Body>>, what = 'The request'): Promise<Body> {
  const { status, body } = await asked;
  if (status < 200 || status > 299) throw new Error(`${what} was answered by ${status}: ${JSON.stringify(body)}`);
  return body;
}

export interface AskOptions {
  as?: TokenWish;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ServiceUnderTest {
  app: NestFastifyApplication;
  url: string;
  /** Its measurements, as Prometheus reads them. */
  metrics(): Promise<string>;
  database: TestDatabase;
  issuer: TestIssuer;
  /** The service's present; set it to travel. */
  time: { now: Date };
  ask<Body = any>(method: string, path: string, options?: AskOptions): Promise<Answer<Body>>;
  /** The same, where nothing else than success will do: answers the body, and throws with the problem document where it is not 2xx. */
  ok<Body = any>(method: string, path: string, options?: AskOptions): Promise<Body>;
  /** The bytes of a file that a path answers; throws with the problem document where it is not 2xx. */
  download(path: string, as: TokenWish, accept?: string): Promise<Buffer>;
  /** Sends a file and waits for its job. Answers the job, with its errors; the problem document where the file was refused as a whole. */
  importFile(kind: string, file: string | Buffer, as: TokenWish, policy?: string, type?: string): Promise<any>;
  close(): Promise<void>;
}

export interface ServiceWish {
  now?: string;
  settings?: Record<string, unknown>;
  database?: TestDatabase;
  /** Of another service under test, whose tokens this one takes too; closed by that one. */
  issuer?: TestIssuer;
  /** Gets every line that the service logs. */
  log?: (line: string) => void;
}

/** A database with the service's tables. */
export function databaseFor(service: Service): Promise<TestDatabase> {
  return testDatabase({ tables: service.tables, migrations: migrationsOf(service) });
}

export async function serviceUnderTest(
  service: Service,
  { now = '2025-06-16T02:00:00Z', settings = {}, database, issuer: known, log }: ServiceWish = {},
): Promise<ServiceUnderTest> {
  const db = database ?? (await databaseFor(service));
  const issuer = known ?? (await testIssuer());
  const time = { now: new Date(now) };
  const complete = {
    HOST: '127.0.0.1',
    PORT: 0,
    METRICS_PORT: 0,
    PUBLIC_URL: 'http://127.0.0.1',
    DATABASE_URL: db.url,
    KAFKA_BROKERS: urls.kafka,
    REDIS_URL: urls.redis,
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: 'park',
    PARK_CODE: parkCode,
    LOG_LEVEL: process.env['SPEC_LOG'] ?? 'silent',
    RATE_LIMIT_PER_MINUTE: 100_000,
    RATE_LIMIT_PER_ADDRESS: 100_000,
    TRUSTED_PROXIES: [],
    REQUEST_TIMEOUT_S: 60,
    DRAIN_S: 0,
    ...settings,
  } as unknown as CommonSettings;
  const app = await createService(service, complete, () => time.now, log && createLogger(service.name, 'trace', { write: log }));
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');

  let check: AnswerCheck | undefined;

  async function ask<Body>(method: string, path: string, { as, body, headers = {} }: AskOptions = {}): Promise<Answer<Body>> {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${await issuer.token(as)}` }),
        ...(body !== undefined && !(body instanceof Uint8Array) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]!;
    const isJson = type.includes('json');
    const content = (isJson && text ? JSON.parse(text) : text) as Body;
    if (isJson && answer.ok) {
      const fault = (check ??= answerCheck(await documentOf(url)))(method, path.split('?')[0]!, {
        status: answer.status,
        type,
        body: content,
      });
      if (fault) throw new Error(fault);
    }
    return { status: answer.status, headers: answer.headers, body: content };
  }

  return {
    app,
    url,
    metrics: async () => await (await fetch(`http://127.0.0.1:${app.get(Metrics).port}/metrics`)).text(),
    database: db,
    issuer,
    time,
    ask,
    ok: <Body>(method: string, path: string, options?: AskOptions) => done(ask<Body>(method, path, options), `${method} ${path}`),
    download: async (path, as, accept = '*/*') => {
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${await issuer.token(as)}`, accept } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok) throw new Error(`GET ${path} was answered by ${answer.status}: ${bytes.toString()}`);
      return bytes;
    },
    importFile: async (kind, file, as, policy = 'all_or_nothing', type) => {
      const start = await ask<any>('POST', `/imports?kind=${kind}&policy=${policy}`, {
        as,
        body: Buffer.from(file),
        headers: { 'content-type': type ?? (typeof file === 'string' ? 'text/csv' : 'application/octet-stream') },
      });
      if (start.status !== 202) return start.body;
      for (;;) {
        const { body: job } = await ask<any>('GET', `/imports/${start.body.id}`, { as });
        if (job.state === 'queued' || job.state === 'running') continue;
        const errors: unknown[] = [];
        for (let after: number | null = 0; after !== null;) {
          const { body: page } = await ask<any>('GET', `/imports/${start.body.id}/errors?after_line=${after}`, { as });
          errors.push(...page.items);
          after = page.next;
        }
        return { ...job, errors };
      }
    },
    close: async () => {
      await app.close();
      if (!known) await issuer.close();
      if (!database) await db.drop();
    },
  };
}

async function documentOf(url: string): Promise<OpenApi> {
  return (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
}
