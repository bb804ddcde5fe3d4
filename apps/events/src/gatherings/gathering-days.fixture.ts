/** Of each day that a call on a gathering takes, the first and the last one. */
import type { NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { reschedule } from './gathering-course.ts';
import { recordEvidence } from './gathering-review.ts';
import { requireAhead } from './gathering-times.ts';
import { aGathering } from './gathering.fixture.ts';
import { changeContent, draft, type Gathering } from './gathering.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: aGathering().id, code: 'XX-000001', now, today };

const inside = 'a later one leaves no time before the end, which is refused there';
const drafted = (wish: Partial<Gathering>): unknown => {
  requireAhead({ ...aGathering(), ...wish }, today);
  return draft(identity, { ...aGathering(), ...wish }, null);
};
/** Of a draft, a change and a new date alike; `first`: the first moment at which it can begin. */
const timesOf = (
  call: string,
  first: string,
  enter: (times: Pick<Gathering, 'starts_at' | 'ends_at' | 'registration_from' | 'registration_to'>) => unknown,
): BoundedDay[] => {
  const { starts_at, ends_at, registration_from, registration_to } = aGathering();
  const given = { starts_at, ends_at, registration_from, registration_to };
  return [
    {
      call,
      member: '/starts_at',
      first,
      last: '2028-06-16T15:59:59Z',
      step: (at) => {
        const begins = new Date(at);
        const ends = new Date(begins.getTime() + 3_600_000);
        return enter({
          starts_at: begins,
          ends_at: ends,
          registration_from: new Date(begins.getTime() - 3_600_000),
          registration_to: begins,
        });
      },
    },
    {
      call,
      member: '/ends_at',
      first: '2025-06-26T06:00:01Z',
      last: '2025-07-27T06:00:00Z',
      step: (at) => enter({ ...given, ends_at: new Date(at) }),
    },
    {
      call,
      member: '/registration_from',
      first: '2022-06-25T16:00:00Z',
      last: null,
      unbounded: inside,
      step: (at) => enter({ ...given, registration_from: new Date(at) }),
    },
    {
      call,
      member: '/registration_to',
      first: '2025-06-01T00:00:01Z',
      last: '2025-06-26T09:00:00Z',
      step: (at) => enter({ ...given, registration_to: new Date(at) }),
    },
  ];
};
export const gatheringDays: BoundedDay[] = [
  ...timesOf('POST /gatherings', '2025-06-15T16:00:00Z', drafted),
  ...timesOf('PATCH /gatherings/{id}', '2025-06-15T16:00:00Z', (times) => changeContent(aGathering(), times, null, today)),
  ...timesOf('POST /gatherings/{id}/reschedule', '2025-06-16T02:00:01Z', (times) =>
    reschedule(aGathering({ state: 'published' }), times, null, now),
  ),
  {
    call: 'POST /gatherings/{id}/evidence',
    member: '/applied_on',
    first: '2022-06-26',
    last: today,
    step: (day) => recordEvidence(aGathering(), { kind: 'permit', reference: '1', applied_on: day, sha256: null }, today),
  },
];
