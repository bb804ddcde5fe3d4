/** The register of persons, where one is forgotten at the moment in which it is entered again. */
import { PersonsService } from '@park/directory';
import { commandOfSystem } from '@park/service-kit';
import { anIdentity, eventually, type ServiceUnderTest } from '@park/test-kit';
import type { EntityManager } from 'typeorm';
import { housingUnderTest } from '../housing.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest();
});
afterAll(() => park.close());

it('keeps the person, or enters it anew', async () => {
  const { dataSource } = park.database;
  const enter = (tx: EntityManager) => park.app.get(PersonsService).enter(commandOfSystem('test', tx, park.time.now), [anIdentity(7_000)]);
  const [known] = await dataSource.transaction(enter);
  let forgotten: Promise<unknown> | undefined;

  /** Forgets the person right after the first statement: at once, or when whoever has locked it is done. */
  async function forget(): Promise<void> {
    let isDone = false;
    forgotten = dataSource.query('delete from person where id = $1', [known!.id]).then(() => (isDone = true));
    await eventually(async () => {
      const [{ waiting }] = await dataSource.query(
        `select count(*) as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from person%'`,
      );
      expect(isDone || waiting === 1).toBe(true);
    });
  }

  const [entered] = await dataSource.transaction(async (tx) => {
    const ask = tx.query.bind(tx);
    tx.query = async (sql: string, parameters?: unknown[]) => {
      const answer = await ask(sql, parameters);
      if (!forgotten) await forget();
      return answer;
    };
    return await enter(tx);
  });
  await forgotten;
  expect(entered).toMatchObject({ name_masked: known!.name_masked });
});
