/** How many events intake has taken in from each service, and when. */
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
