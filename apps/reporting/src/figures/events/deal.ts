/** A deal 融资跟踪: counts with its amount on the day of the money. */
import { events } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry } from '../../ledger/timeline.ts';
import { atGathering, inSeason, sector } from './dimensions.ts';

/** 千元 */
export const financing: Measure = { code: 'financing', dimensions: [inSeason, atGathering, sector] };

export interface Deal {
  code: string;
  state: string;
  investor_id: string;
  project_id: string;
  sector: string;
  gathering_id: string | null;
  season_id: string | null;
  amount_kcny: number;
  round: string;
  funded_on: LocalDate;
}

const map = mappingsTo<Deal>();

type Head = Pick<Deal, 'code' | 'investor_id' | 'project_id' | 'sector' | 'gathering_id' | 'season_id'> & { to_state: string };

function headOf({ code, to_state, investor_id, project_id, sector: of, gathering_id, season_id }: Head): Partial<Deal> {
  return { code, state: to_state, investor_id, project_id, sector: of, gathering_id, season_id };
}

function funded(data: Head & Pick<Deal, 'amount_kcny' | 'round' | 'funded_on'>): { on: LocalDate; is: Partial<Deal> } {
  const { amount_kcny, round, funded_on } = data;
  return { on: funded_on, is: { ...headOf(data), amount_kcny, round, funded_on } };
}

export function dealOf(known: Known): Partial<Deal> {
  const [own] = logsOf<Deal>(known, 'events.deal');
  return latest(own?.log ?? []);
}

export const deal: SubjectKind = {
  name: 'events.deal',
  title: { zh: '融资跟踪', en: 'Deal' },
  version: 1,
  measures: [financing],
  mappings: [
    map(events.DealOpenedV1, (data) => ({ is: headOf(data) })),
    map(events.DealStageChangedV1, (data) => ({ is: headOf(data) })),
    map(events.DealFundedV1, funded),
    map(events.DealCorrectedV1, funded),
  ],
  timeline(known) {
    const { amount_kcny, funded_on, season_id, gathering_id, sector: of = 'unknown' } = dealOf(known);
    if (amount_kcny === undefined || funded_on === undefined) return [];
    const dimensions = { season: season_id ?? 'none', gathering: gathering_id ?? 'none', sector: of };
    return [flowEntry(financing, dimensions, funded_on, amount_kcny)];
  },
  belongsTo: (known) => dealOf(known).season_id ?? null,
};
