/** The place of PostgreSQL's programs and data, and the user it runs as: it refuses to be root, so root lends it to another user. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Place {
  native: string;
  data: string;
  owner?: { uid: number; gid: number } | undefined;
}

const outside = '/var/lib/youth-innovation-park';

export function placeForPostgres(dir: string, native: string): Place {
  const data = join(resolve(dir), 'postgres');
  if (process.getuid?.() !== 0) return { native, data };

  const owner = userToLendTo(readFileSync('/etc/passwd', 'utf8'));
  const umask = process.umask(0o022); // the folders made here are to be passed through by another user
  try {
    letPass(dir);
    const place = {
      native: canReach(native, owner) ? native : copyOutside(native),
      data: canReach(dir, owner) ? data : dataOutside(data),
      owner,
    };
    mkdirSync(dirname(place.data), { recursive: true });
    return place;
  } finally {
    process.umask(umask);
  }
}

/** All folders that hold data of the PostgreSQL in `dir`, for a reset. */
export function dataFolders(dir: string): string[] {
  const data = join(resolve(dir), 'postgres');
  return [data, dirname(dataOutside(data))];
}

/** Distributions make a `postgres` user only with their own PostgreSQL; `nobody` is everywhere. */
export function userToLendTo(passwd: string): { uid: number; gid: number } {
  const users = new Map(
    passwd
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  return users.get('postgres') ?? users.get('nobody') ?? { uid: 65534, gid: 65534 };
}

/** A folder made by mkdtemp is closed to others; what lies in it has its own protection. */
function letPass(dir: string): void {
  const { mode } = statSync(dir);
  if ((mode & 0o001) === 0) chmodSync(dir, mode | 0o001);
}

/** A clone under /root is closed to everyone else: the user must be able to pass through every folder above. */
function canReach(path: string, owner: { uid: number; gid: number }): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat) {
      const bit = stat.uid === owner.uid ? 0o100 : stat.gid === owner.gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

function dataOutside(data: string): string {
  return join(outside, createHash('sha256').update(data).digest('hex').slice(0, 12), 'postgres');
}

function copyOutside(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(outside, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  mkdirSync(outside, { recursive: true, mode: 0o755 });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  if (existsSync(copy)) rmSync(partial, { recursive: true });
  else renameSync(partial, copy);
  return copy;
}
