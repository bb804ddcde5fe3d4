import { allowed } from '@park/kernel';
import { changeRegistration, changeRisk, entityMachine, register, reinstate, suspend } from './market-entity.ts';
import { aMarketEntity, aResident, usccOf } from './market-entity.fixture.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000002',
  code: 'TN-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const { today } = identity;
const registration = {
  uscc: usccOf(1),
  name: '青岛示例软件有限公司',
  kind: 'enterprise' as const,
  established_on: '2021-03-15',
  industry_code: 'I65',
  size_class: 'small' as const,
  founder_flags: ['youth'],
};
const types = (events: { of: { type: string } }[]): string[] => events.map(({ of }) => of.type);

describe('registering', () => {
  it('makes a prospect that takes up no residency', () => {
    const { next, events } = register(identity, registration);
    expect(next).toMatchObject({ state: 'prospect', residency: 'none', registration_status: 'in_operation', founder_flags: ['youth'] });
    expect(events).toEqual([
      expect.objectContaining({
        effectiveOn: '2025-06-16',
        data: expect.objectContaining({ from_state: null, to_state: 'prospect', uscc: usccOf(1) }),
      }),
    ]);
  });

  it('refuses an establishment that lies ahead', () => {
    expect(() => register(identity, { ...registration, established_on: '2025-06-17' })).toThrow(
      expect.objectContaining({ code: 'established_in_future' }),
    );
  });
});

describe('the registration', () => {
  it('tells each member that changes, and nothing where nothing does', () => {
    const entity = aResident();
    const { next, events } = changeRegistration(
      entity,
      { size_class: 'medium', industry_code: entity.industry_code, name: '新名' },
      '2025-06-01',
      today,
    );
    expect(next).toMatchObject({ size_class: 'medium', name: '新名' });
    expect(types(events)).toEqual(['park.tenants.entity.registration-changed.v1', 'park.tenants.entity.renamed.v1']);
    expect(events[0]!.data).toEqual({ code: 'TN-000001', field: 'size_class', old: 'small', new: 'medium', effective_date: '2025-06-01' });
    expect(changeRegistration(entity, {}, '2025-06-01', today)).toEqual({ next: entity, events: [] });
  });

  it('does not move anybody in or out', () => {
    expect(() => changeRegistration(aResident(), { residency: 'none' }, '2025-06-01', today)).toThrow(
      expect.objectContaining({ code: 'use_depart' }),
    );
    expect(() => changeRegistration(aMarketEntity(), { residency: 'both' }, '2025-06-01', today)).toThrow(
      expect.objectContaining({ code: 'use_move_in' }),
    );
  });
});

describe('suspension and risk', () => {
  it('goes to and fro', () => {
    const suspended = suspend(aResident(), { reason: 'not found at its address', effective_date: '2025-02-01' }, today).next;
    expect(suspended.state).toBe('suspended');
    expect(reinstate(suspended, { reason: 'found', effective_date: '2025-03-01' }, today).next.state).toBe('resident');
  });

  it('tells a risk level only when it changes', () => {
    expect(changeRisk(aResident(), { level: 'watch', reason: 'arrears' }, '2025-06-16').events[0]!.data).toMatchObject({
      level: 'watch',
      old_level: 'none',
    });
    expect(changeRisk(aResident(), { level: 'none', reason: 'none' }, '2025-06-16').events).toEqual([]);
  });
});

it('allows in each state what the table says', () => {
  expect(
    Object.fromEntries((['prospect', 'resident', 'suspended', 'departed'] as const).map((state) => [state, allowed(entityMachine, state)])),
  ).toEqual({
    prospect: ['move_in', 'schedule_move_in', 'cancel_move_in', 'change_registration', 'change_risk'],
    resident: ['suspend', 'depart', 'schedule_departure', 'cancel_departure', 'change_registration', 'change_risk'],
    suspended: ['reinstate', 'depart', 'schedule_departure', 'cancel_departure', 'change_registration', 'change_risk'],
    departed: ['move_in', 'schedule_move_in', 'cancel_move_in', 'change_risk'],
  });
});
