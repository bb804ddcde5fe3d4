/** Joint meetings taken as far as a spec wants them. */
import type { ServiceUnderTest } from '@park/test-kit';
import { clerk } from '../alliance.fixture.ts';

export const sha256 = 'c'.repeat(64);

/** A step of a meeting, a topic, a resolution or a task: `step(park, 'meetings', id, 'close')`. */
export async function step(
  park: ServiceUnderTest,
  surface: string,
  id: string,
  action: string,
  body?: unknown,
  as: any = clerk,
): Promise<any> {
  return await park.ask('POST', `/${surface}/${id}/${action}`, { as, ...(body !== undefined && { body }) });
}

export function travelTo(park: ServiceUnderTest, day: string): void {
  park.time.now = new Date(`${day}T02:00:00Z`);
}

export async function submitTopic(
  park: ServiceUnderTest,
  meeting_id: string,
  membership_id: string,
  title = '共享会议室排期',
): Promise<any> {
  return await park.ok('POST', '/topics', { as: clerk, body: { meeting_id, membership_id, mode: 'resource_sharing', title } });
}

/** Topics are collected for it until a week before. */
export async function anOpenMeeting(park: ServiceUnderTest, code: string, meeting_on: string, until: string): Promise<any> {
  const { id } = await park.ok('POST', '/meetings', { as: clerk, body: { code, meeting_on } });
  return await park.ok('POST', `/meetings/${id}/open-topics`, { as: clerk, body: { topics_until: until } });
}

/** Convened on its day, with all of `members` present and their topics, one of each title, on the agenda. Travels to its day. */
export async function aConvenedMeeting(
  park: ServiceUnderTest,
  { code, meeting_on, until, members, titles }: { code: string; meeting_on: string; until: string; members: any[]; titles: string[] },
): Promise<{ meeting: any; topics: any[] }> {
  const { id } = await anOpenMeeting(park, code, meeting_on, until);
  const topics: any[] = [];
  for (const title of titles) topics.push(await submitTopic(park, id, members[0].id, title));
  const waiting = (await park.ok('GET', `/topics?meeting_id=${id}&state=submitted&limit=100`, { as: clerk })).items;
  await park.ok('POST', `/meetings/${id}/fix-agenda`, { as: clerk, body: { topic_ids: waiting.map((topic: any) => topic.id) } });
  await park.ok('POST', `/meetings/${id}/report`, { as: clerk, body: { sha256 } });
  travelTo(park, meeting_on);
  const meeting = await park.ok('POST', `/meetings/${id}/convene`, { as: clerk, body: { present: members.map((one) => one.id) } });
  return { meeting, topics };
}

/** A resolution on an adopted topic of a meeting that is convened, with its task. */
export async function aResolutionOf(
  park: ServiceUnderTest,
  topic: any,
  owner: any,
  due_on: string,
): Promise<{ resolution: any; task: any }> {
  await park.ok('POST', `/topics/${topic.id}/decide`, { as: clerk, body: { decision: 'adopted' } });
  const body = { topic_id: topic.id, owner_membership_id: owner.id, title: topic.title, due_on };
  const resolution = await park.ok('POST', '/resolutions', { as: clerk, body });
  const { items } = await park.ok('GET', `/tasks?resolution_id=${resolution.id}`, { as: clerk });
  return { resolution, task: items[0] };
}
