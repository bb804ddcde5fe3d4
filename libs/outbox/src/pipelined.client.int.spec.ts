import { testDatabase, type TestDatabase } from '@park/test-kit';
import type { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { outboxMigrations } from './outbox.migration.ts';
import { askPrepared, runBeforeNext } from './pipelined.client.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ tables: [], migrations: outboxMigrations });
  await database.dataSource.query('create table note (text text primary key)');
});
afterAll(() => database.drop());
beforeEach(() => database.dataSource.query('truncate note'));

const note = (tx: EntityManager, text: string): Promise<void> =>
  runBeforeNext(tx, { name: 'note', text: 'insert into note values ($1)', values: [text] });
const notes = async (): Promise<string[]> =>
  (await database.dataSource.query<{ text: string }[]>('select text from note order by text')).map(({ text }) => text);

/** Writes to the socket while `work` runs in a transaction. */
async function writesOf(work: (tx: EntityManager) => Promise<unknown>): Promise<number> {
  const runner = database.dataSource.createQueryRunner();
  const { stream } = ((await runner.connect()) as { connection: { stream: { _write: Write; _writev: Write } } }).connection;
  const own = { _write: stream._write, _writev: stream._writev };
  let writes = 0;
  for (const name of ['_write', '_writev'] as const) {
    stream[name] = function (this: unknown, ...args: unknown[]) {
      writes++;
      return own[name].apply(this, args);
    };
  }
  try {
    await runner.startTransaction();
    await work(runner.manager);
    await runner.commitTransaction();
    return writes;
  } finally {
    Object.assign(stream, own);
    await runner.release();
  }
}

type Write = (...args: unknown[]) => void;

it('sends BEGIN with the first statement, and what waits with the COMMIT', async () => {
  const work = async (tx: EntityManager): Promise<void> => {
    await tx.query('select 1');
    await note(tx, 'a');
    await note(tx, 'b');
  };
  expect(await writesOf(work)).toBe(2);
  expect(await notes()).toEqual(['a', 'b']);
});

it('runs what waits before the next statement, which sees it', async () => {
  await database.dataSource.transaction(async (tx) => {
    await note(tx, 'a');
    expect(await tx.query('select text from note')).toEqual([{ text: 'a' }]);
  });
});

it('drops the rows that one answers which waited', async () => {
  await database.dataSource.transaction(async (tx) => {
    await runBeforeNext(tx, { name: 'two columns', text: 'select 1 as a, 2 as b' });
    expect(await tx.query('select 3 as c')).toEqual([{ c: 3 }]);
  });
});

it('fails the next statement with the error of the one that waited', async () => {
  const failing = database.dataSource.transaction(async (tx) => {
    await note(tx, 'a');
    await note(tx, 'a');
    await tx.query('select 1');
  });
  await expect(failing).rejects.toMatchObject({ driverError: { code: '23505', constraint: 'note_pkey' } });
  expect(await notes()).toEqual([]);
});

it('fails the COMMIT with it, and keeps nothing', async () => {
  const failing = database.dataSource.transaction(async (tx) => {
    await note(tx, 'kept only with the other');
    await note(tx, 'a');
    await note(tx, 'a');
  });
  await expect(failing).rejects.toMatchObject({ driverError: { code: '23505' } });
  expect(await notes()).toEqual([]);
});

it('undoes with a savepoint what waited in it, and nothing else', async () => {
  await database.dataSource.transaction(async (tx) => {
    await note(tx, 'a');
    const failing = tx.transaction(async (savepoint) => {
      await note(savepoint, 'b');
      await note(savepoint, 'b');
    });
    await expect(failing).rejects.toMatchObject({ driverError: { code: '23505' } });
    await note(tx, 'c');
  });
  expect(await notes()).toEqual(['a', 'c']);
});

it('forgets what waited when the transaction is rolled back, and leaves a connection that works', async () => {
  const failing = database.dataSource.transaction(async (tx) => {
    await note(tx, 'a');
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  const untouched = database.dataSource.transaction(() => Promise.reject(new Error('before any statement')));
  await expect(untouched).rejects.toThrow('before any statement');
  expect(await notes()).toEqual([]);
});

it('takes no statement outside a transaction', async () => {
  await expect(note(database.dataSource.manager, 'a')).rejects.toThrow('Only a transaction has a next statement.');
});

it('prepares a named statement once, and again where its first use failed', async () => {
  const runner = database.dataSource.createQueryRunner();
  const write = async (text: string): Promise<void> => {
    await runner.startTransaction();
    await runBeforeNext(runner.manager, { name: 'a note', text: 'insert into note values ($1)', values: [text] });
    await runner.commitTransaction();
  };
  try {
    await write('a');
    const failing = write('a');
    await expect(failing).rejects.toMatchObject({ driverError: { code: '23505' } });
    await runner.rollbackTransaction();
    for (const text of ['b', 'c', 'd']) await write(text);
    const [{ prepared }] = await runner.query(`select count(*)::int as prepared from pg_prepared_statements where name like 'a note %'`);
    expect(prepared).toBe(1);
  } finally {
    await runner.release();
  }
  const other = database.dataSource.createQueryRunner();
  try {
    await other.startTransaction();
    await runBeforeNext(other.manager, { name: 'fails first', text: 'insert into note values ($1) /* twice */', values: ['a'] });
    const failing = other.commitTransaction();
    await expect(failing).rejects.toMatchObject({ driverError: { code: '23505' } });
    await other.rollbackTransaction();
    await other.startTransaction();
    await runBeforeNext(other.manager, { name: 'fails first', text: 'insert into note values ($1) /* twice */', values: ['e'] });
    await other.commitTransaction();
  } finally {
    await other.release();
  }
  expect(await notes()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('begins the transaction before a query of another kind', async () => {
  const runner = database.dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as Client;
    await runner.startTransaction();
    await new Promise<void>((resolve, reject) =>
      client.query(`insert into note values ('a')`, [], (error) => (error ? reject(error) : resolve())),
    );
    await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
  expect(await notes()).toEqual([]);
});

it('goes on with a prepared statement after a migration has added a column', async () => {
  const runner = database.dataSource.createQueryRunner();
  const write = async (text: string): Promise<void> => {
    await runner.startTransaction();
    await runBeforeNext(runner.manager, {
      name: 'notes of JSON',
      text: 'insert into note (text) select text from jsonb_populate_recordset(null::note, $1::jsonb)',
      values: [JSON.stringify([{ text }])],
    });
    await runner.commitTransaction();
  };
  try {
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) await write(text);
    await database.dataSource.query('alter table note add column at timestamptz');
    await write('g');
  } finally {
    await runner.release();
  }
  expect(await notes()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

it('refuses a second statement with the name of another', async () => {
  const failing = database.dataSource.transaction(async (tx) => {
    await askPrepared(tx, { name: 'one name', text: 'select 1 as n' }, []);
    await askPrepared(tx, { name: 'one name', text: 'select 2 as n' }, []);
  });
  await expect(failing).rejects.toThrow('There are two statements with the name "one name".');
});

it('fails where a value cannot be written, keeps nothing, and leaves a connection that works', async () => {
  const runner = database.dataSource.createQueryRunner();
  const circular: { self?: object } = {};
  circular.self = circular;
  try {
    await runner.startTransaction();
    await note(runner.manager, 'a');
    await runBeforeNext(runner.manager, { name: 'note', text: 'insert into note values ($1)', values: [circular] });
    await expect(runner.commitTransaction()).rejects.toThrow('circular');
    await runner.rollbackTransaction();
    expect(await runner.query('select text from note')).toEqual([]);
  } finally {
    await runner.release();
  }
});
