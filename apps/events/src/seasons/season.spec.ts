import { allowed, type Refusal } from '@park/kernel';
import { cancel, changeContent, close, plan, publish, publishAsHistory, seasonMachine, type Season, type SeasonState } from './season.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000020', code: 'QCJ-2025', now: new Date('2025-06-16T02:00:00Z'), today };
const content = { name: '青年闯创季', name_en: null, starts_on: '2025-08-18', ends_on: '2025-08-21' };
const of = (state: SeasonState): Season => ({ ...plan(identity, content).next, state, version: 1 });
const refused = (code: string) => expect.objectContaining<Partial<Refusal>>({ code });

it('keeps its gatherings within its days', () => {
  const extent = { first: '2025-08-19', last: '2025-08-20' };
  const changed = (change: Partial<typeof content>) => () => changeContent(of('published'), change, extent, today).events.length;
  expect(changed({ starts_on: '2025-08-19' })()).toBe(1);
  expect(changed({ starts_on: '2025-08-20' })).toThrow(refused('gatherings_outside'));
  expect(changed({ ends_on: '2025-08-20' })).toThrow(refused('gatherings_outside'));
  expect(changed({ name: content.name })()).toBe(0);
});

it('is published until the day before it is over, but for history', () => {
  expect(publish(of('planned'), '2025-08-20').next.state).toBe('published');
  expect(() => publish(of('planned'), '2025-08-21')).toThrow(refused('season_over'));
  expect(publishAsHistory(of('planned'), '2025-08-21').next.state).toBe('published');
});

it('is closed from the day on which it is over', () => {
  expect(() => close(of('published'), 0, '2025-08-20')).toThrow(refused('not_over'));
  expect(close(of('published'), 0, '2025-08-21').next.state).toBe('closed');
});

it('is neither closed nor cancelled over gatherings that are still to come', () => {
  expect(() => close(of('published'), 1, today)).toThrow(refused('gatherings_open'));
  expect(() => cancel(of('published'), 'no money', 2, today)).toThrow(refused('gatherings_open'));
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (state: SeasonState) => changeContent(of(state), { name: 'other' }, null, today),
    publish: (state: SeasonState) => publish(of(state), today),
    close: (state: SeasonState) => close(of(state), 0, '2025-08-21'),
    cancel: (state: SeasonState) => cancel(of(state), 'no money', 0, today),
  };
  const expected: Record<SeasonState, string[]> = {
    planned: ['change', 'publish', 'cancel'],
    published: ['change', 'close', 'cancel'],
    closed: [],
    cancelled: [],
  };
  for (const [state, possible] of Object.entries(expected) as [SeasonState, string[]][]) {
    expect([state, allowed(seasonMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(refused('invalid_transition'));
    }
  }
});
