/** An employer 用人单位: contributes nothing by itself, but its name and its standing stand beside booths and postings. */
import { recruitment } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

export interface Employer {
  code: string;
  name: string;
  state: string;
  industry_code: string;
  /** A market entity of the park. */
  is_resident: boolean;
  no_shows: number;
  sits_out_after: LocalDate | null;
  banned_until: LocalDate | null;
}

const map = mappingsTo<Employer>();

export function employerOf(known: Known): Partial<Employer> {
  return latest(logsOf<Employer>(known, 'recruitment.employer')[0]?.log ?? []);
}

export const employer: SubjectKind = {
  name: 'recruitment.employer',
  title: { zh: '用人单位', en: 'Employer' },
  version: 1,
  measures: [],
  mappings: [
    map(recruitment.EmployerRegisteredV1, ({ code, name, to_state, industry_code }) => ({
      is: { code, name, state: to_state, industry_code, no_shows: 0, sits_out_after: null, banned_until: null },
    })),
    map(recruitment.EmployerChangedV1, ({ name, industry_code }) => ({ is: { name, industry_code } })),
    map(recruitment.EmployerPapersSubmittedV1, ({ to_state }) => ({ is: { state: to_state } })),
    map(recruitment.EmployerVerifiedV1, ({ to_state }) => ({ is: { state: to_state } })),
    map(recruitment.EmployerRejectedV1, ({ to_state }) => ({ is: { state: to_state } })),
    map(recruitment.EmployerLinkedV1, () => ({ is: { is_resident: true } })),
    map(recruitment.EmployerDepartedV1, () => ({ is: { is_resident: false } })),
    map(recruitment.EmployerStandingChangedV1, ({ no_shows, sits_out_after, banned_until }) => ({
      is: { no_shows, sits_out_after, banned_until },
    })),
  ],
};
