/** The subscribers in examples/, run as programs: each door brings the entries after the one before, once each and in order. */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServiceUnderTest } from '@park/test-kit';
import { aFair, aMember, feedsUnderTest, read, subscribed, takeIn, type MemberUnderTest } from './feeds.fixture.ts';

const examples = resolve(import.meta.dirname, '../../../examples');
let park: ServiceUnderTest;
let folder: string;

beforeAll(async () => {
  park = await feedsUnderTest();
  folder = mkdtempSync(join(tmpdir(), 'park-subscribers-'));
  const { status, stderr } = spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', folder, 'standardwebhooks==1.1.0'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The example in Python needs python3 with pip: ${stderr}`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await park.close();
});

const programs = {
  TypeScript: [process.execPath, join(examples, 'typescript', 'subscriber.ts')],
  Python: ['python3', join(examples, 'python', 'subscriber.py')],
} as const;

/** The positions that the program printed, until it has handled everything up to `stopAt`. */
async function run(
  language: keyof typeof programs,
  door: string,
  { as }: MemberUnderTest,
  stateFile: string,
  stopAt: number,
): Promise<number[]> {
  const [command, program] = programs[language];
  const child = spawn(command, [program, door], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PYTHONPATH: folder,
      FEEDS_URL: park.url,
      TOKEN: await park.issuer.token(as),
      STATE_FILE: stateFile,
      STOP_AT: String(stopAt),
    },
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const [printed, complaints]: string[] = await Promise.all([child.stdout, child.stderr].map(textOf));
  const code = await ended;
  if (code !== 0) throw new Error(`${language} ended with ${code}: ${complaints}`);
  return printed!
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[0]));
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it.each(['TypeScript', 'Python'] as const)('%s: stops in one door and goes on in another', async (language) => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, ...Array.from({ length: 250 }, () => aFair(randomUUID())));
  const stateFile = join(folder, `${language}.json`);
  expect(await run(language, 'pull', member, stateFile, 250)).toEqual(range(1, 250));
  await takeIn(park, ...Array.from({ length: 250 }, () => aFair(randomUUID())));
  expect(await run(language, 'stream', member, stateFile, 500)).toEqual(range(251, 500));
  await takeIn(park, aFair(randomUUID()));
  expect(await run(language, 'pull', member, stateFile, 501)).toEqual([501]);
  expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toEqual({ position: 501, ahead: [] });
  expect(await read(park, member, 500)).toHaveLength(1);
});
