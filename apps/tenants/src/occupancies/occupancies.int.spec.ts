import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import fc from 'fast-check';
import { aBuildingBody } from '../buildings/building.fixture.ts';
import { service } from '../tenants.module.ts';
import { aUnitBody } from '../units/unit.fixture.ts';

const clerk = {
  scopes: [
    'tenants:building:write',
    'tenants:unit:read',
    'tenants:unit:write',
    'tenants:occupancy:read',
    'tenants:occupancy:write',
    'park:audit:read',
  ],
};
let park: ServiceUnderTest;
let buildingId: string;
let buildings = 0;

beforeAll(async () => {
  park = await serviceUnderTest(service);
  buildingId = (await park.ok('POST', '/buildings', { as: clerk, body: aBuildingBody('B01') })).id;
});
afterAll(() => park.close());

/** A floor of two halves, the first again of two quarters. */
async function aTree(): Promise<{ floor: string; left: string; right: string; leftA: string; leftB: string }> {
  const name = `B01-T${++buildings}`;
  const add = async (code: string, m2: number, parent_unit_id?: string): Promise<string> =>
    (
      await park.ok('POST', '/units', {
        as: clerk,
        body: aUnitBody(`${name}${code}`, buildingId, { use_m2: m2, gfa_m2: m2, parent_unit_id }),
      })
    ).id;
  const floor = await add('', 100);
  const [left, right] = [await add('L', 50, floor), await add('R', 50, floor)];
  return { floor, left, right, leftA: await add('LA', 25, left), leftB: await add('LB', 25, left) };
}

async function take(
  unit_id: string,
  start_on = '2025-07-01',
  end_on: string | undefined = '2025-08-01',
  wish: Record<string, unknown> = {},
) {
  return await park.ask('POST', '/occupancies', { as: clerk, body: { unit_id, kind: 'self_use', start_on, end_on, ...wish } });
}

it.each([
  ['a unit', 'left', 'left', 409],
  ['a part of it', 'left', 'leftA', 409],
  ['what is around it', 'leftA', 'floor', 409],
  ['the unit beside it', 'left', 'right', 201],
  ['the other part', 'leftA', 'leftB', 201],
] as const)('who has one thing and %s', async (_, first, second, status) => {
  const tree = await aTree();
  expect((await take(tree[first])).status).toBe(201);
  const answer = await take(tree[second]);
  expect(answer.status).toBe(status);
  if (status === 409) expect(answer.body.code).toBe('unit_occupied');
});

it('lets one of many who want a floor or its parts at once through', async () => {
  const { floor, left, leftA } = await aTree();
  const answers = await Promise.all(Array.from({ length: 21 }, (_, i) => take([floor, left, leftA][i % 3]!)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(20).fill(409)]);
});

it('an expired hold is in nobody’s way, and is told once', async () => {
  const { left, floor } = await aTree();
  const hold = await take(left, '2025-07-01', undefined, { kind: 'hold', hold_expires_at: '2025-06-16T03:00:00Z' });
  expect(hold.status).toBe(201);
  expect((await take(floor)).status).toBe(409);
  const before = park.time.now;
  park.time.now = new Date('2025-06-16T03:00:01Z');
  try {
    expect((await take(floor)).status).toBe(201);
    const body = await park.ok('GET', `/events?subject=${hold.body.id}`, { as: clerk });
    expect(body.items.map((event: any) => event.type.split('.')[3])).toEqual(['held', 'hold-expired']);
    expect(await park.ask('POST', `/occupancies/${hold.body.id}/activate`, { as: clerk })).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition' },
    });
  } finally {
    park.time.now = before;
  }
});

it('a hold must say when it expires', async () => {
  const { left } = await aTree();
  expect(await take(left, '2025-07-01', undefined, { kind: 'hold' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/hold_expires_at' }] },
  });
});

it('grows only into free time, and what is released is free from that day', async () => {
  const { left } = await aTree();
  const first = (await take(left)).body;
  const second = (await take(left, '2025-09-01', '2025-10-01')).body;
  const grow = (end_on: string) => park.ask('POST', `/occupancies/${first.id}/change-period`, { as: clerk, body: { end_on } });
  expect(await grow('2025-09-02')).toMatchObject({ status: 409, body: { code: 'unit_occupied' } });
  expect(await grow('2025-09-01')).toMatchObject({ status: 200, body: { end_on: '2025-09-01' } });
  await park.ok('POST', `/occupancies/${second.id}/activate`, { as: clerk });
  await park.ok('POST', `/occupancies/${second.id}/release`, { as: clerk, body: { released_on: '2025-09-01', reason: 'done' } });
  expect((await take(left, '2025-09-01', '2025-10-01')).status).toBe(201);
});

it('agrees with an oracle that knows the tree by heart', async () => {
  const names = ['floor', 'left', 'right', 'leftA', 'leftB'] as const;
  const ancestors = { floor: [], left: ['floor'], right: ['floor'], leftA: ['left', 'floor'], leftB: ['left', 'floor'] } as Record<
    string,
    string[]
  >;
  const related = (a: string, b: string): boolean => a === b || ancestors[a]!.includes(b) || ancestors[b]!.includes(a);
  const wish = fc.record({ unit: fc.constantFrom(...names), start: fc.integer({ min: 1, max: 12 }), days: fc.integer({ min: 1, max: 6 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 10 }), async (wishes) => {
      const tree = await aTree();
      const taken: typeof wishes = [];
      for (const each of wishes) {
        const end = each.start + each.days;
        const free = taken.every(
          (other) => !related(other.unit, each.unit) || other.start >= end || other.start + other.days <= each.start,
        );
        const day = (n: number): string => `2025-07-${String(n).padStart(2, '0')}`;
        expect((await take(tree[each.unit], day(each.start), day(end))).status).toBe(free ? 201 : 409);
        if (free) taken.push(each);
      }
    }),
    { numRuns: 25 },
  );
});
