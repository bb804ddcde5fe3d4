import { countApartments, countOccupied, countWaiting } from './recount-homes.ts';

it('counts homes on offer, homes with somebody in them, and who waits', () => {
  expect(
    countApartments([
      { id: 'a', status: 'in_service' },
      { id: 'b', status: 'retired' },
    ]),
  ).toBe(1);
  const tenancy = { apartment_id: 'h', state: 'checked_in', checked_in_on: '2026-01-01' };
  expect(
    countOccupied(
      [
        tenancy,
        { ...tenancy, state: 'holdover' },
        { ...tenancy, apartment_id: 'i', state: 'reserved' },
        { ...tenancy, apartment_id: 'j', checked_in_on: '2027-01-01' },
      ],
      '2026-11-23',
    ),
  ).toBe(1);
  expect(countWaiting([{ state: 'waitlisted' }, { state: 'offered' }])).toBe(1);
});
