/** What is known of buildings and of the units in them. */
import type { Bilingual } from '@park/contracts';
import type { View } from '../kpi/kpi.store.ts';
import type { Known } from '../ledger/said.ts';
import { buildingOf } from '../subjects/building.ts';

export interface KnownSubject {
  id: string;
  known: Known;
}

export async function buildings({ tx, projection }: View): Promise<KnownSubject[]> {
  return await tx.query(`select id, known from subject where projection = $1 and kind = 'building'`, [projection.version]);
}

export async function unitsOf({ tx, projection }: View, buildingId: string): Promise<KnownSubject[]> {
  return await tx.query(`select id, known from subject where projection = $1 and kind = 'unit' and belongs_to = $2`, [
    projection.version,
    buildingId,
  ]);
}

export async function buildingNames(view: View): Promise<Map<string, Bilingual>> {
  const known = await buildings(view);
  return new Map(known.map(({ id, known: words }) => [id, nameOf(words)]));
}

function nameOf(known: Known): Bilingual {
  const { code, name } = buildingOf(known);
  return { zh: name || code, en: code };
}
