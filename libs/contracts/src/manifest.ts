/**
 * The services of the park. Everything that goes by service is derived from this list or checked against it: topics, scopes, what a
 * client may do, the addresses that reporting asks, the start on one machine, the compose file. See docs/add-a-service.md.
 */
import { allianceScopes } from './alliance/scopes.ts';
import type { Bilingual } from './bilingual.ts';
import { eventsScopes } from './events/scopes.ts';
import { feedsScopes } from './feeds/scopes.ts';
import { housingScopes } from './housing/scopes.ts';
import { recruitmentScopes } from './recruitment/scopes.ts';
import { reportingScopes } from './reporting/scopes.ts';
import type { Scopes } from './scope.ts';
import { tenantsScopes } from './tenants/scopes.ts';

export interface ServiceEntry {
  /** Of its folder in apps/, its database, its topic and its address. */
  name: string;
  title: Bilingual;
  /** Counted from PARK_PORT_BASE. */
  portOffset: number;
  /** Of its JavaScript heap; its container adds room for what lies beside it. */
  heapMb: number;
  /** Has events of its own, and with them the topic `park.<name>`. */
  publishes: boolean;
  /** Services whose events it takes in: it keeps what it could not take in as parked messages. */
  listensTo: readonly string[];
  scopes: Scopes;
}

/** Services of records: each publishes what happens to them. */
const producers = [
  {
    name: 'tenants',
    title: { zh: '招商租赁', en: 'Leasing' },
    portOffset: 1,
    heapMb: 192,
    publishes: true,
    listensTo: [],
    scopes: tenantsScopes,
  },
  {
    name: 'housing',
    title: { zh: '人才住房', en: 'Housing' },
    portOffset: 2,
    heapMb: 160,
    publishes: true,
    listensTo: ['tenants', 'recruitment'],
    scopes: housingScopes,
  },
  {
    name: 'events',
    title: { zh: '活动', en: 'Events' },
    portOffset: 3,
    heapMb: 192,
    publishes: true,
    listensTo: ['tenants', 'alliance'],
    scopes: eventsScopes,
  },
  {
    name: 'recruitment',
    title: { zh: '招聘就业', en: 'Recruitment' },
    portOffset: 4,
    heapMb: 192,
    publishes: true,
    listensTo: ['tenants', 'events'],
    scopes: recruitmentScopes,
  },
  {
    name: 'alliance',
    title: { zh: '党建联盟', en: 'Alliance' },
    portOffset: 5,
    heapMb: 192,
    publishes: true,
    listensTo: ['tenants', 'events'],
    scopes: allianceScopes,
  },
] as const satisfies readonly ServiceEntry[];

const records = producers.map(({ name }) => name);

export const services = [
  ...producers,
  {
    name: 'feeds',
    title: { zh: '成员订阅', en: 'Feeds' },
    portOffset: 6,
    heapMb: 256,
    publishes: true,
    listensTo: records,
    scopes: feedsScopes,
  },
  {
    name: 'reporting',
    title: { zh: '指标统计', en: 'Reporting' },
    portOffset: 0,
    heapMb: 256,
    publishes: false,
    listensTo: [...records, 'feeds'],
    scopes: reportingScopes,
  },
] as const satisfies readonly ServiceEntry[];

export type ServiceName = (typeof services)[number]['name'];
export type PublisherName = Extract<(typeof services)[number], { publishes: true }>['name'];

export function serviceEntry(name: ServiceName): ServiceEntry {
  return services.find((service) => service.name === name)!;
}

/** Services that publish, each with one topic. */
export const publishers: readonly PublisherName[] = services.flatMap((service) => (service.publishes ? [service.name] : []));

/** Services that take events in. */
export const listeners: readonly ServiceName[] = services.flatMap(({ name, listensTo }) => (listensTo.length > 0 ? [name] : []));
