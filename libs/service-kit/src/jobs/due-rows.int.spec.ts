/** The clock's jobs on a table of tasks: each is due from a day on, and its step marks it as done. */
import { Refusal } from '@park/kernel';
import { testDatabase, type TestDatabase } from '@park/test-kit';
import { randomUUID } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import type { Command } from '../commands/command.ts';
import { serviceKitMigrations } from '../service-kit.migration.ts';
import { Schedule } from './schedule.service.ts';

class CreateTask1760000000900 {
  name = 'CreateTask1760000000900';
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table task (id uuid primary key, due_on date not null, state text not null);
      create index task_due on task (due_on) where state = 'open';
    `);
  }
  async down(): Promise<void> {}
}

const due = `select id, due_on as due_at from task where state = 'open' and due_on <= :today`;
const finish = async ({ tx }: Command, id: string): Promise<void> =>
  void (await tx.query(`update task set state = 'done' where id = $1`, [id]));

let database: TestDatabase;
let time: Date;

beforeEach(async () => {
  time = new Date('2025-06-16T02:00:00Z');
  database = await testDatabase({ tables: [], migrations: [...serviceKitMigrations, CreateTask1760000000900] });
});
afterEach(() => database.drop());

async function addTasks(count: number, dueOn: string, state = 'open'): Promise<string[]> {
  const rows: { id: string }[] = await database.dataSource.query(
    `insert into task select gen_random_uuid(), $2, $3 from generate_series(1, $1) returning id`,
    [count, dueOn, state],
  );
  return rows.map(({ id }) => id);
}

async function states(): Promise<Record<string, number>> {
  const rows: { state: string; tasks: number }[] = await database.dataSource.query(
    'select state, count(*) as tasks from task group by state',
  );
  return Object.fromEntries(rows.map(({ state, tasks }) => [state, tasks]));
}

const refusals = (): Promise<any[]> => database.dataSource.query('select * from job_refusal order by row_id');

function schedule(step: (command: Command, id: string) => Promise<unknown>): Schedule {
  const jobs = new Schedule(database.dataSource, () => time, {});
  jobs.addForEach({ name: 'tasks: finish', due, step });
  return jobs;
}

it('changes every row that is due, the oldest first, and none that is not', async () => {
  await addTasks(120, '2025-06-16');
  const [oldest] = await addTasks(1, '2025-01-01');
  await addTasks(3, '2025-06-17');
  const order: string[] = [];
  await schedule(async (command, id) => {
    order.push(id);
    await finish(command, id);
  }).runDue();
  expect(await states()).toEqual({ done: 121, open: 3 });
  expect(order[0]).toBe(oldest);
  expect(new Set(order).size).toBe(121);
});

it('sets a refused row aside with the reason, lets it hold up no other, and tries it again later and later', async () => {
  const refused = await addTasks(60, '2025-01-01');
  await addTasks(60, '2025-06-16');
  const tries = new Map<string, number>();
  const jobs = schedule(async (command, id) => {
    if (!refused.includes(id)) return await finish(command, id);
    tries.set(id, (tries.get(id) ?? 0) + 1);
    throw new Refusal('conflict', 'deposit_missing', 'The deposit has not come in.');
  });
  await jobs.runDue();
  await jobs.runDue();
  expect(await states()).toEqual({ done: 60, open: 60 });
  expect([...new Set(tries.values())]).toEqual([1]);
  expect((await refusals())[0]).toMatchObject({
    job: 'tasks: finish',
    code: 'deposit_missing',
    tries: 1,
    retry_at: new Date('2025-06-16T02:01:00Z'),
  });

  time = new Date('2025-06-16T02:01:00Z');
  await jobs.runDue();
  expect(new Set((await refusals()).map(({ retry_at }) => retry_at.toISOString()))).toEqual(new Set(['2025-06-16T02:03:00.000Z']));
  for (let hour = 3; hour < 20; hour++) {
    time = new Date(Date.UTC(2025, 5, 16, hour));
    await jobs.runDue();
  }
  expect(new Set((await refusals()).map(({ retry_at }) => retry_at.toISOString()))).toEqual(new Set(['2025-06-16T20:00:00.000Z']));
});

it('forgets a refusal once the row is no longer due', async () => {
  const [id] = await addTasks(1, '2025-06-16');
  const jobs = schedule(() => Promise.reject(new Refusal('conflict', 'not_now', 'Not now.')));
  await jobs.runDue();
  expect(await refusals()).toHaveLength(1);
  await database.dataSource.query(`update task set state = 'cancelled' where id = $1`, [id]);
  await jobs.runDue();
  expect(await refusals()).toEqual([]);
});

it('survives a fault of ours and a violated constraint, and undoes what the step had done', async () => {
  const [faulty, clashing] = await addTasks(2, '2025-01-01');
  await addTasks(2, '2025-06-16');
  await schedule(async (command, id) => {
    await finish(command, id);
    if (id === faulty) throw new TypeError('undefined is not a function');
    if (id === clashing) await command.tx.query(`insert into task values ($1, '2025-06-16', 'open')`, [id]);
  }).runDue();
  expect(await states()).toEqual({ done: 2, open: 2 });
  const codes = Object.fromEntries((await refusals()).map(({ row_id, code }) => [row_id, code]));
  expect(codes).toEqual({ [faulty!]: 'internal_error', [clashing!]: 'already_exists' });
  expect(JSON.stringify(await refusals())).not.toContain('undefined is not');
});

it('ends where a step leaves its rows due, and says so', async () => {
  await addTasks(130, '2025-06-16');
  let steps = 0;
  const jobs = schedule(async () => void steps++);
  await jobs.runDue();
  await jobs.runDue();
  expect(steps).toBe(130);
  expect(new Set((await refusals()).map(({ code }) => code))).toEqual(new Set(['still_due']));
});

it('does not count a row as refused that somebody else has changed meanwhile', async () => {
  await addTasks(1, '2025-06-16');
  await schedule(async (_command, id) => {
    await database.dataSource.query(`update task set state = 'done' where id = $1`, [id]);
    throw new Refusal('conflict', 'invalid_transition', 'It is done already.');
  }).runDue();
  expect(await refusals()).toEqual([]);
});

it('reads the due rows by their index, however many are behind them', async () => {
  const { dataSource } = database;
  await addTasks(300_000, '2020-01-01', 'done');
  await addTasks(5, '2025-06-16');
  await dataSource.query('vacuum analyze task');
  const plan: { 'QUERY PLAN': string }[] = await dataSource.query(
    `explain (analyze, buffers) select d.id from (${due.replace(':today', `'2025-06-16'::date`)}) d
     where not exists (select from job_refusal r where r.job = 'x' and r.row_id = d.id) order by d.due_at, d.id limit 50`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('task_due');
  const [, hit = '0', read = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(text)!;
  expect(Number(hit) + Number(read)).toBeLessThan(20);
});

it('runs one job although another fails as a whole', async () => {
  await addTasks(1, '2025-06-16');
  const jobs = new Schedule(database.dataSource, () => time, {});
  jobs.addForEach({ name: 'broken', due: 'select id, due_at from nowhere', step: finish });
  jobs.addForEach({ name: 'tasks: finish', due, step: finish });
  await jobs.runDue();
  expect(await states()).toEqual({ done: 1 });
});

it('passes each row a command of the system, in the job’s name', async () => {
  await addTasks(1, '2025-06-16');
  let seen: Command | undefined;
  await schedule(async (command, id) => {
    seen = command;
    await finish(command, id);
  }).runDue();
  expect(seen?.actor).toEqual({ id: 'tasks: finish', type: 'system', organisation: 'park' });
  expect(seen?.newId()).not.toBe(randomUUID());
});
