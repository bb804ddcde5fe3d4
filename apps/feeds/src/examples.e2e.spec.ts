/** The subscribers in examples/, run as programs: each door brings the entries after the one before, once each and in order. */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServiceUnderTest } from '@park/test-kit';
import { freePorts } from '../../../tools/parts/free-ports.ts';
import { aFair, aMember, feedsUnderTest, read, subscribed, takeIn, type MemberUnderTest } from './feeds.fixture.ts';

const examples = resolve(import.meta.dirname, '../../../examples');
let park: ServiceUnderTest;
let folder: string;

beforeAll(async () => {
  // A signature is good for five minutes of the subscriber's own clock.
  park = await feedsUnderTest({ now: new Date().toISOString() });
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

interface Run {
  language: keyof typeof programs;
  door: 'pull' | 'stream' | 'webhook';
  member: MemberUnderTest;
  stateFile: string;
  /** It ends when it has handled everything up to this position. */
  stopAt: number;
  environment?: Record<string, string>;
  /** Called as soon as it waits for webhooks. */
  whenWaiting?: () => Promise<void>;
}

/** The positions that the program printed. */
async function run({ language, door, member, stateFile, stopAt, environment, whenWaiting }: Run): Promise<number[]> {
  const [command, program] = programs[language];
  const child = spawn(command, [program, door], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PYTHONPATH: folder,
      FEEDS_URL: park.url,
      TOKEN: await park.issuer.token(member.as),
      STATE_FILE: stateFile,
      STOP_AT: String(stopAt),
      ...environment,
    },
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  if (whenWaiting)
    child.stderr.on('data', (text: Buffer) => {
      if (text.includes('Waiting for webhooks')) whenWaiting().catch(() => child.kill());
    });
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
  const stateFile = join(folder, `${language}.json`);
  const fairs = (count: number): Promise<void> => takeIn(park, ...Array.from({ length: count }, () => aFair(randomUUID())));
  const reading = { language, member, stateFile };
  await fairs(250);
  expect(await run({ ...reading, door: 'pull', stopAt: 250 })).toEqual(range(1, 250));
  await fairs(250);
  expect(await run({ ...reading, door: 'stream', stopAt: 500 })).toEqual(range(251, 500));

  const [port] = (await freePorts(1)) as [number];
  const { id, secret } = await park.ok('POST', '/endpoints', {
    as: member.as,
    body: { name: language, url: `http://127.0.0.1:${port}/`, order: 'unordered' },
  });
  const whenWaiting = async (): Promise<void> => {
    await park.ok('POST', `/endpoints/${id}/verify`, { as: member.as });
    await park.ok('POST', `/endpoints/${id}/test`, { as: member.as });
    await fairs(100);
  };
  const environment = { PORT: String(port), WEBHOOK_SECRET: secret as string };
  const pushed = await run({ ...reading, door: 'webhook', stopAt: 600, environment, whenWaiting });
  expect(pushed.sort((a, b) => a - b)).toEqual(range(501, 600));

  await fairs(1);
  expect(await run({ ...reading, door: 'pull', stopAt: 601 })).toEqual([601]);
  expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toEqual({ position: 601, ahead: [] });
  expect(await read(park, member, 600)).toHaveLength(1);
});
