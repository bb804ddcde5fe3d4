import { allowed, type Refusal } from '@park/kernel';
import { add, apartmentMachine, changeParticulars, retire, returnToService, startMaintenance, type ApartmentStatus } from './apartment.ts';
import { anApartment } from './apartment.fixture.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000006',
  code: 'HK-0301',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const addition = {
  brand: 'hiking' as const,
  building: 'H1',
  floor: 3,
  layout: '2-bed',
  area_m2: 36,
  beds: 2,
  allocatable_as: 'bed' as const,
  added_on: '2024-05-01',
};
const empty = { live: 0, whole: 0, leftOn: null };
const repairs = { reason: 'repairs', effective_date: '2025-06-10' };
const today = '2025-06-16';

describe('adding', () => {
  it('brings it into the stock from the day that the park has it', () => {
    const { next, events } = add(identity, addition);
    expect(next).toMatchObject({ status: 'in_service', status_since: '2024-05-01' });
    expect(events).toEqual([
      expect.objectContaining({ effectiveOn: '2024-05-01', data: expect.objectContaining({ code: 'HK-0301', status: 'in_service' }) }),
    ]);
    expect(add(identity, { ...addition, status: 'maintenance' }).events[0]!.data).toMatchObject({ status: 'maintenance' });
  });
});

describe('changing the particulars', () => {
  it('tells nothing where nothing changes', () => {
    expect(changeParticulars(anApartment(), { beds: 2, floor: undefined }, { live: 2, whole: 0, leftOn: null }, today).events).toEqual([]);
    expect(
      changeParticulars(anApartment(), { layout: 'studio' }, { live: 2, whole: 0, leftOn: null }, today).events[0]!.data,
    ).toMatchObject({
      layout: 'studio',
      beds: 2,
    });
  });

  it.each([
    ['fewer beds', { beds: 1 }, { live: 1, whole: 0, leftOn: null }, 'apartment_is_let'],
    ['fewer beds of an empty one', { beds: 1 }, empty, null],
    ['more beds beside other tenants', { beds: 3 }, { live: 2, whole: 0, leftOn: null }, null],
    ['more beds where all belong to one tenant', { beds: 3 }, { live: 1, whole: 1, leftOn: null }, 'apartment_is_let'],
    ['another level', { allocatable_as: 'whole' as const }, { live: 1, whole: 0, leftOn: null }, 'apartment_is_let'],
    ['another level of an empty one', { allocatable_as: 'whole' as const }, empty, null],
  ])('with %s asks for the tenants', (_, change, lets, code) => {
    const changed = (): unknown => changeParticulars(anApartment(), change, lets, today).next;
    if (code) expect(changed).toThrow(expect.objectContaining({ kind: 'conflict', code }));
    else expect(changed()).toMatchObject(change);
  });
});

describe('the status', () => {
  it.each([
    ['2025-06-09', 'day_too_early'],
    ['2025-06-10', null],
  ])('changes from the day on which the last tenant left: %s', (effective_date, code) => {
    const left = { ...empty, leftOn: '2025-06-10' };
    for (const change of [startMaintenance, retire]) {
      const step = () =>
        change(anApartment({ status: change === retire ? 'maintenance' : 'in_service' }), { ...repairs, effective_date }, left, today);
      if (code === null) expect(step().next.status_since).toBe(effective_date);
      else expect(step).toThrow(expect.objectContaining({ code }));
    }
  });

  it('goes to and fro and ends', () => {
    const closed = startMaintenance(anApartment(), repairs, empty, today);
    expect(closed.events[0]).toMatchObject({
      effectiveOn: '2025-06-10',
      data: { code: 'HK-0301', from_state: 'in_service', to_state: 'maintenance', brand: 'hiking', beds: 2, reason: 'repairs' },
    });
    expect(returnToService(closed.next, { effective_date: '2025-06-12' }, today).events[0]!.data).toMatchObject({
      to_state: 'in_service',
      reason: null,
    });
    expect(retire(closed.next, repairs, empty, today).next).toMatchObject({ status: 'retired', status_since: '2025-06-10' });
  });

  it('stays while somebody lives there', () => {
    expect(() => startMaintenance(anApartment(), repairs, { live: 1, whole: 0, leftOn: null }, today)).toThrow(
      expect.objectContaining({ code: 'apartment_is_let', extra: { tenancies: 1 } }),
    );
    const maintenance = anApartment({ status: 'maintenance' });
    expect(() => retire(maintenance, repairs, { live: 1, whole: 1, leftOn: null }, today)).toThrow(
      expect.objectContaining({ code: 'apartment_is_let' }),
    );
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (status: ApartmentStatus) => changeParticulars(anApartment({ status }), { floor: 9 }, empty, today),
    start_maintenance: (status: ApartmentStatus) => startMaintenance(anApartment({ status }), repairs, empty, today),
    return_to_service: (status: ApartmentStatus) => returnToService(anApartment({ status }), repairs, today),
    retire: (status: ApartmentStatus) => retire(anApartment({ status }), repairs, empty, today),
  };
  const expected = { in_service: ['change', 'start_maintenance'], maintenance: ['change', 'return_to_service', 'retire'], retired: [] };
  for (const [status, possible] of Object.entries(expected) as [ApartmentStatus, string[]][]) {
    expect([status, allowed(apartmentMachine, status)]).toEqual([status, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(status).events).toHaveLength(1);
      else expect(() => action(status)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'invalid_transition' }));
    }
  }
});
