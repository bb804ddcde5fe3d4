/** What intake has counted: events by source, and messages that had to be parked. */
import type { ParkedCount } from '@park/contracts';
import type { EntityManager } from 'typeorm';

export interface Source {
  service: string;
  events: number;
  last_event_at: Date;
  last_received_at: Date;
}

export async function sources(tx: EntityManager): Promise<Map<string, Source>> {
  const rows: Source[] = await tx.query('select * from source');
  return new Map(rows.map((row) => [row.service, row]));
}

export async function parkedHere(tx: EntityManager, consumer: string): Promise<ParkedCount> {
  const [row] = await tx.query(
    `select count(*) filter (where state = 'parked') as parked, count(*) filter (where state = 'behind') as behind, min(parked_at) as oldest_at
     from parked where state in ('parked', 'behind')`,
  );
  return { consumer, parked: row.parked, behind: row.behind, oldest_at: row.oldest_at?.toISOString() ?? null };
}
