import { createServer } from 'node:net';
import { freePorts } from '../parts/free-ports.ts';
import { ensureFree, metricsPorts, portsFrom, sampleMembersPort } from './ports.ts';

it('counts all ports from one base', () => {
  const expected = { reporting: 7300, tenants: 7301, housing: 7302, issuer: 7310, postgres: 7332, redis: 7379, kafka: 7392 };
  expect(portsFrom({})).toMatchObject(expected);
  expect(portsFrom({ PARK_PORT_BASE: '8000' })).toMatchObject({ reporting: 8000, kafka: 8092 });
  expect(() => portsFrom({ PARK_PORT_BASE: 'many' })).toThrow('PARK_PORT_BASE must be a whole number');
});

it('no two of them are the same', () => {
  const ports = [...Object.values(portsFrom({})), ...Object.values(metricsPorts(portsFrom({}))), sampleMembersPort(portsFrom({}))];
  expect(new Set(ports).size).toBe(ports.length);
});

describe('a taken port', () => {
  let port: number;
  const holder = createServer();
  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
  });
  afterAll(() => void holder.close());

  const withRedisOn = (redis: number) => ({ redis }) as unknown as ReturnType<typeof portsFrom>;

  it('is named in one sentence that says what to do', async () => {
    const fault = await ensureFree(withRedisOn(port), {}).catch((error: Error) => error.message);
    expect(fault).toBe(
      `Port ${port}, which Redis needs, is taken by another program: stop that program, or move the park with PARK_PORT_BASE=8300 npm start.`,
    );
  });

  it('does not matter when the part runs elsewhere', async () => {
    await ensureFree(withRedisOn(port), { REDIS_URL: 'redis://cache.example:6379' });
  });
});
