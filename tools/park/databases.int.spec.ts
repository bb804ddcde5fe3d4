/** The databases of the services, as npm start, Compose and Kubernetes make them. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { prepareDatabases } from './databases.ts';

const adminUrl = process.env['PARK_TEST_POSTGRES']!;
const own = randomBytes(4).toString('hex');
const names = ['tenants', 'housing', 'reporting'].map((name) => `${name}_${own}`);
const [tenants, housing] = names as [string, string, string];
const passwords = Object.fromEntries(names.map((name) => [name, `password of ${name}`]));

async function asked<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function urlOf(user: string, database: string): string {
  const url = new URL(adminUrl);
  [url.username, url.password, url.pathname] = [user, encodeURIComponent(passwords[user]!), `/${database}`];
  return url.href;
}

afterAll(async () => {
  for (const name of names) {
    await asked(adminUrl, `drop database if exists ${name} with (force)`);
    await asked(adminUrl, `drop role if exists ${name}`);
  }
});

it('let each user into its own alone', async () => {
  const urls = await prepareDatabases(adminUrl, passwords, names);
  expect(await asked(urls[tenants]!, 'select current_user as who')).toEqual([{ who: tenants }]);
  for (const other of [...names.filter((name) => name !== tenants), 'postgres', 'template1'])
    await expect(asked(urlOf(tenants, other), 'select 1')).rejects.toMatchObject({ code: '42501' });
});

it('are closed by the next start where a park has made them open', async () => {
  await asked(adminUrl, `grant connect on database ${housing}, postgres, template1 to public`);
  await prepareDatabases(adminUrl, passwords, names);
  for (const other of [housing, 'postgres', 'template1'])
    await expect(asked(urlOf(tenants, other), 'select 1')).rejects.toMatchObject({ code: '42501' });
});

it('take the password of the present, and keep what they hold', async () => {
  const urls = await prepareDatabases(adminUrl, passwords, names);
  await asked(urls[tenants]!, 'create table if not exists kept as select 1 as n');
  const next = await prepareDatabases(adminUrl, { ...passwords, [tenants]: 'another' }, names);
  expect(await asked(next[tenants]!, 'select n from kept')).toEqual([{ n: 1 }]);
  await expect(asked(urls[tenants]!, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});
