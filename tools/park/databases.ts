/** Each service's own database, owned by its own role, closed to the others; and that role closed out of every database but its own. */
import pg from 'pg';

/** Answers the connection URL by service. What exists already is kept. */
export async function prepareDatabases(
  adminUrl: string,
  passwords: Record<string, string>,
  services: string[],
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const urls: Record<string, string> = {};
    for (const name of services) {
      const password = passwords[name] as string;
      await prepare(client, name, password);
      urls[name] = urlFor(adminUrl, name, password);
    }
    await closeTo(client, [...maintenance, ...services]);
    return urls;
  } finally {
    await client.end();
  }
}

async function prepare(client: pg.Client, name: string, password: string): Promise<void> {
  const id = client.escapeIdentifier(name);
  const exists = async (query: string): Promise<boolean> => (await client.query(query, [name])).rowCount === 1;
  const role = (await exists('select 1 from pg_roles where rolname = $1')) ? 'alter role' : 'create role';
  await client.query(`${role} ${id} login password ${client.escapeLiteral(password)}`);
  if (await exists('select 1 from pg_database where datname = $1')) return;
  await client.query(`create database ${id} owner ${id}`);
}

/** PostgreSQL lets every role connect to a new database, and to its own two. An owner, and a superuser, go on connecting. */
const maintenance = ['postgres', 'template1'];

async function closeTo(client: pg.Client, databases: string[]): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname = any ($1) and has_database_privilege('public', oid, 'connect, temporary') order by datname`,
    [databases],
  );
  for (const { datname } of rows) await client.query(`revoke all on database ${client.escapeIdentifier(datname)} from public`);
}

function urlFor(adminUrl: string, name: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return url.href;
}
