import { allowed } from '@park/kernel';
import { expire, grant, qualificationMachine, remind, renew, revoke, verify } from './qualification.ts';
import { aCertificate, aQualification } from './qualification.fixture.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000010',
  code: 'QL-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const typesOf = (events: { of: { type: string } }[]): string[] => events.map(({ of }) => of.type.split('.')[3]!);

it('is granted from its first day, and expired at once where it has run out', () => {
  expect(grant(identity, aCertificate, '2015-01-01')).toMatchObject({ next: { state: 'valid' }, events: [{ effectiveOn: '2023-11-09' }] });
  const over = grant(identity, { ...aCertificate, valid_from: '2020-01-01', valid_to: '2025-06-16' }, '2015-01-01');
  expect([over.next.state, typesOf(over.events)]).toEqual(['expired', ['granted', 'expired']]);
  expect(() => grant(identity, { ...aCertificate, valid_to: '2023-11-09' }, '2015-01-01')).toThrow(
    expect.objectContaining({ code: 'validity_reversed' }),
  );
});

it('is verified once', () => {
  const verified = verify(aQualification(), '2025-06-16');
  expect([verified.next.verification, typesOf(verified.events)]).toEqual(['verified', ['verified']]);
  expect(verify(verified.next, '2025-06-17').events).toEqual([]);
});

it('is renewed only for longer, and has to be verified anew', () => {
  const { next, events } = renew(aQualification({ verification: 'verified', reminded_days: 30 }), {
    valid_to: '2029-11-09',
    certificate_no: 'GR2',
  });
  expect(next).toMatchObject({ valid_to: '2029-11-09', certificate_no: 'GR2', verification: 'self_declared', reminded_days: null });
  expect(events[0]!.data).toMatchObject({ old_valid_to: '2026-11-09', valid_to: '2029-11-09' });
  expect(() => renew(aQualification(), { valid_to: '2026-11-09', certificate_no: 'GR2' })).toThrow(
    expect.objectContaining({ code: 'not_longer' }),
  );
});

it('reminds 60 and 30 days before its end, each once, and only of the later one after a pause', () => {
  const days = (today: string, reminded: number | null): [number | null, number] => {
    const { next, events } = remind(aQualification({ reminded_days: reminded }), today);
    return [next.reminded_days, events.length];
  };
  expect(days('2026-09-09', null)).toEqual([null, 0]);
  expect(days('2026-09-10', null)).toEqual([60, 1]);
  expect(days('2026-09-11', 60)).toEqual([60, 0]);
  expect(days('2026-10-10', 60)).toEqual([30, 1]);
  expect(days('2026-11-01', null)).toEqual([30, 1]);
  expect(days('2026-11-09', null)).toEqual([null, 0]);
});

it('expires on its last day and is revoked within its validity', () => {
  expect(expire(aQualification()).events[0]).toMatchObject({ effectiveOn: '2026-11-09', data: { to_state: 'expired' } });
  const revoked = revoke(aQualification(), { revoked_on: '2025-04-01', reason: 'withdrawn' }, '2025-06-16');
  expect([revoked.next.state, revoked.events[0]!.effectiveOn]).toEqual(['revoked', '2025-04-01']);
  expect(() => revoke(aQualification(), { revoked_on: '2026-11-09', reason: 'late' }, '2026-12-01')).toThrow(
    expect.objectContaining({ code: 'outside_validity' }),
  );
});

it('allows in each state what the table says', () => {
  expect((['valid', 'expired', 'revoked'] as const).map((state) => allowed(qualificationMachine, state))).toEqual([
    ['verify', 'renew', 'remind', 'expire', 'revoke'],
    ['verify'],
    [],
  ]);
});
