/** A job fair 招聘会: contributes nothing by itself, but its name stands on figures that are broken down by fair. */
import { recruitment, type Bilingual } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Change, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

export interface Fair {
  code: string;
  state: string;
  gathering_id: string;
  fair_on: LocalDate | null;
  report_due_on: LocalDate;
}

const map = mappingsTo<Fair>();

type Head = Pick<Fair, 'code' | 'gathering_id' | 'fair_on'> & { to_state: string };

function headOf({ code, to_state, gathering_id, fair_on }: Head): Partial<Fair> {
  return { code, state: to_state, gathering_id, fair_on };
}

function moved(data: Head): { is: Partial<Fair> } {
  return { is: headOf(data) };
}

export function fairLogOf(known: Known): Change<Fair>[] {
  return logsOf<Fair>(known, 'recruitment.fair')[0]?.log ?? [];
}

export function fairOf(known: Known): Partial<Fair> {
  return latest(fairLogOf(known));
}

export function fairName(known: Known): Bilingual {
  const { code = '' } = fairOf(known);
  return { zh: code, en: code };
}

export const fair: SubjectKind = {
  name: 'recruitment.fair',
  title: { zh: '招聘会', en: 'Job fair' },
  version: 1,
  measures: [],
  mappings: [
    map(recruitment.FairDraftedV1, moved),
    map(recruitment.FairFiledV1, moved),
    map(recruitment.FairPhaseChangedV1, moved),
    map(recruitment.FairRescheduledV1, moved),
    map(recruitment.FairCancelledV1, moved),
    map(recruitment.FairClosedV1, (data) => ({ is: { ...headOf(data), report_due_on: data.report_due_on } })),
    map(recruitment.FairReportedV1, moved),
  ],
};
