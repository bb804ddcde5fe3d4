/** Needs, resources and claims over HTTP, for the specs of the three lists. */
import { tenantsMessages, type ServiceUnderTest } from '@park/test-kit';
import { aCharter, clerk, memberToken } from '../alliance.fixture.ts';

export interface MemberUnderTest {
  id: string;
  uscc: string;
  as: ReturnType<typeof memberToken>;
}

/** Active members, with two files: as many requests as they need would be most of a spec. */
export async function someMembers(park: ServiceUnderTest, count: number, role = 'member'): Promise<MemberUnderTest[]> {
  const [charter] = (await park.ok('GET', '/charters?state=in_force', { as: clerk })).items;
  if (!charter) await aCharter(park);
  const { in_force_from } = (await park.ok('GET', '/charters?state=in_force', { as: clerk })).items[0];
  const usccs = Array.from({ length: count }, () => tenantsMessages.someUscc());
  const organisations = usccs.map((uscc, i) => `${uscc},单位${i},enterprise`);
  await created(park, 'organisations', ['uscc,name,kind', ...organisations], count);
  const rows = usccs.map((uscc) => `${uscc},${role},${in_force_from}`);
  await created(park, 'memberships', ['uscc,role,joined_on', ...rows], count);
  const members: { id: string; uscc: string }[] = await park.database.dataSource.query(
    'select id, uscc from membership where uscc = any ($1) order by uscc',
    [usccs],
  );
  return members.map(({ id, uscc }) => ({ id, uscc, as: memberToken(uscc) }));
}

async function created(park: ServiceUnderTest, kind: string, lines: string[], count: number): Promise<void> {
  const job = await park.importFile(kind, lines.join('\n'), clerk);
  if (job.created !== count) throw new Error(`${kind}: ${JSON.stringify(job)}`);
}

export const needContent = {
  mode: 'resource_sharing',
  category: 'venue',
  title: '需要一间会议室',
  quantity: 5,
  unit: '场',
  needed_by: '2025-09-01',
};

/** Published by its owner. */
export async function aPublishedNeed(park: ServiceUnderTest, { as }: MemberUnderTest, wish: object = {}): Promise<any> {
  const { id } = await park.ok('POST', '/needs', { as, body: { ...needContent, ...wish } });
  return await park.ok('POST', `/needs/${id}/publish`, { as });
}

export const resourceContent = { mode: 'resource_sharing', category: 'venue', title: '一楼多功能厅', capacity: 1, unit: '场' };

/** Listed by its owner, with evenings in July, from the first on. */
export async function aListedResource(park: ServiceUnderTest, { as }: MemberUnderTest, evenings: number, wish: object = {}): Promise<any> {
  const { id } = await park.ok('POST', '/resources', { as, body: { ...resourceContent, ...wish } });
  const slots = Array.from({ length: evenings }, (_, i) => evening(i + 1));
  if (evenings > 0) await park.ok('POST', `/resources/${id}/add-slots`, { as, body: { slots } });
  const resource = await park.ok('POST', `/resources/${id}/list`, { as });
  return { ...resource, slots: (await park.ok('GET', `/resource-slots?resource_id=${id}&limit=100`, { as })).items };
}

export function evening(day: number): { starts_at: string; ends_at: string } {
  const text = `2025-07-${String(day).padStart(2, '0')}`;
  return { starts_at: `${text}T10:00:00Z`, ends_at: `${text}T12:00:00Z` };
}

export async function ask(park: ServiceUnderTest, path: string, as: object, body?: object): Promise<{ status: number; body: any }> {
  return await park.ask('POST', path, { as: as as never, ...(body !== undefined && { body }) });
}

/** How several requests at once came out, sorted: `200`, `409 slot_taken`. */
export async function outcomes(requests: Promise<{ status: number; body: any }>[]): Promise<string[]> {
  return (await Promise.all(requests)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body.code}`)).sort();
}
