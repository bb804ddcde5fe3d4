/** The subscribers in examples/, run as programs: each door brings the entries after the one before, once each and in order. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServiceUnderTest } from '@park/test-kit';
import { freePorts } from '../../../tools/parts/free-ports.ts';
import { aFair, aMember, feedsUnderTest, read, subscribed, takeIn, type MemberUnderTest } from './feeds.fixture.ts';
import { programFolder, startProgram, type ProgramFolder } from './programs.fixture.ts';

const examples = resolve(import.meta.dirname, '../../../examples');
let park: ServiceUnderTest;
let folder: ProgramFolder;

beforeAll(async () => {
  // A signature is good for five minutes of the subscriber's own clock.
  park = await feedsUnderTest({ now: new Date().toISOString() });
  folder = programFolder();
});
afterAll(async () => {
  folder.remove();
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
  const [command, path] = programs[language];
  const program = startProgram(command, [path, door], folder.path, {
    ...folder.environment,
    FEEDS_URL: park.url,
    TOKEN: await park.issuer.token(member.as),
    STATE_FILE: stateFile,
    STOP_AT: String(stopAt),
    ...environment,
  });
  if (whenWaiting)
    program.child.stderr!.on('data', (text: string) => {
      if (text.includes('Waiting for webhooks')) whenWaiting().catch(() => program.child.kill());
    });
  const code = await program.ended;
  if (code !== 0) throw new Error(`${language} ended with ${code}: ${program.complaints()}`);
  return program
    .printed()
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[0]));
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it.each(['TypeScript', 'Python'] as const)('%s: stops in one door and goes on in another', async (language) => {
  const member = await aMember(park);
  await subscribed(park, member);
  const stateFile = join(folder.path, `${language}.json`);
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
