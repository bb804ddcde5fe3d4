import type { Decision } from '@park/contracts';
import { aUnit } from '../units/unit.fixture.ts';
import { aWish, anOccupancy } from './occupancy.fixture.ts';
import {
  activate,
  cancel,
  changeEnd,
  complete,
  expireHold,
  hold,
  occupancyMachine,
  release,
  reopen,
  type Occupancy,
  type OccupancyAction,
  type OccupancyState,
  type Wish,
} from './occupancy.ts';

const now = new Date('2025-06-16T02:00:00Z');
const identity = { id: '0197a0c0-0000-7000-8000-000000000051', code: 'OC-000001', now, today: '2025-06-16' };

it('holds a unit', () => {
  const { next, events } = hold(identity, aUnit(), aWish);
  expect(next).toMatchObject({ state: 'held', unit_id: aUnit().id, building_id: aUnit().building_id });
  events[0]!.of.schema.parse(events[0]!.data);
});

it.each<[string, Partial<Wish>, Parameters<typeof aUnit>[0], string]>([
  ['an end before the start', { end_on: '2025-07-01' }, {}, 'period_reversed'],
  ['more area than the unit has', { area_m2: 100.01 }, {}, 'area_exceeds_unit'],
  ['a hold that expired already', { hold_expires_at: now }, {}, 'expiry_passed'],
  ['a unit in maintenance', {}, { state: 'maintenance' }, 'unit_not_available'],
  ['a lease of what is not let', {}, { rentable: false }, 'unit_not_available'],
])('refuses %s', (_, wish, unit, code) => {
  expect(() => hold(identity, aUnit(unit), { ...aWish, ...wish })).toThrow(expect.objectContaining({ code }));
});

it('an expired hold does not become active', () => {
  expect(() => activate(anOccupancy({ hold_expires_at: now }), now)).toThrow(expect.objectContaining({ code: 'hold_expired' }));
});

it('a changed end takes effect at the earlier of both', () => {
  const active = anOccupancy({ state: 'active' });
  expect(changeEnd(active, '2026-07-01').events).toEqual([]);
  expect(changeEnd(active, '2026-01-01').events).toMatchObject([
    { effectiveOn: '2026-01-01', data: { old_end: '2026-07-01', new_end: '2026-01-01' } },
  ]);
  expect(changeEnd(active, null).events).toMatchObject([{ effectiveOn: '2026-07-01', data: { new_end: null } }]);
  expect(() => changeEnd(active, '2025-07-01')).toThrow(expect.objectContaining({ code: 'period_reversed' }));
});

it('is released within its period, also on its first and last day', () => {
  const active = anOccupancy({ state: 'active' });
  for (const released_on of ['2025-07-01', '2026-07-01'])
    expect(release(active, { released_on, reason: 'moved' }).next).toMatchObject({ end_on: released_on });
  for (const released_on of ['2025-06-30', '2026-07-02']) {
    expect(() => release(active, { released_on, reason: 'moved' })).toThrow(expect.objectContaining({ code: 'outside_period' }));
  }
});

const actions: Record<OccupancyAction, (occupancy: Occupancy) => Decision<Occupancy>> = {
  activate: (occupancy) => activate(occupancy, now),
  change_period: (occupancy) => changeEnd(occupancy, '2026-01-01'),
  release: (occupancy) => release(occupancy, { released_on: '2026-01-01', reason: 'moved' }),
  reopen: (occupancy) => reopen(occupancy, '2026-07-01'),
  complete,
  cancel: (occupancy) => cancel(occupancy, 'changed plans'),
  expire: expireHold,
};
const states: OccupancyState[] = ['held', 'active', 'completed', 'expired', 'cancelled', 'released'];
it.each(states.flatMap((state) => (Object.keys(actions) as OccupancyAction[]).map((action) => [state, action] as const)))(
  '%s: %s',
  (state, action) => {
    const { from, to } = occupancyMachine[action];
    const act = () => actions[action](anOccupancy({ state }));
    if (!from.includes(state)) return expect(act).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
    const { next, events } = act();
    expect(next.state).toBe(to === 'same' ? state : to);
    expect(events).toHaveLength(1);
    for (const event of events) event.of.schema.parse(event.data);
  },
);
