/**
 * The sequence of each aggregate's events, to see what never came. Every message of the park counts, also of a type that nobody
 * handles here and also where it was parked: it came.
 */
import type { EntityManager } from 'typeorm';
import { askPrepared } from './pipelined.client.ts';

export interface Sequenced {
  source: string;
  subject: string;
  sequence: number;
}

export interface Gap {
  source: string;
  subject: string;
  /** PostgreSQL's text of a multirange, e.g. `{[3,5)}`: 3 and 4 are missing. */
  missing: string;
}

const missingNow = `(known.missing + int4multirange(int4range(known.last + 1, greatest(known.last, excluded.last) + 1)))
           - (int4multirange(int4range(1, excluded.last + 1)) - excluded.missing)`;

/** `excluded.missing` is what did not come of 1 up to the batch's highest, so its complement is what came. */
const noteSequencesStatement = {
  name: 'note sequences',
  text: `with came as (
       select source, subject, max(sequence) as last, range_agg(int4range(sequence, sequence + 1)) as sequences
       from jsonb_to_recordset($1::jsonb) as r(source text, subject text, sequence int)
       group by source, subject
     ),
     noted as (
       insert into intake_sequence as known (source, subject, last, missing, gap_at)
       select source, subject, last, missing, case when isempty(missing) then null else $2::timestamptz end
       from (select *, int4multirange(int4range(1, last + 1)) - sequences as missing from came) rows
       order by source, subject
       on conflict (source, subject) do update set
         last = greatest(known.last, excluded.last),
         missing = ${missingNow},
         gap_at = case when isempty(${missingNow}) then null else coalesce(known.gap_at, $2::timestamptz) end
       where excluded.last > known.last or not isempty(known.missing)
       returning source, subject, missing::text as missing, gap_at
     )
     select source, subject, missing from noted where gap_at = $2::timestamptz`,
};

/** Answers the aggregates that have a gap since now. One statement a batch, one row an aggregate; what comes late closes its gap. */
export async function noteSequences(tx: EntityManager, messages: readonly Sequenced[], now: Date): Promise<Gap[]> {
  if (messages.length === 0) return [];
  return await askPrepared<Gap>(tx, noteSequencesStatement, [JSON.stringify(messages), now]);
}

/** Which of these came before, by their sequence alone. */
export async function cameBefore(tx: EntityManager, messages: readonly Sequenced[]): Promise<Set<string>> {
  const rows: Sequenced[] = await tx.query(
    `select r.source, r.subject, r.sequence
     from jsonb_to_recordset($1::jsonb) as r(source text, subject text, sequence int)
     join intake_sequence known using (source, subject)
     where r.sequence <= known.last and not known.missing @> r.sequence`,
    [JSON.stringify(messages.map(({ source, subject, sequence }) => ({ source, subject, sequence })))],
  );
  return new Set(rows.map(keyOf));
}

export function keyOf({ source, subject, sequence }: Sequenced): string {
  return `${source} ${subject} ${sequence}`;
}

export async function countGaps(tx: EntityManager): Promise<number> {
  const [{ count }] = await tx.query('select count(*)::int as count from intake_sequence where gap_at is not null');
  return count;
}
