/** Roadshows over HTTP, as far as a spec wants them. */
import { Schedule } from '@park/service-kit';
import type { ServiceUnderTest } from '@park/test-kit';
import { aPublishedGathering, clerk, everything } from '../events.fixture.ts';
import { anAppointment } from '../experts/expert.fixture.ts';
import { aRegistrationOf } from '../projects/project.fixture.ts';
import { aPanelOf } from './panel.fixture.ts';

let persons = 20_000;
export const nextPerson = (): number => ++persons;

export const post = (park: ServiceUnderTest, path: string, body: object = {}, as: object = clerk) =>
  park.ask('POST', path, { as: as as typeof clerk, body });
export const posted = (park: ServiceUnderTest, path: string, body: object = {}, as: object = clerk) =>
  park.ok('POST', path, { as: as as typeof clerk, body });

/** The token of an expert. */
export const judge = (subject: string) => ({ scopes: everything, subject });

/** With a token of the subject `judge-<number>`. */
export async function anExpertOf(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  const person = nextPerson();
  return await posted(park, '/experts', anAppointment(person, { subject: `judge-${person}`, ...wish }));
}

export interface Roadshow {
  gathering: any;
  panel: any;
  experts: any[];
}

/** Published for 26 June 2025, with a panel of so many experts. */
export async function aRoadshowOf(park: ServiceUnderTest, judges: number, rule: Record<string, unknown> = {}): Promise<Roadshow> {
  const gathering = await aPublishedGathering(park, { type: 'roadshow' });
  let panel = await posted(park, '/panels', aPanelOf(gathering.id, rule));
  const experts: any[] = [];
  for (let i = 0; i < judges; i++) {
    const expert = await anExpertOf(park);
    experts.push(expert);
    panel = await posted(park, `/panels/${panel.id}/add-member`, { expert_id: expert.id });
  }
  return { gathering, panel, experts };
}

export async function aProjectOf(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  return await posted(park, '/projects', aRegistrationOf(nextPerson(), wish));
}

/** Submitted. */
export async function aPitchFor(park: ServiceUnderTest, panel_id: string, project_id?: string): Promise<any> {
  const project = project_id ?? (await aProjectOf(park)).id;
  const { id } = await posted(park, '/pitches', { panel_id, project_id: project });
  return await posted(park, `/pitches/${id}/submit`);
}

export async function shortlisted(park: ServiceUnderTest, panel_id: string, count: number): Promise<any[]> {
  const pitches: any[] = [];
  for (let i = 0; i < count; i++) {
    const { id } = await aPitchFor(park, panel_id);
    pitches.push(await posted(park, `/pitches/${id}/shortlist`));
  }
  return pitches;
}

/** Drawn, begun, and presented by all. */
export async function presented(park: ServiceUnderTest, { panel }: Roadshow, pitches: readonly any[]): Promise<void> {
  await posted(park, `/panels/${panel.id}/commit-seed`);
  await posted(park, `/panels/${panel.id}/close-list`);
  await posted(park, `/panels/${panel.id}/draw`);
  await begin(park);
  for (const { id } of pitches) await posted(park, `/pitches/${id}/present`);
}

/** Half an hour after the roadshows of 26 June have begun. */
export async function begin(park: ServiceUnderTest): Promise<void> {
  park.time.now = new Date('2025-06-26T06:30:00Z');
  await park.app.get(Schedule).runDue();
}

/** Market entities that the service has heard of. */
export async function knownEntity(park: ServiceUnderTest, entity_id: string, uscc: string): Promise<void> {
  await park.database.dataSource.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, true, '2025-01-01T00:00:00Z')`,
    [entity_id, uscc],
  );
}
