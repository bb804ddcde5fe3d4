import { addDays, allowed } from '@park/kernel';
import { changeRegistration, changeRisk, depart, entityMachine, moveIn, register, reinstate, suspend } from './market-entity.ts';
import { aMarketEntity, aResident, usccOf } from './market-entity.fixture.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000002',
  code: 'TN-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
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

describe('moving in', () => {
  const move = { residency: 'physical' as const, effective_date: '2025-07-01', building_ids: [] };

  it('makes a prospect a resident from the effective date', () => {
    const { next, events } = moveIn(aMarketEntity(), move);
    expect(next).toMatchObject({ state: 'resident', residency: 'physical', moved_in_on: '2025-07-01' });
    expect(events[0]).toMatchObject({
      effectiveOn: '2025-07-01',
      data: { from_state: 'prospect', to_state: 'resident', residency: 'physical' },
    });
  });

  it('is refused to entities out of operation, blacklisted ones, and before the day they left', () => {
    expect(() => moveIn(aMarketEntity({ registration_status: 'revoked' }), move)).toThrow(
      expect.objectContaining({ code: 'not_in_operation' }),
    );
    expect(() => moveIn(aMarketEntity({ risk_level: 'blacklisted' }), move)).toThrow(expect.objectContaining({ code: 'blacklisted' }));
    const gone = aMarketEntity({ state: 'departed', departed_on: '2025-07-02' });
    expect(() => moveIn(gone, move)).toThrow(expect.objectContaining({ code: 'before_departure' }));
    expect(moveIn(gone, { ...move, effective_date: '2025-07-02' }).next).toMatchObject({ state: 'resident', departed_on: null });
  });
});

/** Of each step the first day that it can have. */
it.each<[string, (day: string) => unknown, string]>([
  [
    'moves in',
    (day) => moveIn(aMarketEntity({ established_on: '2021-03-15' }), { residency: 'both', effective_date: day, building_ids: [] }),
    '2021-03-15',
  ],
  ['changes', (day) => changeRegistration(aResident({ established_on: '2021-03-15' }), { name: '新名' }, day), '2021-03-15'],
  ['is suspended', (day) => suspend(aResident({ moved_in_on: '2025-03-01' }), { reason: 'x', effective_date: day }), '2025-03-01'],
  [
    'is reinstated',
    (day) => reinstate(aResident({ state: 'suspended', moved_in_on: '2025-03-01' }), { reason: 'x', effective_date: day }),
    '2025-03-01',
  ],
  ['departs', (day) => depart(aResident({ moved_in_on: '2025-03-01' }), { effective_date: day, reason: 'moved_out' }, 0), '2025-03-01'],
])('nobody %s before they can have', (_, step, first) => {
  expect(() => step(first)).not.toThrow();
  expect(() => step(addDays(first, -1))).toThrow(expect.objectContaining({ kind: 'invalid' }));
});

describe('the registration', () => {
  it('tells each member that changes, and nothing where nothing does', () => {
    const entity = aResident();
    const { next, events } = changeRegistration(
      entity,
      { size_class: 'medium', industry_code: entity.industry_code, name: '新名' },
      '2025-06-01',
    );
    expect(next).toMatchObject({ size_class: 'medium', name: '新名' });
    expect(types(events)).toEqual(['park.tenants.entity.registration-changed.v1', 'park.tenants.entity.renamed.v1']);
    expect(events[0]!.data).toEqual({ code: 'TN-000001', field: 'size_class', old: 'small', new: 'medium', effective_date: '2025-06-01' });
    expect(changeRegistration(entity, {}, '2025-06-01')).toEqual({ next: entity, events: [] });
  });

  it('does not move anybody in or out', () => {
    expect(() => changeRegistration(aResident(), { residency: 'none' }, '2025-06-01')).toThrow(
      expect.objectContaining({ code: 'use_depart' }),
    );
    expect(() => changeRegistration(aMarketEntity(), { residency: 'both' }, '2025-06-01')).toThrow(
      expect.objectContaining({ code: 'use_move_in' }),
    );
  });
});

describe('departing', () => {
  const departure = { effective_date: '2025-06-30', reason: 'deregistered' as const };

  it('ends the residency and takes the registration along', () => {
    const { next, events } = depart(aResident(), departure, 0);
    expect(next).toMatchObject({ state: 'departed', residency: 'none', registration_status: 'deregistered', departed_on: '2025-06-30' });
    expect(events[0]!.data).toMatchObject({ reason: 'deregistered', destination: null, effective_date: '2025-06-30' });
  });

  it('waits until nothing is occupied, and does not predate the moving in', () => {
    expect(() => depart(aResident(), departure, 2)).toThrow(expect.objectContaining({ code: 'still_occupies', extra: { occupancies: 2 } }));
    expect(() => depart(aResident({ moved_in_on: '2025-07-01' }), departure, 0)).toThrow(
      expect.objectContaining({ code: 'before_move_in' }),
    );
  });
});

describe('suspension and risk', () => {
  it('goes to and fro', () => {
    const suspended = suspend(aResident(), { reason: 'not found at its address', effective_date: '2025-02-01' }).next;
    expect(suspended.state).toBe('suspended');
    expect(reinstate(suspended, { reason: 'found', effective_date: '2025-03-01' }).next.state).toBe('resident');
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
    prospect: ['move_in', 'change_registration', 'change_risk'],
    resident: ['suspend', 'depart', 'change_registration', 'change_risk'],
    suspended: ['reinstate', 'depart', 'change_registration', 'change_risk'],
    departed: ['move_in', 'change_risk'],
  });
});
