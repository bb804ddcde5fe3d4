/** Answers the pitches, meetings and deals of a season. It names projects and investors, so that it is for the park's operator. */
import { Inject, Injectable } from '@nestjs/common';
import type { GatheringMeetings, GatheringPitches, SeasonDeals } from '@park/contracts';
import { requireOperator, type Actor } from '@park/kernel';
import { freshnessOf, subjectsById, subjectsOf, subjectsOfNone, type View } from '../../../kpi/kpi.store.ts';
import type { Known } from '../../../ledger/log.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { deal, dealOf } from '../deal.ts';
import { matchRequest, matchRequestOf } from '../match-request.ts';
import { pitch, pitchOf } from '../pitch.ts';
import { investor, project } from '../project.ts';
import { noSeason } from './programme.ts';
import { gatheringKnown, seasonKnown } from './programme.service.ts';
import { dealEntry, furthestFirst, inOrder, inSlots, meetingEntry, pitchEntry, type Names } from './roadshow.ts';

@Injectable()
export class Roadshows {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  /** Throws `forbidden operator_only`, `not-found gathering_not_found`. */
  async pitches(gatheringId: string, caller: Actor): Promise<GatheringPitches> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      await gatheringKnown(view, gatheringId, false);
      const known = await subjectsOf(view, pitch.name, gatheringId);
      const names = await namesIn(view, [...known.values()].map(pitchOf));
      const items = [...known].map(([id, one]) => pitchEntry(id, one, names)).sort(inOrder);
      return { ...freshnessOf(view, [pitch, project], today), items };
    });
  }

  /** Throws `forbidden operator_only`, `not-found gathering_not_found`. */
  async meetings(gatheringId: string, caller: Actor): Promise<GatheringMeetings> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      await gatheringKnown(view, gatheringId, false);
      const known = await subjectsOf(view, matchRequest.name, gatheringId);
      const names = await namesIn(view, [...known.values()].map(matchRequestOf));
      const items = [...known].map(([id, one]) => meetingEntry(id, one, names)).sort(inSlots);
      return { ...freshnessOf(view, [matchRequest, project, investor], today), items };
    });
  }

  /** Throws `forbidden operator_only`, `not-found season_not_found`. */
  async deals(seasonId: string, caller: Actor): Promise<SeasonDeals> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      const known = await dealsOf(view, seasonId);
      const names = await namesIn(view, [...known.values()].map(dealOf));
      const items = [...known].map(([id, one]) => dealEntry(id, one, names)).sort(furthestFirst);
      return { ...freshnessOf(view, [deal, project, investor], today), items };
    });
  }
}

async function dealsOf(view: View, seasonId: string): Promise<Map<string, Known>> {
  if (seasonId === noSeason) return await subjectsOfNone(view, deal.name);
  await seasonKnown(view, seasonId, false);
  return await subjectsOf(view, deal.name, seasonId);
}

async function namesIn(view: View, parties: readonly { project_id?: string; investor_id?: string }[]): Promise<Names> {
  const idsOf = (of: 'project_id' | 'investor_id'): string[] => [...new Set(parties.flatMap((one) => one[of] ?? []))];
  return {
    projects: await subjectsById(view, project.name, idsOf('project_id')),
    investors: await subjectsById(view, investor.name, idsOf('investor_id')),
  };
}
