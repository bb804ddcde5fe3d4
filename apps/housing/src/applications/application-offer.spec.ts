import { anApartment } from '../apartments/apartment.fixture.ts';
import { accept, acceptable, decline, expireOffer, fits, moveExpiry, offer } from './application-offer.ts';
import { anOfferedOne, aWaitingOne } from './application.fixture.ts';

const now = new Date('2025-06-16T02:00:00Z');
const home = { apartment: anApartment(), bed: 1, start_on: '2025-07-01', end_on: '2026-07-01' };
const standing = { ...home, expires_at: new Date('2025-06-20T02:00:00Z') };
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

it.each([
  ['anything', {}, {}, true],
  ['the brand they want', { brand_preference: ['hiking' as const] }, {}, true],
  ['another brand', { brand_preference: ['xihai' as const] }, {}, false],
  ['a bed for two', { household_size: 2 }, {}, false],
  ['the whole apartment for two', { household_size: 2 }, { bed: null }, true],
  ['the whole apartment for three', { household_size: 3 }, { bed: null }, false],
  ['a start before they want it', { requested_start: '2025-07-02' }, {}, false],
  ['a start when they are not eligible any more', { valid_until: '2025-07-01' }, {}, false],
  ['one under review', { review_ground: 'employer_left' as const }, {}, false],
])('%s fits or not', (_, wish, vacancy, expected) => {
  expect(fits(aWaitingOne(wish), { ...home, ...vacancy })).toBe(expected);
});

describe('offering', () => {
  it('goes to who stands first', () => {
    const { next, events } = offer(aWaitingOne(), standing, [], now);
    expect(next).toMatchObject({ state: 'offered', offered_bed: 1, offered_start_on: '2025-07-01' });
    expect(events[0]!.data).toMatchObject({ apartment_id: home.apartment.id, bed: 1, offer_expires_at: '2025-06-20T02:00:00.000Z' });
    expect(events[0]!.data).not.toHaveProperty('skipped');
  });

  it('passes over those whom it does not fit, and others only for a reason that is told', () => {
    const first = aWaitingOne({ id: '0197a0c0-0000-7000-8000-00000000000a', code: 'HA-000000' });
    expect(offer(aWaitingOne(), standing, [{ ...first, brand_preference: ['xihai'] }], now).events[0]!.data).not.toHaveProperty('skipped');
    expect(() => offer(aWaitingOne(), standing, [first], now)).toThrow(
      expect.objectContaining({ code: 'not_their_turn', extra: { ahead: ['HA-000000'] } }),
    );
    expect(offer(aWaitingOne(), { ...standing, skip_reason: 'cannot be reached' }, [first], now).events[0]!.data).toMatchObject({
      skipped: { application_ids: [first.id], reason: 'cannot be reached' },
    });
  });

  it('is of a home that fits', () => {
    expect(() => offer(aWaitingOne({ household_size: 2 }), standing, [], now)).toThrow(coded('does_not_fit'));
  });

  it('stands until another time where its expiry is moved before it has come', () => {
    const [expiry, later] = [new Date('2025-06-20T02:00:00Z'), new Date('2025-06-30T02:00:00Z')];
    expect(moveExpiry(anOfferedOne(), later, now)).toMatchObject({
      next: { state: 'offered', offer_expires_at: later },
      events: [{ effectiveOn: '2025-06-16', data: { from_state: 'offered', offer_expires_at: '2025-06-30T02:00:00.000Z' } }],
    });
    expect(moveExpiry(anOfferedOne(), expiry, now).events).toEqual([]);
    expect(() => moveExpiry(anOfferedOne(), later, expiry)).toThrow(coded('offer_expired'));
  });
});

describe('the answer', () => {
  it('makes a tenancy of it in time, unless they are under review', () => {
    expect(acceptable(anOfferedOne(), now)).toEqual({
      apartment_id: home.apartment.id,
      bed: 1,
      start_on: '2025-07-01',
      end_on: '2026-07-01',
    });
    expect(() => acceptable(anOfferedOne({ offer_expires_at: now }), now)).toThrow(coded('offer_expired'));
    expect(() => acceptable(anOfferedOne({ review_ground: 'employer_left' }), now)).toThrow(coded('review_pending'));
    const { next, events } = accept(anOfferedOne(), '0197a0c0-0000-7000-8000-000000000008', now);
    expect(next).toMatchObject({ state: 'converted', tenancy_id: '0197a0c0-0000-7000-8000-000000000008', offered_apartment_id: null });
    expect(events[0]!.data).toMatchObject({ tenancy_id: '0197a0c0-0000-7000-8000-000000000008' });
  });

  it('or none leads back to their place, and off the list with the third', () => {
    expect(decline(anOfferedOne(), now)).toMatchObject({
      next: { state: 'waitlisted', decline_count: 1, offered_apartment_id: null },
      events: [{ data: { decline_count: 1, requeued: true } }],
    });
    const expired = expireOffer(anOfferedOne({ decline_count: 2 }), new Date('2025-06-21T02:00:00Z'));
    expect(expired).toMatchObject({
      next: { state: 'offer_declined' },
      events: [{ effectiveOn: '2025-06-20', data: { decline_count: 3, requeued: false } }],
    });
    expect(() => expireOffer(anOfferedOne(), now)).toThrow(coded('not_over'));
  });
});
