import { aBuilding } from './building.fixture.ts';
import { buildingMachine, changeParticulars, changeStatus, register, type BuildingAction, type BuildingState } from './building.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000021', code: 'B01', now: new Date('2025-06-16T02:00:00Z'), today };

it('registers a building as it is', () => {
  const { name, floors, gfa_m2, land_area_mu, year_built } = aBuilding();
  const { next, events } = register(identity, { name, floors, gfa_m2, land_area_mu, year_built, state: 'planned' });
  expect(next).toMatchObject({ code: 'B01', state: 'planned', version: 0 });
  expect(events).toHaveLength(1);
  for (const event of events) event.of.schema.parse(event.data);
});

it('tells a change only where something changes', () => {
  expect(changeParticulars(aBuilding(), { floors: 4 }, today).events).toEqual([]);
  expect(changeParticulars(aBuilding(), { floors: 5 }, today)).toMatchObject({
    next: { floors: 5 },
    events: [{ data: { floors: 5, gfa_m2: 6800 } }],
  });
});

const states: BuildingState[] = ['planned', 'in_service', 'under_renovation', 'retired'];
it.each(states.flatMap((state) => (Object.keys(buildingMachine) as BuildingAction[]).map((action) => [state, action] as const)))(
  '%s: %s',
  (state, action) => {
    const { from, to } = buildingMachine[action];
    const act = () => changeStatus(aBuilding({ state }), action, null, today, 0);
    if (from.includes(state)) expect(act().next.state).toBe(to);
    else expect(act).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
  },
);

it('is not retired over somebody’s head, but may be renovated around them', () => {
  expect(() => changeStatus(aBuilding(), 'retire', null, today, 1)).toThrow(
    expect.objectContaining({ kind: 'conflict', code: 'still_occupied' }),
  );
  expect(changeStatus(aBuilding(), 'start_renovation', 'new roof', today, 1).next.state).toBe('under_renovation');
});
