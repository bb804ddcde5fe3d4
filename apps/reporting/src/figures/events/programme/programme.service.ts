/** Answers how the seasons, and the gatherings in them, stand today. */
import { Inject, Injectable } from '@nestjs/common';
import type { GatheringAnswer, SeasonProgramme, SeasonSummary } from '@park/contracts';
import { Refusal } from '@park/kernel';
import { freshnessOf, subjectsById, type View } from '../../../kpi/kpi.store.ts';
import type { Known } from '../../../ledger/log.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { gatheringOf } from '../gathering-log.ts';
import { gathering } from '../gathering.ts';
import { registration } from '../registration.ts';
import { season, seasonName, seasonOf } from '../season.ts';
import {
  arrivalDays,
  byTime,
  daysToRead,
  gatheringSummary,
  isGatheringAnnounced,
  isSeasonAnnounced,
  monthsAround,
  newestFirst,
  noSeason,
  outsideOfSeasons,
  seasonDays,
  seasonSummary,
  totalsOf,
} from './programme.ts';
import { arrivalsOf, gatheringTotals, knownGatherings, knownSeasons, seasonTotals, totalsOfGathering } from './programme.store.ts';

const kinds = [season, gathering, registration];

/** `isMember`: for a member organisation, which sees only what was announced to it. */
@Injectable()
export class Programme {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  async seasons(isMember: boolean): Promise<SeasonSummary[]> {
    return await this.snapshots.read(async (view, today) => {
      const months = monthsAround(today);
      const totals = await seasonTotals(view, months);
      const seen = [...(await knownSeasons(view))].filter(([, known]) => !isMember || isSeasonAnnounced(known));
      const summaries = seen.map(([id, known]) => seasonSummary(id, known, totals.get(id)));
      return [...summaries, outsideOfSeasons(months, totals.get(noSeason))].sort(newestFirst);
    });
  }

  /** Throws `not-found season_not_found`. */
  async season(id: string, isMember: boolean): Promise<SeasonProgramme> {
    return await this.snapshots.read(async (view, today) => {
      const months = monthsAround(today);
      const known = id === noSeason ? null : await seasonKnown(view, id, isMember);
      const gatherings = [...(await knownGatherings(view, id, months))].filter(([, one]) => !isMember || isGatheringAnnounced(one));
      const days = daysToRead(
        gatherings.map(([, one]) => one),
        today,
      );
      const totals = days && (await gatheringTotals(view, id, days));
      const items = gatherings.flatMap(([of, one]) => gatheringSummary(of, one, totals?.get(of) ?? []) ?? []).sort(byTime);
      const arrivals = days ? await arrivalsOf(view, { season: id }, days) : [];
      return {
        ...freshnessOf(view, kinds, today),
        season: known ? seasonSummary(id, known, totalsOf(items)) : outsideOfSeasons(months, totalsOf(items)),
        days: seasonDays(arrivals),
        items,
      };
    });
  }

  /** Throws `not-found gathering_not_found`. */
  async gathering(id: string, isMember: boolean): Promise<GatheringAnswer> {
    return await this.snapshots.read(async (view, today) => {
      const known = await gatheringKnown(view, id, isMember);
      const days = daysToRead([known], today);
      const summary = days && gatheringSummary(id, known, await totalsOfGathering(view, id, days));
      if (!days || !summary) throw gatheringNotFound(id);
      const arrivals = await arrivalsOf(view, { gathering: id }, days);
      return {
        ...freshnessOf(view, kinds, today),
        gathering: summary,
        season: await seasonNamed(view, gatheringOf(known).season_id ?? null),
        days: arrivalDays(arrivals),
      };
    });
  }
}

/** Throws `not-found season_not_found`. */
export async function seasonKnown(view: View, id: string, isMember: boolean): Promise<Known> {
  const known = (await knownSeasons(view)).get(id);
  if (!known || (isMember && !isSeasonAnnounced(known))) throw new Refusal('not-found', 'season_not_found', `There is no season "${id}".`);
  return known;
}

/** Throws `not-found gathering_not_found`. */
export async function gatheringKnown(view: View, id: string, isMember: boolean): Promise<Known> {
  const known = (await subjectsById(view, gathering.name, [id])).get(id);
  if (!known || (isMember && !isGatheringAnnounced(known))) throw gatheringNotFound(id);
  return known;
}

function gatheringNotFound(id: string): Refusal {
  return new Refusal('not-found', 'gathering_not_found', `There is no gathering "${id}".`);
}

async function seasonNamed(view: View, id: string | null): Promise<GatheringAnswer['season']> {
  const known = id === null ? undefined : (await subjectsById(view, season.name, [id])).get(id);
  return id === null || !known ? null : { id, code: seasonOf(known).code ?? '', name: seasonName(known) };
}
