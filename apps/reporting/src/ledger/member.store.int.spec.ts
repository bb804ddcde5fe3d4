import { addDays } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { figures } from '../figures/registry.ts';
import { newWork, type JournalEntry, type Work } from './batch.ts';
import { closeLedger, database, openLedger } from './ledger-database.fixture.ts';
import { loadMembers } from './member.store.ts';
import { readByKeys } from './projection.store.ts';
import { statementsOf } from './statements.store.ts';

beforeAll(openLedger);
afterAll(closeLedger);

const day = (n: number): string => addDays('2000-01-01', n);

/** A batch that changes one day of one group. */
function changing(group: string, on: string): Work {
  const change = { group, removed: [], added: [], days: [{ from: on, to: addDays(on, 1) }] };
  const step = { position: 1, own: [], groups: [change] };
  return { ...newWork({ kind: figures.kinds[0]!, projection: 1 }), steps: [{ entry: {} as JournalEntry, step }] };
}

async function rowsRead(tx: EntityManager, table: string): Promise<number> {
  const [{ read }] = await tx.query(
    `select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read from pg_stat_xact_user_tables where relname = $1`,
    [table],
  );
  return Number(read);
}

it('reads the members of a day by their key, by the plan that was made when the table was empty and without statistics', async () => {
  await database.dataSource.transaction(async (tx) => {
    await readByKeys(tx);
    await tx.query('create table member_plan (like member including all)');
    const db = await statementsOf(tx);
    await loadMembers(db, [changing('g', day(0))], 'member_plan');
    const stays = Array.from({ length: 3_000 }, (_, n) => [1, 'g', day(n + 1), day(n), `m ${n}`, { n }]);
    await db.add('member_plan', 'projection, group_id, to_on, from_on, member, as_what', stays);
    const before = await rowsRead(tx, 'member_plan');
    const work = changing('g', day(2_999));
    await loadMembers(db, [work], 'member_plan');
    expect([...work.groups.get('g')!.values()].map(({ member }) => member)).toEqual(['m 2999']);
    expect((await rowsRead(tx, 'member_plan')) - before).toBe(1);
  });
});
