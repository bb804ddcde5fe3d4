import fc from 'fast-check';
import {
  addDays,
  addMonths,
  allowed,
  amended,
  citizenIdCheckCharacter,
  dateAt,
  dayNumber,
  daysBetween,
  isCitizenId,
  isDate,
  isInstant,
  isUscc,
  move,
  overlaps,
  periodEnd,
  periodStart,
  quarterOf,
  rentFen,
  sumArea,
  usccCheckCharacter,
  type Machine,
} from './index.ts';

describe('Unified Social Credit Code', () => {
  // Published codes of well-known organisations: Tsinghua University, Haier Smart Home, Huawei Technologies.
  it.each(['12100000400000624D', '91370200264574251E', '914403001922038216'])('accepts the published code %s', (code) => {
    expect(isUscc(code)).toBe(true);
  });

  it('refuses every single-character change', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const code = '12100000400000624D';
    fc.assert(
      fc.property(fc.nat(17), fc.nat(30), (position, letter) => {
        const changed = code.slice(0, position) + alphabet.charAt(letter) + code.slice(position + 1);
        expect(isUscc(changed)).toBe(changed === code);
      }),
    );
  });

  it('refuses letters that the alphabet leaves out, lower case and wrong lengths', () => {
    for (const bad of ['I2100000400000624D', '12100000400000624d', '1210000040000062', '', null]) expect(isUscc(bad)).toBe(false);
    expect(usccCheckCharacter('12100000400000624')).toBe('D');
  });
});

describe('resident identity number', () => {
  it('accepts the example of GB 11643-1999 and refuses a wrong check character or an impossible birthday', () => {
    expect(isCitizenId('11010519491231002X')).toBe(true);
    expect(isCitizenId('110105194912310021')).toBe(false);
    const noSuchDay = '11010519490231002';
    expect(isCitizenId(noSuchDay + citizenIdCheckCharacter(noSuchDay))).toBe(false);
  });
});

describe('calendar dates', () => {
  it('turns the day at midnight in Shanghai', () => {
    expect(dateAt(new Date('2025-02-28T15:59:59.999Z'))).toBe('2025-02-28');
    expect(dateAt(new Date('2025-02-28T16:00:00Z'))).toBe('2025-03-01');
  });

  it('clamps months to their last day and knows leap years', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2025-01-31', -2)).toBe('2024-11-30');
    expect(isDate('2024-02-29')).toBe(true);
    for (const bad of ['2025-02-29', '2025-13-01', '25-01-01', '2025-1-1', '', 20250101]) expect(isDate(bad)).toBe(false);
  });

  it('takes instants as PostgreSQL does', () => {
    for (const good of ['2025-06-01T02:00:00Z', '2025-06-01T02:00:00.123456+08:00', '2025-06-01T00:00:00-14:00'])
      expect([good, isInstant(good)]).toEqual([good, true]);
    for (const bad of [
      '2025-06-01',
      '2025-02-30T00:00:00Z',
      '2025-06-01T24:00:00Z',
      '2025-06-01T00:00:00+14:01',
      '2025-06-01T00:00:00+99:99',
    ])
      expect([bad, isInstant(bad)]).toEqual([bad, false]);
  });

  it('adds and counts days without a drift', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        expect(daysBetween('2000-01-01', addDays('2000-01-01', days))).toBe(days);
      }),
    );
  });

  it('lets half-open periods touch without overlapping', () => {
    const may = { start_on: '2025-05-01', end_on: '2025-06-01' };
    expect(overlaps(may, { start_on: '2025-06-01', end_on: null })).toBe(false);
    expect(overlaps(may, { start_on: '2025-05-31', end_on: null })).toBe(true);
    expect(overlaps({ start_on: '2025-01-01', end_on: null }, { start_on: '2030-01-01', end_on: null })).toBe(true);
  });

  it('knows the days of reporting periods', () => {
    expect([periodStart('2025-Q4'), periodEnd('2025-Q4')]).toEqual(['2025-10-01', '2026-01-01']);
    expect([periodStart('2025'), periodEnd('2025')]).toEqual(['2025-01-01', '2026-01-01']);
    expect(quarterOf('2025-09-30')).toBe('2025-Q3');
  });
});

describe('money and areas', () => {
  it('rounds half up once, and sums areas without binary fractions', () => {
    expect(rentFen(33.33, 150, 30)).toBe(149_985);
    expect(rentFen(0.01, 50, 1)).toBe(1);
    expect(rentFen(0.01, 49, 1)).toBe(0);
    expect(sumArea([0.1, 0.2])).toBe(0.3);
  });
});

describe('state machines', () => {
  const door: Machine<'open' | 'shut', 'close' | 'open' | 'paint'> = {
    close: { from: ['open'], to: 'shut' },
    open: { from: ['shut'], to: 'open' },
    paint: { from: ['open', 'shut'], to: 'same' },
  };

  it('moves along the table, and says what is allowed instead', () => {
    expect(move(door, 'open', 'close')).toBe('shut');
    expect(move(door, 'shut', 'paint')).toBe('shut');
    expect(allowed(door, 'open')).toEqual(['close', 'paint']);
    expect(() => move(door, 'shut', 'close')).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'invalid_transition',
        extra: { state: 'shut', action: 'close', allowed: ['open', 'paint'] },
      }),
    );
  });
});

describe('a change of a row', () => {
  const row = { name: 'a', beds: 2, note: 'n' as string | null };

  it('takes in what is given, also null, and leaves the rest', () => {
    expect(amended(row, { beds: 3, note: null, name: undefined })).toEqual({ name: 'a', beds: 3, note: null });
  });

  it('is the row itself where nothing is new', () => {
    expect(amended(row, { beds: 2, name: undefined })).toBe(row);
  });
});

it('numbers days as the calendar does, from the year 1 on', () => {
  const msOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
  for (const date of ['0001-01-01', '1900-02-28', '1900-03-01', '1970-01-01', '2000-02-29', '2024-12-31', '9999-12-31'])
    expect([date, dayNumber(date)]).toEqual([date, msOf(date) / 86_400_000]);
  fc.assert(
    fc.property(fc.integer({ min: msOf('0001-01-01') / 86_400_000, max: msOf('9999-12-31') / 86_400_000 }), (day) => {
      expect(dayNumber(new Date(day * 86_400_000).toISOString().slice(0, 10))).toBe(day);
    }),
  );
});
