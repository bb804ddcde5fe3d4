import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download, lock, type Artifact } from './downloads.ts';

const content = Buffer.from('a jar, as far as this test goes');
const genuine: Artifact = {
  coordinates: 'cn.example:genuine:1.0',
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};

let mirror: Server;
let requests: string[];
let folder: string;
const before = process.env['PARK_MAVEN_REPOSITORY'];

beforeEach(async () => {
  requests = [];
  mirror = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end(content);
  });
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  process.env['PARK_MAVEN_REPOSITORY'] = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/maven`;
  folder = mkdtempSync(join(tmpdir(), 'downloads-'));
});

afterEach(() => {
  mirror.close();
  rmSync(folder, { recursive: true });
  if (before === undefined) delete process.env['PARK_MAVEN_REPOSITORY'];
  else process.env['PARK_MAVEN_REPOSITORY'] = before;
});

const quiet = (): void => undefined;

it('keeps what has the pinned checksum, and does not fetch it twice', async () => {
  await download('A part', [genuine], folder, quiet);
  await download('A part', [genuine], folder, quiet);
  expect(readdirSync(folder)).toEqual(['genuine-1.0.jar']);
  expect(requests).toEqual(['/maven/cn/example/genuine/1.0/genuine-1.0.jar']);
});

it('throws away what has another checksum, and says which', async () => {
  const forged = { ...genuine, coordinates: 'cn.example:forged:2.0', sha256: '0'.repeat(64) };
  await expect(download('A part', [forged], folder, quiet)).rejects.toThrow(
    'cn.example:forged:2.0 is not the file that downloads.lock.json pins',
  );
  expect(existsSync(join(folder, 'forged-2.0.jar'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

it('pins every program by size and sha256', () => {
  const { kafka, redis, java } = lock();
  for (const artifact of [...kafka.jars, redis.jar]) expect(artifact.coordinates).toMatch(/^[\w.-]+:[\w.-]+:[\w.-]+$/);
  for (const { size, sha256 } of [...kafka.jars, redis.jar, ...Object.values(java.wheels).map((wheel) => wheel!)]) {
    expect(size).toBeGreaterThan(1000);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});
