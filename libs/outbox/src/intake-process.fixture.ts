/** A consumer as a process of its own: counts events per aggregate in the transaction they are taken in with. */
import { tenants } from '@park/contracts';
import { DataSource } from 'typeorm';
import type { Intake } from './intake-batch.consumer.ts';
import { IntakeTransport } from './intake.consumer.ts';

const [group, databaseUrl, brokers, point, times] = process.argv.slice(2) as [string, string, string, string?, string?];
let left = Number(times ?? 0);

const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
const transport = new IntakeTransport({
  service: group,
  parkCode: group,
  brokers: brokers.split(','),
  dataSource,
  now: () => new Date(),
  batchSize: 20,
  onPoint: (reached) => {
    if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
transport.addHandler(
  tenants.EntityRenamedV1.type,
  async ({ tx, events }: Intake) => {
    for (const { subject, sequence } of events) {
      await tx.query(
        `insert into tally (subject, count, last_sequence, in_order) values ($1, 1, $2, true)
         on conflict (subject) do update set count = tally.count + 1, in_order = tally.in_order and $2 = tally.last_sequence + 1, last_sequence = $2`,
        [subject, sequence],
      );
    }
  },
  true,
);
transport.listen((error) => {
  if (error) throw error;
});
