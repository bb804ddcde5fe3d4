import { recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aBoothRow } from './booth.fixture.ts';
import { add, block, boothMachine, changeContent, unblock, type BoothStatus } from './booth.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000062', code: 'A-01', now: new Date('2025-06-16T02:00:00Z'), today };
const content = { zone: 'A', class: 'standard' as const, power_w: 500, size_m2: 9 };
const refused = (code: string) => expect.objectContaining({ code });

it('is added to the map of a fair', () => {
  const { next, events } = add(identity, '0197a0c0-0000-7000-8000-000000000060', content);
  expect(next).toMatchObject({ status: 'available', ...content, version: 0 });
  expect(recruitment.BoothAddedV1.schema.parse(events[0]!.data)).toMatchObject({ code: 'A-01', ...content });
});

it('keeps its zone and class while an employer has it, not its power', () => {
  expect(changeContent(aBoothRow(), { power_w: 1000 }, true, today).next.power_w).toBe(1000);
  expect(() => changeContent(aBoothRow(), { zone: 'B' }, true, today)).toThrow(refused('booth_taken'));
  expect(() => changeContent(aBoothRow(), { class: 'vip' }, true, today)).toThrow(refused('booth_taken'));
  expect(changeContent(aBoothRow(), { class: 'vip' }, false, today).next.class).toBe('vip');
  expect(changeContent(aBoothRow(), content, true, today).events).toEqual([]);
});

it('is not blocked under an employer', () => {
  expect(() => block(aBoothRow(), 'behind a pillar', true, today)).toThrow(refused('booth_taken'));
  expect(block(aBoothRow(), 'behind a pillar', false, today).events[0]!.data).toMatchObject({
    to_state: 'blocked',
    reason: 'behind a pillar',
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (status: BoothStatus) => changeContent(aBoothRow({ status }), { power_w: 1000 }, false, today),
    block: (status: BoothStatus) => block(aBoothRow({ status }), 'behind a pillar', false, today),
    unblock: (status: BoothStatus) => unblock(aBoothRow({ status }), today),
  };
  const expected: Record<BoothStatus, string[]> = { available: ['change', 'block'], blocked: ['change', 'unblock'] };
  for (const [status, possible] of Object.entries(expected) as [BoothStatus, string[]][]) {
    expect([status, allowed(boothMachine, status).sort()]).toEqual([status, [...possible].sort()]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(status).events).toHaveLength(1);
      else expect(() => action(status)).toThrow(refused('invalid_transition'));
    }
  }
});
