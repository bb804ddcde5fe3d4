import type { ServiceUnderTest } from '@park/test-kit';
import { aDraft, aPublishedGathering, clerk } from '../events.fixture.ts';
import { anInvestorOf } from '../investors/investor.fixture.ts';
import { aRegistrationOf } from '../projects/project.fixture.ts';
import type { MatchRequest, Venue } from './match-request.ts';

/** From 9 to 12 o'clock on 26 June 2025, in the park's time. */
export const venue: Venue = {
  type: 'matchmaking',
  state: 'published',
  season_id: null,
  starts_at: new Date('2025-06-26T01:00:00Z'),
  ends_at: new Date('2025-06-26T04:00:00Z'),
};

/** Requested. */
export function aMatchRequest(wish: Partial<MatchRequest> = {}): MatchRequest {
  return {
    id: '0197a0c0-0000-7000-8000-000000000042',
    code: 'MR-000001',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    investor_id: '0197a0c0-0000-7000-8000-000000000040',
    project_id: '0197a0c0-0000-7000-8000-000000000027',
    entity_id: null,
    sector: 'marine_industry',
    asked_by: 'project',
    message: null,
    state: 'requested',
    requested_on: '2025-06-16',
    expires_at: new Date('2025-06-23T02:00:00Z'),
    table_no: null,
    starts_at: null,
    ends_at: null,
    meeting_number: null,
    met_on: null,
    investor_interest: null,
    project_interest: null,
    absent: null,
    follow_up_outcome: null,
    version: 1,
    created_at: new Date('2025-06-16T02:00:00Z'),
    updated_at: new Date('2025-06-16T02:00:00Z'),
    ...wish,
  };
}

/** Table 3, from 9:00 to 9:20. */
export function aMeeting(wish: Partial<MatchRequest> = {}): MatchRequest {
  return aMatchRequest({ state: 'scheduled', version: 3, ...slot(0, 20), meeting_number: 1, ...wish });
}

/** Minutes after the gathering begins. */
export function slot(from: number, to: number, table_no = 3): { table_no: number; starts_at: Date; ends_at: Date } {
  const at = (minutes: number): Date => new Date(venue.starts_at.getTime() + minutes * 60_000);
  return { table_no, starts_at: at(from), ends_at: at(to) };
}

/** Published, for matchmaking, at the times of `venue`. */
export async function aMatchmaking(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  const times = { starts_at: venue.starts_at.toISOString(), ends_at: venue.ends_at.toISOString() };
  return await aPublishedGathering(park, { ...aDraft({ type: 'matchmaking', ...times }), ...wish });
}

let persons = 5_000;

export async function investors(park: ServiceUnderTest, count: number, wish: Record<string, unknown> = {}): Promise<any[]> {
  const bodies = Array.from({ length: count }, () => anInvestorOf(++persons, wish));
  return await Promise.all(bodies.map((body) => park.ok('POST', '/investors', { as: clerk, body })));
}

export async function projects(park: ServiceUnderTest, count: number, wish: Record<string, unknown> = {}): Promise<any[]> {
  const bodies = Array.from({ length: count }, () => aRegistrationOf(++persons, wish));
  return await Promise.all(bodies.map((body) => park.ok('POST', '/projects', { as: clerk, body })));
}

interface Named {
  id: string;
}

export async function asked(park: ServiceUnderTest, gathering: Named, investor: Named, project: Named, wish = {}): Promise<any> {
  const body = { gathering_id: gathering.id, investor_id: investor.id, project_id: project.id, asked_by: 'project', ...wish };
  return await park.ok('POST', '/match-requests', { as: clerk, body });
}

export async function accepted(park: ServiceUnderTest, gathering: Named, investor: Named, project: Named): Promise<any> {
  const { id } = await asked(park, gathering, investor, project);
  return await park.ok('POST', `/match-requests/${id}/accept`, { as: clerk });
}

/** A meeting at these minutes of the gathering. */
export async function placed(park: ServiceUnderTest, request: Named, from: number, to: number, table = 3): Promise<any> {
  return await park.ok('POST', `/match-requests/${request.id}/schedule`, { as: clerk, body: slot(from, to, table) });
}
