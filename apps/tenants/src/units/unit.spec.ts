import { aUnit } from './unit.fixture.ts';
import { add, alone, changeParticulars, changeStatus, unitMachine, type Surroundings, type UnitAction, type UnitState } from './unit.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000041', code: 'B01-0301', now: new Date('2025-06-16T02:00:00Z'), today };
const { building_id } = aUnit();
const within = (use_m2: number, siblingsM2: number): Surroundings => ({ ...alone, parent: { building_id, use_m2, siblingsM2 } });

it.each<[string, Partial<ReturnType<typeof aUnit>>, Surroundings, string]>([
  ['more usable than gross area', { use_m2: 120.01 }, alone, 'area_exceeds_gross'],
  ['more area than its parent has left', { use_m2: 60.02 }, within(100, 40), 'area_exceeds_parent'],
  ['a parent in another building', { building_id: '0197a0c0-0000-7000-8000-000000000099' }, within(200, 0), 'parent_elsewhere'],
])('refuses %s', (_, wish, around, code) => {
  expect(() => add(identity, { ...aUnit(wish), added_on: today }, around)).toThrow(expect.objectContaining({ kind: 'invalid', code }));
});

it('may fill its parent to the hundredth', () => {
  const { next, events } = add(identity, { ...aUnit({ use_m2: 60.01 }), added_on: '2024-05-01' }, within(100, 40));
  expect(next.use_m2).toBe(60.01);
  expect(events[0]!.effectiveOn).toBe('2024-05-01');
  events[0]!.of.schema.parse(events[0]!.data);
});

it('is not there before it is there', () => {
  expect(() => add(identity, { ...aUnit(), added_on: '2025-06-17' }, alone)).toThrow(expect.objectContaining({ code: 'in_future' }));
});

it('shrinks neither below the units within it nor below who is there', () => {
  const shrink = (around: Surroundings) => () => changeParticulars(aUnit(), { use_m2: 80 }, today, around);
  expect(shrink({ ...alone, childrenM2: 80.02 })).toThrow(expect.objectContaining({ code: 'area_below_children' }));
  expect(shrink({ ...alone, occupiedM2: 90 })).toThrow(expect.objectContaining({ code: 'area_below_occupancy' }));
  expect(shrink({ ...alone, childrenM2: 80, occupiedM2: 80 })()).toMatchObject({
    next: { use_m2: 80 },
    events: [{ data: { use_m2: 80 } }],
  });
});

it('tells a change only where something changes', () => {
  expect(changeParticulars(aUnit(), { usage: 'office', rentable: true }, today, alone).events).toEqual([]);
});

const states: UnitState[] = ['draft', 'in_service', 'maintenance', 'self_use', 'retired'];
const pairs = states.flatMap((state) => (Object.keys(unitMachine) as UnitAction[]).map((action) => [state, action] as const));
it.each(pairs)('%s: %s', (state, action) => {
  const { from, to } = unitMachine[action];
  const act = (occupancies = 0) => changeStatus(aUnit({ state }), action, null, today, occupancies);
  if (!from.includes(state)) return expect(act).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
  expect(act().next.state).toBe(to);
  if (to !== 'in_service') expect(() => act(1)).toThrow(expect.objectContaining({ code: 'still_occupied' }));
});
