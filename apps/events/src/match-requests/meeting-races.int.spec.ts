/** Any series of meetings leaves exactly what a check of every pair by hand would let through, and of those at one moment one wins. */
import type { ServiceUnderTest } from '@park/test-kit';
import fc from 'fast-check';
import { clerk, eventsUnderTest } from '../events.fixture.ts';
import { aMatchmaking, accepted, asked, investors, projects, slot } from './match-request.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

const schedule = (id: string, body: object) => park.ask('POST', `/match-requests/${id}/schedule`, { as: clerk, body });

async function outcomes(requests: Promise<{ status: number; body: any }>[]): Promise<string[]> {
  return (await Promise.all(requests)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body.code}`)).sort();
}

describe('races that the database decides', () => {
  it('lets one of fifty have a table at a time', async () => {
    const gathering = await aMatchmaking(park);
    const [their, our] = [await investors(park, 50), await projects(park, 50)];
    const requests = await Promise.all(their.map((investor, i) => accepted(park, gathering, investor, our[i])));
    expect(await outcomes(requests.map(({ id }) => schedule(id, slot(0, 20))))).toEqual([
      '200',
      ...Array<string>(49).fill('409 table_taken'),
    ]);
  });

  it('lets an investor, and a project, be at one of many tables, also of different gatherings', async () => {
    const [first, second] = [await aMatchmaking(park), await aMatchmaking(park)];
    const [[investor], [project]] = [await investors(park, 1), await projects(park, 1)];
    const [their, our] = [await investors(park, 10), await projects(park, 10)];
    const at = (i: number) => (i % 2 ? first : second);
    const ofInvestor = await Promise.all(our.map((other, i) => accepted(park, at(i), investor, other)));
    const ofProject = await Promise.all(their.map((other, i) => accepted(park, at(i), other, project)));
    expect(await outcomes(ofInvestor.map(({ id }, i) => schedule(id, slot(0, 20, i + 1))))).toEqual([
      '200',
      ...Array<string>(9).fill('409 investor_busy'),
    ]);
    expect(await outcomes(ofProject.map(({ id }, i) => schedule(id, slot(0, 20, 20 + i))))).toEqual([
      '200',
      ...Array<string>(9).fill('409 project_busy'),
    ]);
  });

  it('gives an investor no more meetings than its quota', async () => {
    const gathering = await aMatchmaking(park);
    const [[investor], our] = [await investors(park, 1, { meetings_per_gathering: 3 }), await projects(park, 8)];
    const requests = await Promise.all(our.map((project) => accepted(park, gathering, investor, project)));
    expect(await outcomes(requests.map(({ id }, i) => schedule(id, slot(20 * i, 20 * i + 20))))).toEqual([
      ...Array<string>(3).fill('200'),
      ...Array<string>(5).fill('409 meeting_quota_reached'),
    ]);
  });

  it('keeps one open request of two', async () => {
    const gathering = await aMatchmaking(park);
    const [[investor], [project]] = [await investors(park, 1), await projects(park, 1)];
    const ask = () =>
      park.ask('POST', '/match-requests', {
        as: clerk,
        body: { gathering_id: gathering.id, investor_id: investor.id, project_id: project.id, asked_by: 'investor' },
      });
    expect(await outcomes(Array.from({ length: 20 }, ask))).toEqual(['201', ...Array<string>(19).fill('409 request_open')]);
  });

  it('gives a table to one of two schedules that run at once', async () => {
    const gathering = await aMatchmaking(park);
    const [their, our] = [await investors(park, 4), await projects(park, 4)];
    await Promise.all(their.map((investor, i) => accepted(park, gathering, investor, our[i])));
    const body = { tables: 1, slot_minutes: 20, from: slot(0, 1).starts_at, to: slot(0, 40).ends_at };
    const run = () => park.ok('POST', `/gatherings/${gathering.id}/match-schedule`, { as: clerk, body });
    const answers = await Promise.all(Array.from({ length: 5 }, run));
    expect(answers.map(({ placed }) => placed.length).sort()).toEqual([0, 0, 0, 0, 2]);
  });

  it('ends in a cancelled gathering without a meeting, whichever of the two comes first', async () => {
    const gathering = await aMatchmaking(park);
    const [their, our] = [await investors(park, 10), await projects(park, 10)];
    const requests = await Promise.all(their.map((investor, i) => accepted(park, gathering, investor, our[i])));
    await Promise.all([
      ...requests.slice(0, 5).map(({ id }, i) => schedule(id, slot(0, 20, i + 1))),
      park.ok('POST', `/gatherings/${gathering.id}/cancel`, { as: clerk, body: { reason: 'typhoon' } }),
      ...requests.slice(5).map(({ id }, i) => schedule(id, slot(0, 20, i + 6))),
    ]);
    const { items } = await park.ok('GET', `/match-requests?gathering_id=${gathering.id}&limit=100`, { as: clerk });
    expect(items.map(({ state }: any) => state)).toEqual(Array<string>(10).fill('cancelled'));
  });

  it('holds for rows that go past the service, too', async () => {
    const gathering = await aMatchmaking(park);
    const [[investor], our] = [await investors(park, 1), await projects(park, 8)];
    const requests = await Promise.all(our.map((project) => asked(park, gathering, investor, project)));
    const results = await Promise.allSettled(
      requests.map(({ id }, i) =>
        park.database.dataSource.query(
          `update match_request set state = 'scheduled', table_no = $2, meeting_number = $2, starts_at = $3, ends_at = $4 where id = $1`,
          [id, i + 1, slot(0, 20).starts_at, slot(0, 20).ends_at],
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

interface Wanted {
  gathering: number;
  investor: number;
  project: number;
  table: number;
  from: number;
  to: number;
}

const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    gathering: fc.nat(1),
    investor: fc.nat(2),
    project: fc.nat(3),
    table: fc.integer({ min: 1, max: 2 }),
    start: fc.nat(20),
    length: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ start, length, ...rest }) => ({ ...rest, from: 5 * start, to: 5 * (start + length) }));
const steps = fc.array(
  fc.record({
    wanted,
    first: fc.option(fc.record({ which: fc.nat(9), how: fc.constantFrom('cancel', 'unschedule', 'move') }), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Why a meeting cannot stand beside another. */
function clashes(a: Wanted, b: Wanted): string[] {
  if (a.from >= b.to || b.from >= a.to) return [];
  return [
    ...(a.gathering === b.gathering && a.table === b.table ? ['table_taken'] : []),
    ...(a.investor === b.investor ? ['investor_busy'] : []),
    ...(a.project === b.project ? ['project_busy'] : []),
  ];
}

it('agrees with a brute-force oracle', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (series) => {
      const gatherings = [await aMatchmaking(park), await aMatchmaking(park)];
      const [their, our] = [await investors(park, 3, { meetings_per_gathering: 100 }), await projects(park, 4)];
      const standing: (Wanted & { id: string })[] = [];
      const judge = (next: Wanted, beside: readonly Wanted[], { status, body }: { status: number; body: any }): boolean => {
        const refusals = beside.flatMap((other) => clashes(next, other));
        expect([status, refusals.length === 0 || refusals.includes(body.code)]).toEqual([refusals.length === 0 ? 200 : 409, true]);
        return refusals.length === 0;
      };
      for (const { wanted: next, first } of series) {
        const known = first === null ? undefined : standing[first.which % standing.length];
        if (known && first!.how === 'move') {
          const moved = { ...known, table: next.table, from: next.from, to: next.to };
          const answer = await park.ask('POST', `/match-requests/${known.id}/move`, {
            as: clerk,
            body: slot(next.from, next.to, next.table),
          });
          const others = standing.filter((other) => other !== known);
          if (judge(moved, others, answer)) standing.splice(standing.indexOf(known), 1, moved);
        } else if (known) {
          await park.ok('POST', `/match-requests/${known.id}/unschedule`, { as: clerk });
          if (first!.how === 'cancel')
            await park.ok('POST', `/match-requests/${known.id}/cancel`, { as: clerk, body: { by: 'project', reason: 'ill' } });
          standing.splice(standing.indexOf(known), 1);
        }
        if (standing.some((other) => samePair(other, next))) continue;
        const id = await anAccepted(gatherings[next.gathering], their[next.investor], our[next.project]);
        const answer = await schedule(id, slot(next.from, next.to, next.table));
        if (judge(next, standing, answer)) standing.push({ ...next, id });
      }
    }),
    { numRuns: 25 },
  );
});

function samePair(a: Wanted, b: Wanted): boolean {
  return a.gathering === b.gathering && a.investor === b.investor && a.project === b.project;
}

/** The one that is open already, or a new one. */
async function anAccepted(gathering: any, investor: any, project: any): Promise<string> {
  const query = `gathering_id=${gathering.id}&investor_id=${investor.id}&project_id=${project.id}&state=accepted`;
  const { items } = await park.ok('GET', `/match-requests?${query}`, { as: clerk });
  return items[0]?.id ?? (await accepted(park, gathering, investor, project)).id;
}
