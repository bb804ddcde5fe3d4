/** The programs that a member copies from its page, run as they are pasted against the real service. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { freePorts } from '../../../tools/parts/free-ports.ts';
import { runOf, snippetOf, type SnippetLanguage } from '../../dashboard/src/member/snippets.ts';
import { aFair, aMember, feedsUnderTest, subscribed, takeIn, type MemberUnderTest } from './feeds.fixture.ts';
import { programFolder, startProgram, type Program, type ProgramFolder } from './programs.fixture.ts';

let park: ServiceUnderTest;
let folder: ProgramFolder;
let member: MemberUnderTest;
const running: Program[] = [];

beforeAll(async () => {
  // A signature is good for five minutes of the receiver's own clock.
  park = await feedsUnderTest({ now: new Date().toISOString() });
  folder = programFolder();
  member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, aFair(randomUUID()), aFair(randomUUID()), aFair(randomUUID()));
});
afterAll(async () => {
  await Promise.all(running.map((program) => program.kill()));
  folder.remove();
  await park.close();
});

/** Pasted into a file of a folder of its own, and run by the command that the page shows. */
function paste(door: 'pull' | 'sse' | 'webhook', language: SnippetLanguage, environment: Record<string, string>): Program {
  const own = join(folder.path, `${door} ${language}`);
  mkdirSync(own);
  const { file, command } = runOf(door, language);
  writeFileSync(join(own, file), snippetOf(door, language, { feeds: park.url }));
  const program = startProgram('bash', ['-c', command], own, { ...folder.environment, ...environment });
  running.push(program);
  return program;
}

it.each([
  ['pull', 'curl', '"feedposition":3,'],
  ['pull', 'typescript', '\n3 park.recruitment.fair.phase-changed.v1 '],
  ['pull', 'python', '\n3 park.recruitment.fair.phase-changed.v1 '],
  ['sse', 'curl', '\nid: 3\n'],
  ['sse', 'typescript', '\n3 park.recruitment.fair.phase-changed.v1 '],
  ['sse', 'python', '\n3 park.recruitment.fair.phase-changed.v1 '],
] as const)('%s in %s brings the entries of the feed', async (door, language, last) => {
  const program = paste(door, language, { TOKEN: await park.issuer.token(member.as) });
  await eventually(() => expect(program.printed()).toContain(last));
  expect(program.complaints()).toBe('');
  await program.kill();
});

it.each(['typescript', 'python'] as const)('webhook in %s takes what is signed, and nothing else', async (language) => {
  const [port] = (await freePorts(1)) as [number];
  const RECEIVER = `http://127.0.0.1:${port}/`;
  const { id, secret } = await park.ok('POST', '/endpoints', {
    as: member.as,
    body: { name: language, url: RECEIVER, start: 'beginning' },
  });
  const receiver = paste('webhook', language, { PORT: String(port), SECRET: secret as string });
  await eventually(async () => expect((await fetch(RECEIVER, { method: 'OPTIONS' })).status).toBe(200));
  const own = join(folder.path, `try ${language}`);
  mkdirSync(own);
  const attempt = async (SECRET: string): Promise<string> => {
    const program = startProgram('bash', ['-c', snippetOf('webhook', 'curl', { feeds: park.url })], own, {
      ...folder.environment,
      RECEIVER,
      SECRET,
    });
    await program.ended;
    return program.printed();
  };
  expect(await attempt(secret as string)).toMatch(/200 OK[\s\S]*204 No Content/);
  expect(await attempt(`whsec_${Buffer.alloc(32, 1).toString('base64')}`)).toMatch(/200 OK[\s\S]*401 Unauthorized/);
  await park.ok('POST', `/endpoints/${id}/verify`, { as: member.as });
  await eventually(() => expect(receiver.printed()).toContain('3 park.recruitment.fair.phase-changed.v1 '));
  await receiver.kill();
});
