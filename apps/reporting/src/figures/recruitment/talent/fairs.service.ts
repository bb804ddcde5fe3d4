/** Answers the job fairs, and how one of them stands: by its booths, its postings, and the applications that it brought. */
import { Inject, Injectable } from '@nestjs/common';
import type { FairAnswer, FairList, FairSummary } from '@park/contracts';
import { Refusal, requireOperator, type Actor } from '@park/kernel';
import { freshnessOf, subjectsById, subjectsOf, type View } from '../../../kpi/kpi.store.ts';
import { gathering } from '../../events/gathering.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { application } from '../application.ts';
import { booth, boothApplication, boothApplicationOf } from '../booth.ts';
import { employer } from '../employer.ts';
import { fair, fairOf } from '../fair.ts';
import { hire } from '../hire.ts';
import {
  boothMap,
  fairIndustries,
  fairSummary,
  isFairAnnounced,
  isWaiting,
  newestFirst,
  sumsOfApplications,
  sumsOfTotals,
} from './fairs.ts';
import { applicationDays, stageCounts } from './funnel.ts';
import { fairFloor, funnelTotals, totalsByFair } from './talent.store.ts';

const nothing = { reached: [], worked: [] };

@Injectable()
export class Fairs {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  /** `isMember`: for a member organisation, which sees only what was announced to it. */
  async fairs(isMember: boolean): Promise<FairList> {
    return await this.snapshots.read(async (view, today) => {
      const fairs = [...(await subjectsOf(view, fair.name))].filter(([, known]) => !isMember || isFairAnnounced(known));
      const gatherings = await gatheringsOf(
        view,
        fairs.flatMap(([, known]) => fairOf(known).gathering_id ?? []),
      );
      const totals = await totalsByFair(view);
      const summaries = fairs.map(([id, known]): FairSummary => {
        const held = gatherings.get(fairOf(known).gathering_id ?? '');
        return fairSummary(id, known, held, sumsOfTotals(totals.get(id) ?? []), today);
      });
      return { ...freshnessOf(view, [fair, boothApplication, gathering], today), items: summaries.sort(newestFirst) };
    });
  }

  /** Throws `forbidden operator_only`, `not-found fair_not_found`. */
  async fair(id: string, caller: Actor): Promise<FairAnswer> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      const known = (await subjectsById(view, fair.name, [id])).get(id);
      if (!known) throw new Refusal('not-found', 'fair_not_found', `There is no fair "${id}".`);
      const { fair_on, gathering_id = '' } = fairOf(known);
      const held = (await gatheringsOf(view, [gathering_id])).get(gathering_id);
      const floor = await fairFloor(view, id);
      const applications = fair_on ? await funnelTotals(view, { fair: id }, applicationDays(fair_on)) : nothing;
      return {
        ...freshnessOf(view, [fair, booth, boothApplication, employer, application, hire, gathering], today),
        fair: fairSummary(id, known, held, sumsOfApplications(floor.applications), today),
        waiting: floor.applications.map(boothApplicationOf).filter(isWaiting).length,
        booths: boothMap(floor),
        industries: fairIndustries(floor.applications),
        applications: stageCounts(applications),
      };
    });
  }
}

function gatheringsOf(view: View, ids: readonly string[]) {
  return subjectsById(view, gathering.name, ids);
}
