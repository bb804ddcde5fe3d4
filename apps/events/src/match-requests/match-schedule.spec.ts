import fc from 'fast-check';
import { slot } from './match-request.fixture.ts';
import { overlap, scheduled, slotsIn, type Programme, type Schedule, type Standing, type Waiting } from './match-schedule.ts';

const from = slot(0, 1).starts_at;
const until = (minutes: number): Date => slot(0, minutes).ends_at;

function aProgramme(wish: Partial<Programme> & { quotas?: Record<string, number> } = {}): Programme {
  const { quotas = {}, ...rest } = wish;
  const quotaLeft = new Map(Object.entries(quotas));
  return { tables: 1, slots: slotsIn(from, until(60), 20), standing: [], meetings: new Map(), quotaLeft, ...rest };
}

const ask = (id: string, investor_id: string, project_id: string): Waiting => ({ id, investor_id, project_id });

describe('slots', () => {
  it('fill the window one after the other, and leave what is too short', () => {
    expect(slotsIn(from, until(59), 20)).toEqual([
      { starts_at: from, ends_at: until(20) },
      { starts_at: until(20), ends_at: until(40) },
    ]);
    expect(slotsIn(from, until(19), 20)).toEqual([]);
  });
});

describe('turns', () => {
  it('go to the investor with the fewest meetings, so that none is starved by one that asked more', () => {
    const waiting = [ask('a1', 'a', 'p1'), ask('a2', 'a', 'p2'), ask('a3', 'a', 'p3'), ask('b1', 'b', 'p1')];
    const { placed, unplaced } = scheduled(waiting, aProgramme({ quotas: { a: 9, b: 9 } }));
    expect(placed.map(({ id, slot: { starts_at } }) => [id, starts_at])).toEqual([
      ['a1', from],
      ['b1', until(20)],
      ['a2', until(40)],
    ]);
    expect(unplaced).toEqual([{ id: 'a3', reason: 'no_table' }]);
  });

  it('count the meetings that an investor has already', () => {
    const waiting = [ask('a1', 'a', 'p1'), ask('b1', 'b', 'p2')];
    const programme = aProgramme({ slots: slotsIn(from, until(20), 20), quotas: { a: 9, b: 9 }, meetings: new Map([['a', 1]]) });
    expect(scheduled(waiting, programme).placed.map(({ id }) => id)).toEqual(['b1']);
  });
});

describe('a request for which no slot is found', () => {
  const busy = (investor_id: string, project_id: string, minutes: [number, number], table_no: number | null): Standing => ({
    investor_id,
    project_id,
    table_no,
    starts_at: slot(...minutes).starts_at,
    ends_at: slot(...minutes).ends_at,
  });
  const reason = (wish: Parameters<typeof aProgramme>[0]) =>
    scheduled([ask('r', 'a', 'p')], aProgramme({ quotas: { a: 1 }, ...wish })).unplaced[0]?.reason;

  it('is told why', () => {
    expect(reason({})).toBeUndefined();
    expect(reason({ quotas: { a: 0 } })).toBe('quota_reached');
    expect(reason({ standing: [busy('a', 'x', [0, 60], null)] })).toBe('investor_busy');
    expect(reason({ standing: [busy('x', 'p', [0, 60], null)] })).toBe('project_busy');
    expect(reason({ standing: [busy('a', 'x', [0, 20], null), busy('y', 'p', [30, 50], null)] })).toBe('no_common_time');
    expect(reason({ standing: [busy('x', 'y', [0, 60], 1)] })).toBe('no_table');
    expect(reason({ standing: [busy('x', 'y', [0, 60], 2)] })).toBeUndefined();
    expect(reason({ slots: [] })).toBe('investor_busy');
  });
});

const letters = ['a', 'b', 'c', 'd'];
const minutes = fc.tuple(fc.integer({ min: -30, max: 130 }), fc.integer({ min: 5, max: 60 }));
const situation = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.constantFrom(...letters), fc.integer({ min: 0, max: 5 })), {
    maxLength: 24,
    selector: ([investor, project]) => `${investor} ${project}`,
  }),
  tables: fc.integer({ min: 1, max: 3 }),
  slot_minutes: fc.integer({ min: 5, max: 45 }),
  window: fc.integer({ min: 1, max: 130 }),
  quotas: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
  has: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
  standing: fc.array(
    fc.record({
      investor: fc.integer({ min: 0, max: 5 }),
      project: fc.integer({ min: 0, max: 7 }),
      at: minutes,
      table: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
    { maxLength: 6 },
  ),
});
type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

function asProgramme({ pairs, tables, slot_minutes, window, quotas, has, standing }: Situation) {
  const waiting = pairs.map(([investor, project], i) => ask(`r${i}`, investor, `p${project}`));
  const programme: Programme = {
    tables,
    slots: slotsIn(from, until(window), slot_minutes),
    quotaLeft: new Map(letters.map((letter, i) => [letter, quotas[i]!])),
    meetings: new Map(letters.map((letter, i) => [letter, has[i]!])),
    standing: standing.map(({ investor, project, at: [start, length], table }) => ({
      investor_id: letters[investor] ?? `other ${investor}`,
      project_id: `p${project}`,
      table_no: table,
      starts_at: slot(start, start + length).starts_at,
      ends_at: slot(start, start + length).ends_at,
    })),
  };
  return { waiting, programme };
}

