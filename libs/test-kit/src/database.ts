/** A database of a spec's own, cloned from a template that is migrated once per run and set of migrations. */
import { createHash, randomBytes } from 'node:crypto';
import { createDataSource } from '@park/service-kit';
import pg from 'pg';
import type { DataSource, EntitySchema } from 'typeorm';
import { urls } from './urls.ts';

type Migrations = Parameters<typeof createDataSource>[2];

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** Closes the connection and throws the database away. */
  drop(): Promise<void>;
}

function databaseUrl(name: string): string {
  const url = new URL(urls.postgres);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urls.postgres });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function template(migrations: Migrations): Promise<string> {
  const name = `template_${createHash('sha256')
    .update(migrations.map((migration) => `${migration.name} ${String(migration)}`).join())
    .digest('hex')
    .slice(0, 16)}`;
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and not datallowconn', [name]);
    if (rowCount) return;
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
    const dataSource = await createDataSource(databaseUrl(name), [], migrations, 'template').initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    await client.query(`alter database ${name} allow_connections false`);
  });
  return name;
}

export async function testDatabase({ tables, migrations }: { tables: EntitySchema[]; migrations: Migrations }): Promise<TestDatabase> {
  const from = await template(migrations);
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await asAdmin((client) => client.query(`create database ${name} template ${from}`));
  const url = databaseUrl(name);
  const dataSource = await createDataSource(url, tables, migrations, 'spec').initialize();
  return {
    url,
    dataSource,
    drop: async () => {
      await dataSource.destroy();
      await asAdmin((client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
