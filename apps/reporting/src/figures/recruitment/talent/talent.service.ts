/** Answers how far applications come, and how employers stand. */
import { Inject, Injectable } from '@nestjs/common';
import type { EmployerStandingList, TalentFunnel } from '@park/contracts';
import { invalid, requireOperator, type Actor, type LocalDate } from '@park/kernel';
import { isUnnamed } from '../../../kpi/dimension.ts';
import { freshnessOf, subjectsById, subjectsOf, type View } from '../../../kpi/kpi.store.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { application } from '../application.ts';
import { boothApplication } from '../booth.ts';
import { employer } from '../employer.ts';
import { fair } from '../fair.ts';
import { hire } from '../hire.ts';
import { applicationsByIndustry, funnelOf, periodOf } from './funnel.ts';
import { boothDays, daysOfFairs, isVerified, standingOf, worstFirst } from './standing.ts';
import { applicationTotals, employerTotals, funnelTotals } from './talent.store.ts';

export interface FunnelQuestion {
  from?: LocalDate | undefined;
  to?: LocalDate | undefined;
  /** Id, or `none` for applications outside of fairs. */
  fair?: string | undefined;
  /** Section of GB/T 4754. */
  industry?: string | undefined;
}

@Injectable()
export class Talent {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  /** Throws `invalid empty_period`, `invalid period_too_long`, `invalid unknown_value`. */
  async funnel(question: FunnelQuestion): Promise<TalentFunnel> {
    return await this.snapshots.read(async (view, today) => {
      const days = periodOf(question, today);
      const ofFair = await fairFilter(view, question.fair);
      const filters = { ...ofFair, ...(question.industry !== undefined && { industry: question.industry }) };
      return {
        ...freshnessOf(view, [application, hire], today),
        ...days,
        fair: question.fair ?? null,
        industry: question.industry ?? null,
        stages: funnelOf(await funnelTotals(view, filters, days), today),
        industries: applicationsByIndustry(await applicationTotals(view, ofFair, days)),
      };
    });
  }

  /** Throws `forbidden operator_only`. */
  async employers(caller: Actor): Promise<EmployerStandingList> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      const verified = [...(await subjectsOf(view, employer.name))].filter(([, known]) => isVerified(known));
      const totals = await employerTotals(view, boothDays(today));
      const fairDays = daysOfFairs((await subjectsOf(view, fair.name)).values());
      const items = verified.map(([id, known]) => standingOf(id, known, totals.get(id) ?? [], fairDays, today));
      return { ...freshnessOf(view, [employer, boothApplication, fair], today), items: items.sort(worstFirst) };
    });
  }
}

async function fairFilter(view: View, id: string | undefined): Promise<Record<string, string>> {
  if (id === undefined) return {};
  const isKnown = isUnnamed(id) || (await subjectsById(view, fair.name, [id])).has(id);
  if (!isKnown) throw invalid('/fair', 'unknown_value', `"${id}" is no fair.`);
  return { fair: id };
}
