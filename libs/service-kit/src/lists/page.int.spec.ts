/** A page that PostgreSQL writes reads as one that is made of the rows as the driver gives them, for columns of every type that tables have. */
import { parkOrganisation } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import type { StreamableFile } from '@nestjs/common';
import fc from 'fast-check';
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { ParkRequest } from '../http/request.ts';
import type { Listing } from './listing.ts';
import { createDataSource } from '../service/database.client.ts';
import { Lists, type Page } from './lists.service.ts';

type Row = Record<string, unknown> & { id: string };

const columns: Record<string, EntitySchemaColumnOptions> = {
  id: { type: 'uuid', primary: true },
  place: { type: 'integer' },
  words: { type: 'text', nullable: true },
  tags: { type: 'text', array: true, nullable: true },
  others: { type: 'uuid', array: true },
  counts: { type: 'integer', array: true },
  small: { type: 'smallint' },
  big: { type: 'bigint' },
  is_open: { type: 'boolean' },
  day: { type: 'date', nullable: true },
  at: { type: 'timestamptz' },
  amount: { type: 'numeric', nullable: true },
  content: { type: 'jsonb', nullable: true },
};
const table = new EntitySchema<Row>({ name: 'sample', columns: columns as never });
const listing: Listing<Row> = { table, sorts: ['place', 'at', 'amount', 'big'], operatorOnly: ['amount', 'content'] };

class CreateSample1763000009999 {
  name = 'CreateSample1763000009999';
  async up(db: { query(sql: string): Promise<unknown> }): Promise<void> {
    const made = Object.entries(columns).map(([name, { type, array }]) => `"${name}" ${String(type)}${array ? '[]' : ''}`);
    await db.query(`create table sample (${made.join(', ')}, primary key (id))`);
  }
  async down(): Promise<void> {}
}

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ tables: [table], migrations: [CreateSample1763000009999] as never });
});
afterAll(() => database.drop());

const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
const json = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !JSON.stringify(value).includes('\\u0000') && Buffer.from(JSON.stringify(value)).toString() === JSON.stringify(value));
const aRow = fc.record({
  id: fc.uuid(),
  place: fc.integer({ min: 0, max: 5 }),
  words: fc.option(text),
  tags: fc.option(fc.array(text, { maxLength: 3 })),
  others: fc.array(fc.uuid(), { maxLength: 2 }),
  counts: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 3 }),
  small: fc.integer({ min: -32_768, max: 32_767 }),
  big: fc.maxSafeInteger(),
  is_open: fc.boolean(),
  day: fc.option(
    fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
  ),
  at: fc.date({ min: new Date('1970-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }),
  amount: fc.option(fc.integer({ min: -1e9, max: 1e9 }).map((cents) => (cents / 100).toFixed(2))),
  content: fc.option(json),
});

function asked(organisation = parkOrganisation): ParkRequest {
  const type = organisation === parkOrganisation ? 'user' : 'member_org';
  return { caller: { id: 'c', type, organisation, scopes: new Set() }, headers: {}, url: '/samples' } as unknown as ParkRequest;
}

const read = (answer: Page<Row> | StreamableFile): { items: Row[]; next: string | null; count?: number } =>
  JSON.parse(String((answer as Page<Row>).json)) as never;

it('reads as the rows themselves, page by page, in any order', async () => {
  const lists = new Lists(database.dataSource);
  const samples = database.dataSource.getRepository(table);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(aRow, { minLength: 0, maxLength: 7, selector: ({ id }) => id }),
      fc.constantFrom('place', '-at', 'big', '-place'),
      async (rows, sort) => {
        await samples.clear();
        await samples.insert(rows.map((row) => ({ ...row, content: row.content === null ? () => 'null' : row.content })) as never);
        const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
        const column = sort.replace('-', '');
        const whole = await samples.createQueryBuilder('t').orderBy(`t.${column}`, direction).addOrderBy('t.id', direction).getMany();
        const expected = JSON.parse(JSON.stringify(whole)) as Row[];
        const items: Row[] = [];
        let next: string | null = null;
        do {
          const page = read(await lists.answer(asked(), listing, { sort, limit: 3, count: true, ...(next !== null && { cursor: next }) }));
          expect(page.items.length).toBeLessThanOrEqual(3);
          expect(page.count).toBeGreaterThanOrEqual(page.items.length);
          items.push(...page.items);
          next = page.next;
        } while (next !== null);
        expect(items).toEqual(expected);
        const hidden = read(await lists.answer(asked('91370200264574251E'), listing, { sort, limit: 100 }));
        expect(hidden).toEqual({ items: expected.map((row) => ({ ...row, amount: null, content: null })), next: null });
      },
    ),
    { numRuns: 40 },
  );
});

it('has the members that are added, and an empty list where nothing matches', async () => {
  await database.dataSource.getRepository(table).clear();
  const answer = await new Lists(database.dataSource).answer(asked(), listing, {}, { sums: { funded: 3 } });
  expect(read(answer)).toEqual({ items: [], next: null, sums: { funded: 3 } });
});

it('reads by the value that is asked for, however often: few of 300,000 rows are new', async () => {
  await database.dataSource.query(
    `truncate sample;
     insert into sample (id, place, others, counts, small, big, is_open, at)
       select gen_random_uuid(), i, '{}', '{}', 0, i, true, timestamptz '2020-01-01' + i * interval '1 minute' from generate_series(1, 300000) i;
     create index on sample (place, id);
     create index on sample (at, id);
     analyze sample`,
  );
  const one = await createDataSource(database.url, [table], [], 'spec', 1).initialize();
  const newest = new Date(Date.parse('2020-01-01T00:00:00Z') + 299_990 * 60_000).toISOString();
  try {
    const rowsRead = async (): Promise<number> => {
      await one.query('select pg_stat_force_next_flush()');
      const [{ rows }] = await one.query(
        `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_user_tables where relname = 'sample'`,
      );
      return rows;
    };
    const before = await rowsRead();
    for (let n = 0; n < 12; n++) {
      const query = { sort: 'place', limit: 50, at_from: newest };
      expect(read(await new Lists(one).answer(asked(), listing, query)).items).toHaveLength(11);
    }
    expect((await rowsRead()) - before).toBeLessThan(1_000);
  } finally {
    await one.destroy();
  }
}, 30_000);
