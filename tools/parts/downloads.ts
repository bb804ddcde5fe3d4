/** The pinned programs that npm does not carry: fetched from Maven Central (or a mirror) once per user, checked, and kept in a cache folder. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type maven from 'mvn-artifact-url';
import { mavenMirror } from './maven-mirror.ts';

// Imported, it has another shape where Jest loads its global set-up than in Node.
const { default: mavenUrl } = createRequire(import.meta.url)('mvn-artifact-url') as typeof maven;

/** `coordinates` are Maven's `group:artifact:version`. */
export interface Artifact {
  coordinates: string;
  size: number;
  sha256: string;
}

export interface Lock {
  kafka: { version: string; jars: Artifact[] };
  redis: { version: string; jar: Artifact };
  java: { version: string; pip: string; wheels: Partial<Record<string, { file: string; size: number; sha256: string }>> };
}

export type Say = (line: string) => void;

const stalledAfterMs = 30_000;
const attempts = 4;
const atOnce = 8;

export function lock(): Lock {
  return JSON.parse(readFileSync(new URL('./downloads.lock.json', import.meta.url), 'utf8')) as Lock;
}

export function cacheFolder(...parts: string[]): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'youth-innovation-park', ...parts);
}

/** Only complete, checked files ever get their final name, so that the size is enough to recognise them on later starts. */
export function isAlreadyThere(path: string, size: number): boolean {
  return existsSync(path) && statSync(path).size === size;
}

export function fileName({ coordinates }: Artifact): string {
  const { artifactId, version } = parse(coordinates);
  return `${artifactId}-${version}.jar`;
}

/** Brings all artifacts into `folder`; what is there already is not fetched again. */
export async function download(title: string, artifacts: Artifact[], folder: string, say: Say): Promise<void> {
  const missing = artifacts.filter((artifact) => !isAlreadyThere(join(folder, fileName(artifact)), artifact.size));
  if (missing.length === 0) return;
  await mkdir(folder, { recursive: true });

  const started = Date.now();
  const total = missing.reduce((sum, { size }) => sum + size, 0);
  say(`${title}: downloading ${megabytes(total)} (kept in ${folder})`);
  let done = 0;
  let saidQuarters = 0;
  const count = (bytes: number): void => {
    done += bytes;
    const quarters = Math.floor((4 * done) / total);
    if (quarters <= saidQuarters || quarters >= 4) return;
    saidQuarters = quarters;
    say(`${title}: ${quarters * 25} %`);
  };

  const queue = [...missing];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await downloadOne(next, folder, count);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  say(`${title}: downloaded in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function downloadOne(artifact: Artifact, folder: string, count: (bytes: number) => void): Promise<void> {
  const target = join(folder, fileName(artifact));
  const partial = `${target}.${process.pid}.partial`;
  const url = await mavenUrl({ ...parse(artifact.coordinates), isSnapShot: false }, mavenMirror());
  for (let attempt = 1; ; attempt += 1) {
    let counted = 0;
    try {
      const sha256 = await save(url, partial, (bytes) => {
        counted += bytes;
        count(bytes);
      });
      verify(artifact, statSync(partial).size, sha256);
      return await rename(partial, target);
    } catch (error) {
      count(-counted);
      await rm(partial, { force: true });
      if (error instanceof WrongContent || attempt === attempts) throw reasonFor(artifact, error);
      await pause(500 * 2 ** attempt);
    }
  }
}

class WrongContent extends Error {}

export function verify(artifact: Artifact, size: number, sha256: string): void {
  if (size === artifact.size && sha256 === artifact.sha256) return;
  throw new WrongContent(
    `${artifact.coordinates} is not the file that downloads.lock.json pins (${size} bytes, sha256 ${sha256}): ` +
      'something between here and Maven Central changed it, so it was thrown away.',
  );
}

async function save(url: string, path: string, count: (bytes: number) => void): Promise<string> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('no byte came for 30 s')), stalledAfterMs);
  const file = await open(path, 'w');
  try {
    const response = await fetch(url, { signal: stalled.signal });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const hash = createHash('sha256');
    for await (const chunk of response.body) {
      timer.refresh();
      hash.update(chunk);
      await file.write(chunk);
      count(chunk.length);
    }
    return hash.digest('hex');
  } finally {
    clearTimeout(timer);
    await file.close();
  }
}

function reasonFor(artifact: Artifact, error: unknown): Error {
  if (error instanceof WrongContent) return error;
  const { message, cause } = error as Error;
  return new Error(
    `${artifact.coordinates} could not be downloaded (${cause instanceof Error ? cause.message : message}); ` +
      'check the network, or set PARK_MAVEN_REPOSITORY to a mirror of Maven Central.',
  );
}

function parse(coordinates: string): { groupId: string; artifactId: string; version: string } {
  const [groupId = '', artifactId = '', version = ''] = coordinates.split(':');
  return { groupId, artifactId, version };
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