type Taken = Standing;

/** By comparing every pair, as a person with paper would. */
function couldBePlaced({ investor_id, project_id }: Waiting, taken: readonly Taken[], { slots, tables }: Programme, left: number): boolean {
  if (left < 1) return false;
  return slots.some((one) => {
    const at = taken.filter((other) => overlap(one, other));
    const free = Array.from({ length: tables }, (_, i) => i + 1).some((table) => at.every(({ table_no }) => table_no !== table));
    return free && at.every((other) => other.investor_id !== investor_id && other.project_id !== project_id);
  });
}

/** The meetings after the first so many turns, with those that stood before. */
function after(turns: number, { placed }: Schedule, waiting: readonly Waiting[], programme: Programme): Taken[] {
  const asTaken = placed.slice(0, turns).map(({ id, slot: given }) => ({ ...waiting.find((one) => one.id === id)!, ...given }));
  return [...programme.standing, ...asTaken];
}

function quotaLeftAfter(turns: number, investor: string, { placed }: Schedule, waiting: readonly Waiting[], programme: Programme): number {
  const own = placed.slice(0, turns).filter(({ id }) => waiting.find((one) => one.id === id)!.investor_id === investor);
  return programme.quotaLeft.get(investor)! - own.length;
}

describe('any schedule', () => {
  const property = (check: (schedule: Schedule, waiting: Waiting[], programme: Programme) => void): void => {
    fc.assert(
      fc.property(situation, (given) => {
        const { waiting, programme } = asProgramme(given);
        check(scheduled(waiting, programme), waiting, programme);
      }),
      { numRuns: 400 },
    );
  };

  it('answers each request once, and is the same each time', () => {
    property((schedule, waiting, programme) => {
      const ids = [...schedule.placed, ...schedule.unplaced].map(({ id }) => id);
      expect(ids.sort()).toEqual(waiting.map(({ id }) => id).sort());
      expect(scheduled(waiting, programme)).toEqual(schedule);
    });
  });

  it('books no table, no investor and no project twice at any moment', () => {
    property((schedule, waiting, programme) => {
      const all = after(Infinity, schedule, waiting, programme);
      const added = all.slice(programme.standing.length);
      for (const one of added)
        for (const other of all)
          if (one !== other && overlap(one, other)) {
            expect(one.investor_id).not.toBe(other.investor_id);
            expect(one.project_id).not.toBe(other.project_id);
            expect(one.table_no).not.toBe(other.table_no);
          }
    });
  });

  it('stays within the window, the tables and the quotas', () => {
    property((schedule, waiting, programme) => {
      const slots = new Set(programme.slots.map(({ starts_at, ends_at }) => `${starts_at.getTime()} ${ends_at.getTime()}`));
      for (const { slot: given } of schedule.placed) {
        expect(slots).toContain(`${given.starts_at.getTime()} ${given.ends_at.getTime()}`);
        expect(given.table_no).toBeGreaterThanOrEqual(1);
        expect(given.table_no).toBeLessThanOrEqual(programme.tables);
      }
      for (const investor of letters) {
        const placed = schedule.placed.filter(({ id }) => waiting.find((one) => one.id === id)!.investor_id === investor);
        expect(placed.length).toBeLessThanOrEqual(programme.quotaLeft.get(investor)!);
      }
    });
  });

  it('is maximal: no request that is left over could be placed', () => {
    property((schedule, waiting, programme) => {
      const taken = after(Infinity, schedule, waiting, programme);
      for (const { id } of schedule.unplaced) {
        const request = waiting.find((one) => one.id === id)!;
        const left = quotaLeftAfter(Infinity, request.investor_id, schedule, waiting, programme);
        expect(couldBePlaced(request, taken, programme, left)).toBe(false);
      }
    });
  });

  it('is fair: no turn goes to an investor while another with fewer meetings could have it', () => {
    property((schedule, waiting, programme) => {
      const has = new Map(programme.meetings);
      for (const [turn, { id }] of schedule.placed.entries()) {
        const chosen = waiting.find((one) => one.id === id)!.investor_id;
        const before = after(turn, schedule, waiting, programme);
        const done = new Set(schedule.placed.slice(0, turn).map((one) => one.id));
        const poorer = waiting.filter(
          (one) =>
            !done.has(one.id) &&
            has.get(one.investor_id)! < has.get(chosen)! &&
            couldBePlaced(one, before, programme, quotaLeftAfter(turn, one.investor_id, schedule, waiting, programme)),
        );
        expect(poorer).toEqual([]);
        has.set(chosen, has.get(chosen)! + 1);
      }
    });
  });
});
