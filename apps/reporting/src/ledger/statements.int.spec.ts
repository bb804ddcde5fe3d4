import { closeLedger, database, openLedger } from './ledger-database.fixture.ts';
import { statementsOf } from './statements.store.ts';

beforeAll(openLedger);
afterAll(closeLedger);

describe('the statements of a transaction', () => {
  it.each([
    { how: 'a few, which go with the next statement', times: 1 },
    { how: 'many, which are copied', times: 20 },
  ])('add texts as they are, and null: $how', async ({ times }) => {
    const texts = Array.from({ length: times }, () => ['a\tb', 'c\nd\re', 'f\\g', '\\N', '', '"企业"', '\u2028😀']).flat();
    await database.dataSource.transaction(async (tx) => {
      const db = await statementsOf(tx);
      await tx.query(`create temp table added_${times} (n int, line text, body json) on commit drop`);
      await db.add(`added_${times}`, 'n, line, body', [...texts.map((text, n) => [n, text, { text }]), [texts.length, null, null]]);
      const rows = await tx.query(`select line, body from added_${times} order by n`);
      expect(rows).toEqual([...texts.map((text) => ({ line: text, body: { text } })), { line: null, body: null }]);
    });
  });

  it('are not sent after one that failed, so that none runs behind the rollback', async () => {
    const work = database.dataSource.transaction(async (tx) => {
      const db = await statementsOf(tx);
      await Promise.all([
        db.copyText('journal', 'position, received_at', 'not a number\tnow\n'),
        db.ask('count a source', `insert into source values ('left', 1, now(), now())`, []),
      ]);
    });
    await expect(work).rejects.toThrow('invalid input syntax for type bigint');
    expect(await database.dataSource.query('select * from source')).toEqual([]);
  });
});
