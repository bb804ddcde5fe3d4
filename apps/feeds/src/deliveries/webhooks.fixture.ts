/** Endpoints of members, as the specs of webhooks need them. */
import { randomUUID } from 'node:crypto';
import { recruitment } from '@park/contracts';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { aFair, aMember, subscribed, takeIn, type MemberUnderTest } from '../feeds.fixture.ts';
import type { Receiver } from './receiver.fixture.ts';

export interface MemberWithEndpoint extends MemberUnderTest {
  id: string;
  /** As it was registered, with its secret. */
  endpoint: any;
  /** A call of its endpoint, which must succeed. */
  call(method: string, path?: string, body?: object, headers?: Record<string, string>): Promise<any>;
  /** Waits until its endpoint is so. */
  becomes(wish: object): Promise<any>;
}

export async function withEndpoint(park: ServiceUnderTest, receiver: Receiver, wish: object = {}): Promise<MemberWithEndpoint> {
  const member = await aMember(park);
  // Events of other members would come in, too.
  await subscribed(park, member, { types: [recruitment.FairPhaseChangedV1.type] });
  return await endpointOf(park, member, receiver, wish);
}

export async function endpointOf(
  park: ServiceUnderTest,
  member: MemberUnderTest,
  receiver: Receiver,
  wish: object = {},
): Promise<MemberWithEndpoint> {
  const { as } = member;
  const endpoint = await park.ok('POST', '/endpoints', { as, body: { name: '招聘系统', url: receiver.url, ...wish } });
  const call = (method: string, path = '', body?: object, headers: Record<string, string> = {}) =>
    park.ok(method, `/endpoints/${endpoint.id}${path}`, { as, headers, ...(body && { body }) });
  const becomes = (state: object) =>
    eventually(async () => {
      const row = await call('GET');
      expect(row).toMatchObject(state);
      return row;
    });
  return { ...member, id: endpoint.id, endpoint, call, becomes };
}

/** So many events of job fairs, each of another one. */
export async function fairsHappen(park: ServiceUnderTest, count: number): Promise<void> {
  await takeIn(park, ...Array.from({ length: count }, () => aFair(randomUUID())));
}

/** The service's clock goes on. */
export function pass(park: ServiceUnderTest, ms: number): void {
  park.time.now = new Date(park.time.now.getTime() + ms);
}
