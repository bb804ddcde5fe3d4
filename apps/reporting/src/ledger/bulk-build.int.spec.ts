import { buildInBulk } from './bulk-build.store.ts';
import { batches, catchUpOf, closeLedger, database, first, openLedger, park, projections, taken } from './ledger-database.fixture.ts';
import { figures } from '../figures/registry.ts';
import { createProjection } from './projection.store.ts';

const { kinds } = figures;
const never = new AbortController().signal;

beforeEach(openLedger);
afterEach(closeLedger);

/** A projection beside the live one for every kind, not built yet. */
async function begun(): Promise<{ kind: (typeof kinds)[number]; projection: number }[]> {
  await database.dataSource.transaction(async (tx) => {
    for (const kind of kinds) await createProjection(tx, kind, 'deriving', first);
  });
  return (await projections(`state = 'deriving'`)).map(({ id, kind: name }) => ({
    kind: kinds.find((kind) => kind.name === name)!,
    projection: id,
  }));
}

async function areEqual(): Promise<boolean> {
  await catchUpOf().work();
  const live = await projections(`state = 'live'`);
  return live.length === kinds.length && live.every(({ report }) => report?.equal === true);
}

describe('a build', () => {
  it('comes to the same facts whatever it holds in memory', async () => {
    for (const batch of batches(park(30), 60)) await taken(batch);
    const derivations = await begun();
    expect(await buildInBulk(database.dataSource, derivations, never, { page: 15, held: 10 })).toBe(true);
    expect(await areEqual()).toBe(true);
    const [{ differing }] = await database.dataSource.query(
      `select count(*) as differing from projection p join subject s on s.projection = p.id
       where p.state = 'live' and s.position > (select position from ledger)`,
    );
    expect(differing).toBe(0);
  });

  it('leaves no facts when it ends early, and begins again', async () => {
    for (const batch of batches(park(31), 60)) await taken(batch);
    const derivations = await begun();
    const closing = new AbortController();
    const built = buildInBulk(database.dataSource, derivations, closing.signal, { page: 15, held: 10 });
    closing.abort(new Error('the service stops'));
    await expect(built).rejects.toThrow('the service stops');
    const { projection } = derivations.find(({ kind }) => kind.name === 'tenants.entity')!;
    const [{ facts }] = await database.dataSource.query(`select count(*) as facts from fact_${projection}`);
    expect(facts).toBe(0);
    // As after a crash between its two transactions: the subjects are there and the facts are not.
    await database.dataSource.query('update projection set built_to = 1 where id = $1', [projection]);
    await database.dataSource.query(`insert into subject_${projection} values (${projection}, 'left behind', null, '{}', 1)`);
    expect(await areEqual()).toBe(true);
    expect(await database.dataSource.query(`select id from subject where id = 'left behind'`)).toEqual([]);
  });

  it('is not begun where another instance has finished it meanwhile', async () => {
    await taken(park(32));
    const derivations = await begun();
    await buildInBulk(database.dataSource, derivations, never);
    const facts = async (): Promise<unknown> => (await database.dataSource.query('select count(*) as facts from fact'))[0];
    const before = await facts();
    expect(await buildInBulk(database.dataSource, derivations, never)).toBe(true);
    expect(await facts()).toEqual(before);
  });

  it('makes the totals of a day that intake makes', async () => {
    for (const batch of batches(park(33), 60)) await taken(batch);
    const days = (): Promise<object[]> =>
      database.dataSource.query(
        `select measure, effective_on, dimensions::text as dimensions, sum(delta) as delta, sum(facts) as facts from kpi_day d
         join projection p on p.id = d.projection where p.state = 'live' group by 1, 2, 3 order by 1, 2, 3`,
      );
    const before = await days();
    await begun();
    expect(await areEqual()).toBe(true);
    expect(await days()).toEqual(before);
  });
});

describe('a comparison', () => {
  it('notices two facts that swapped a value', async () => {
    await taken(park(34));
    const all: { kind: string; place: string; measure: string; subject: string }[] = await database.dataSource.query(
      `select p.kind, f.tableoid::regclass || ' ' || f.ctid as place, f.measure, f.subject
       from fact f join projection p on p.id = f.projection where p.state = 'live' order by f.projection, f.position, f.ordinal`,
    );
    const isPair = (one: (typeof all)[0], other: (typeof all)[0]): boolean =>
      one.measure === other.measure && one.subject !== other.subject;
    const one = all.find((fact) => all.some((other) => isPair(fact, other)))!;
    const other = all.find((fact) => isPair(one, fact))!;
    const swap = `update fact set subject = $2 where tableoid::regclass || ' ' || ctid = $1`;
    await database.dataSource.query(swap, [one.place, other.subject]);
    await database.dataSource.query(swap, [other.place, one.subject]);
    await begun();
    await catchUpOf().work();
    const unequal = (await projections(`state = 'live'`)).filter(({ report }) => report?.equal === false);
    expect(unequal.map(({ kind }) => kind)).toEqual([one.kind]);
  });
});

describe('places in the journal', () => {
  it('go on behind ours where an earlier version takes them from the sequence', async () => {
    await taken(park(35));
    const [{ position }] = await database.dataSource.query('select position from ledger');
    const [{ position: next }] = await database.dataSource.query(
      `insert into journal (received_at, source, event_id, type, subject, envelope) values (now(), 's', 'e', 't', 'x', '{}'::jsonb) returning position`,
    );
    expect(next).toBe(position + 1);
  });
});
