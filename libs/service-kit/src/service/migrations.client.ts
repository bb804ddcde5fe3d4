/** Brings a service's database up to date, and lets a new instance wait until that has been done. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { createDataSource, type Migration } from './database.client.ts';
import { migrationsOf } from './event-wiring.module.ts';
import type { Service } from './service.ts';

const lookEveryMs = 1_000;
const connectWithinMs = 5_000;

/** Runs what has not run yet, one process at a time, as soon as the database answers. */
export async function migrate(service: Service, databaseUrl: string, log: Logger): Promise<void> {
  const migrations = migrationsOf(service);
  await untilMigrated([], databaseUrl, log);
  const lock = await connected(databaseUrl);
  const dataSource = createDataSource(databaseUrl, service.tables, migrations, `${service.name}-migrate`);
  try {
    await lock.query(`select pg_advisory_lock(hashtextextended('migrations', 11))`);
    await dataSource.initialize();
    const ran = await dataSource.runMigrations();
    process.stdout.write(`${service.name}: ${ran.length} migrations ran\n`);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await lock.end();
  }
}

/**
 * Returns once the database has all of `migrations`; says what it waits for when that changes. A new version of a service is rolled out
 * beside the job that migrates its database: it must not serve before, and the old version serves meanwhile.
 */
export async function untilMigrated(migrations: readonly Migration[], databaseUrl: string, log: Logger): Promise<void> {
  const names = migrations.map(nameOf);
  for (let told: string | null = null; ; await pause(lookEveryMs)) {
    const obstacle = await obstacleTo(names, databaseUrl);
    if (obstacle === null) return;
    if (obstacle !== told) log.warn(`not started yet: ${obstacle}`);
    told = obstacle;
  }
}

/** Answers, in a sentence, why the database is not ready; null where it is. */
export async function obstacleTo(names: readonly string[], databaseUrl: string): Promise<string | null> {
  try {
    const db = await connected(databaseUrl);
    try {
      const missing = await missingOf(names, db);
      return missing.length > 0 ? `its database waits for the migrations ${missing.join(', ')}` : null;
    } finally {
      await db.end();
    }
  } catch (error) {
    return `its database does not let it in: ${reasonOf(error)}`;
  }
}

async function missingOf(names: readonly string[], db: pg.Client): Promise<readonly string[]> {
  const { rows: tables } = await db.query<{ known: boolean }>(`select to_regclass('migrations') is not null as known`);
  if (!tables[0]!.known) return names;
  const { rows } = await db.query<{ name: string }>('select name from migrations');
  const ran = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !ran.has(name));
}

async function connected(databaseUrl: string): Promise<pg.Client> {
  const db = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectWithinMs });
  // An error of a connection that is in use also fails the statement that is under way.
  db.on('error', () => undefined);
  await db.connect();
  return db;
}

/** The message of an error for several addresses of one name is empty; its code is not. */
function reasonOf(error: unknown): string {
  return (error as Error).message || String((error as { code?: string }).code);
}

/** As TypeORM stores it. */
function nameOf(migration: Migration): string {
  return (new migration() as { name?: string }).name ?? migration.name;
}
