/** Gives four members of the sample park a feed, as they would ask for it themselves: by pages, as a stream, and two by webhooks. */
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberFeed, MemberFeeds } from '../../../libs/contracts/src/feeds-api.ts';
import { memberOrganisations } from '../../park/clients.ts';
import type { ParkApi } from '../park-api.ts';
import type { Rows } from '../sample-park.ts';
import type { StateFile } from './members-state.ts';
import { paths } from './receiver-paths.ts';

export interface SampleSubscriber {
  uscc: string;
  subscription: { name: string; topics?: string[]; modes?: string[] };
  endpoint?: { name: string; path: string };
}

interface Named {
  id: string;
  name: string;
  state: string;
}

const lookEveryMs = 300;
/** Feeds hears of memberships from their events, a moment after they are there. */
const hearsWithinMs = 60_000;

const webhooks = [
  {
    organisation: '青岛示例职业技术学院',
    subscription: { name: '招聘会与岗位', topics: ['jobs'] },
    endpoint: { name: '就业服务网', path: paths.healthy },
  },
  {
    organisation: '示例行业商会',
    subscription: { name: '联盟决议', topics: ['policies'] },
    endpoint: { name: '会员通讯', path: paths.failing },
  },
];

export function sampleSubscribers({ organisations }: Pick<Rows, 'organisations'>): SampleSubscriber[] {
  return [
    { uscc: memberOrganisations.memberA, subscription: { name: '全部公开事件' } },
    { uscc: memberOrganisations.memberB, subscription: { name: '产业与服务', modes: ['industry_promotion', 'service_promotion'] } },
    ...webhooks.map(({ organisation, ...wish }) => ({ uscc: organisations.find(({ name }) => name === organisation)!.uscc, ...wish })),
  ];
}

export interface Desk {
  /** The park’s own. */
  park: ParkApi;
  /** Of the members whose clients the issuer knows, by USCC. */
  members: ReadonlyMap<string, ParkApi>;
  /** Of the receiver of webhooks. */
  receiverUrl: string;
  state: StateFile;
}

/** Records of an earlier run stay as they are. */
export async function subscribeMembers(desk: Desk, rows: Pick<Rows, 'organisations'>): Promise<void> {
  await Promise.all(sampleSubscribers(rows).map((one) => subscribe(desk, one)));
}

async function subscribe(desk: Desk, { uscc, subscription, endpoint }: SampleSubscriber): Promise<void> {
  const { organisation_id } = await untilOpen(desk.park, uscc);
  const own = desk.members.get(uscc);
  const api = own ?? desk.park;
  const of = own ? {} : { organisation_id };
  if ((await found(desk.park, '/subscriptions', organisation_id, subscription.name)) === undefined) {
    const json = { types: [], modes: [], topics: [], resources: [], start: 'beginning', ...subscription, ...of };
    await api.ask('feeds', '/subscriptions', { method: 'POST', json, idempotencyKey: `sample-subscription-${uscc}` });
  }
  if (endpoint) await register(desk, api, { ...endpoint, organisation_id, of });
}

interface Wish {
  name: string;
  path: string;
  organisation_id: string;
  of: { organisation_id?: string };
}

/** A secret is shown once: where an earlier run was killed before it kept it, it is rotated. */
async function register({ park, receiverUrl, state }: Desk, api: ParkApi, { name, path, organisation_id, of }: Wish): Promise<void> {
  const known = await found(park, '/endpoints', organisation_id, name);
  if (known && state.read().secrets[path]) return;
  const made = await (known
    ? api.ask<{ secret: string }>('feeds', `/endpoints/${known.id}/rotate-secret`, { method: 'POST', json: { overlap_hours: 0 } })
    : api.ask<{ secret: string }>('feeds', '/endpoints', {
        method: 'POST',
        json: { name, url: receiverUrl + path, start: 'beginning', ...of },
      }));
  state.keepSecret(path, made!.secret);
}

async function found(api: ParkApi, path: string, organisation_id: string, name: string): Promise<Named | undefined> {
  const page = await api.ask<{ items: Named[] }>('feeds', path, { query: { organisation_id, q: name } });
  return page!.items.find((one) => one.name === name && one.state !== 'revoked' && one.state !== 'ended');
}

async function untilOpen(api: ParkApi, uscc: string): Promise<MemberFeed> {
  for (const started = Date.now(); ;) {
    const page = await api.ask<MemberFeeds>('feeds', '/members', { query: { q: uscc, is_open: 'true' } });
    const member = page?.items[0];
    if (member) return member;
    if (Date.now() - started > hearsWithinMs) throw new Error(`Feeds has not heard of the membership of ${uscc}.`);
    await pause(lookEveryMs);
  }
}
