import type { Decision } from '@park/contracts';
import { aPlan, aRenovation } from './renovation.fixture.ts';
import {
  accept,
  cancel,
  close,
  plan,
  renovationMachine,
  start,
  type Renovation,
  type RenovationAction,
  type RenovationState,
} from './renovation.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000031', code: 'RN-01', now: new Date('2025-06-16T02:00:00Z'), today };

it.each([
  ['a building’s without a building', { building_id: null }, '/building_id'],
  ['open space with a building', { kind: 'outdoor' as const }, '/building_id'],
  ['open space with indoor area', { kind: 'outdoor' as const, building_id: null }, '/indoor_area_m2'],
])('refuses %s', (_, wish, pointer) => {
  expect(() => plan(identity, { ...aPlan, ...wish })).toThrow(
    expect.objectContaining({ kind: 'invalid', errors: [expect.objectContaining({ pointer })] }),
  );
});

it('counts from its acceptance, with its areas', () => {
  const started = start(aRenovation(), '2024-03-01', '2024-12-01').next;
  expect(() => accept(started, '2024-02-29', '2024-12-01')).toThrow(expect.objectContaining({ code: 'before_start' }));
  const { next, events } = accept(started, '2024-11-30', '2024-12-01');
  expect(next).toMatchObject({ state: 'accepted', accepted_on: '2024-11-30' });
  expect(events).toMatchObject([{ effectiveOn: '2024-11-30', data: { indoor_area_m2: 6800, outdoor_area_m2: 0 } }]);
});

const actions: Record<RenovationAction, (project: Renovation) => Decision<Renovation>> = {
  start: (project) => start(project, today, today),
  accept: (project) => accept(project, today, today),
  close: (project) => close(project, today, today),
  cancel: (project) => cancel(project, 'no money', today),
};
const states: RenovationState[] = ['planned', 'in_progress', 'accepted', 'closed', 'cancelled'];
it.each(states.flatMap((state) => (Object.keys(actions) as RenovationAction[]).map((action) => [state, action] as const)))(
  '%s: %s',
  (state, action) => {
    const { from, to } = renovationMachine[action];
    const act = () => actions[action](aRenovation({ state }));
    if (!from.includes(state)) return expect(act).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
    const { next, events } = act();
    expect(next.state).toBe(to);
    for (const event of events) event.of.schema.parse(event.data);
  },
);
