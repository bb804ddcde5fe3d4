import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, type NewIdentity } from '@park/kernel';
import {
  change,
  identityWith,
  knownByCode,
  load,
  lock,
  requireIfMatch,
  save,
  upsertRows,
  type Command,
  type Outcome,
} from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { FairBoothsService } from '../booth-applications/fair-booths.service.ts';
import type { KnownGathering } from '../gatherings/gathering.ts';
import { sharedGathering, sharedGatheringsOf } from '../gatherings/gathering.store.ts';
import { close, noteReportOverdue, report, reschedule } from './fair-end.ts';
import { scheduleOf, type Schedule, type ScheduleWish, type Times } from './fair-schedule.ts';
import { totalsOf } from './fair-totals.store.ts';
import { cancel, changeSchedule, draft, enterNextPhase, fairMachine, file, type Fair } from './fair.ts';
import { FairTable } from './fair.table.ts';
import type { ChangeFairDto, DraftFairDto, FairRow, FileFairDto } from './fairs.dto.ts';

/** Locks in the order that BoothApplicationsService documents; a gathering before its fair. */
@Injectable()
export class FairsService {
  constructor(@Inject(FairBoothsService) private readonly booths: FairBoothsService) {}

  /** Throws `invalid unknown_gathering`, `conflict gathering_over`, and what the draft throws. */
  async draft(command: Command, { code, gathering_id, ...wish }: DraftFairDto): Promise<Fair> {
    const gathering = await sharedGathering(command.tx, gathering_id);
    if (!gathering) throw invalid('/gathering_id', 'unknown_gathering', 'There is no such gathering.');
    const times = timesOf(gathering);
    if (times.starts_at <= command.now) throw invalid('/gathering_id', 'in_past', 'The gathering of a new fair must not have begun.');
    return await save(command, FairTable, draft(identityWith(command, code), gathering, scheduleOf(instantsOf(wish), times), true));
  }

  async change(command: Command, id: string, body: ChangeFairDto): Promise<Fair> {
    return await this.changeAlone(requireIfMatch(command), id, (fair) => changeSchedule(fair, instantsOf(body), command.now));
  }

  async file(command: Command, id: string, filing: FileFairDto): Promise<Fair> {
    return await this.changeAlone(command, id, (fair) => file(fair, filing, dateAt(command.now)));
  }

  /** By hand: into the next phase; the last step closes it. */
  async advance(command: Command, id: string): Promise<Fair> {
    await this.booths.lockEmployersToCome(command, id);
    return await this.changeAlone(command, id, (fair) => this.next(command, fair));
  }

  /** By the clock: through every phase whose moment has come. */
  async advanceDue(command: Command, id: string): Promise<void> {
    let due = true;
    await this.booths.lockEmployersToCome(command, id);
    while (due) {
      const { next_phase_at } = await this.changeAlone(command, id, (fair) => this.next(command, fair));
      due = next_phase_at !== null && next_phase_at <= command.now;
    }
  }

  /** Nothing of it stays open. */
  async cancel(command: Command, id: string, reason: string): Promise<Fair> {
    const fair = await this.changeAlone(command, id, (row) => cancel(row, reason, dateAt(command.now)));
    await this.booths.endAll(command, fair, reason);
    return fair;
  }

  async noteReportOverdue(command: Command, id: string): Promise<void> {
    await this.changeAlone(command, id, (fair) => noteReportOverdue(fair, dateAt(command.now)));
  }

  async report(command: Command, id: string, reportedOn: string | undefined): Promise<Fair> {
    const today = dateAt(command.now);
    return await this.changeAlone(command, id, async (fair) => report(fair, reportedOn ?? today, await totalsOf(command.tx, fair), today));
  }

  /** The fair follows its gathering (flow F5). The gathering is locked. */
  async follow(command: Command, gathering: KnownGathering, reason: string | null): Promise<void> {
    const fair = await command.tx.findOne(FairTable, { where: { gathering_id: gathering.id }, lock: { mode: 'pessimistic_write' } });
    if (!fair || !fairMachine.cancel.from.includes(fair.state)) return;
    if (gathering.state === 'cancelled') {
      await this.cancel(command, fair.id, reason ?? 'its gathering was cancelled');
      return;
    }
    const times = gathering.state === 'postponed' ? null : timesOf(gathering);
    const hasMoved = times === null || +times.starts_at !== +fair.starts_at || +times.ends_at !== +fair.ends_at || fair.is_postponed;
    if (hasMoved) await save(command, FairTable, reschedule(fair, times, dateAt(command.now)));
  }

  /** By code: a new one is drafted and filed, and entered as under way where it has begun; a known one stays as it is. */
  async importRows(command: Command, rows: FairRow[]): Promise<Outcome[]> {
    const gatherings = await sharedGatheringsOf(
      command.tx,
      rows.map(({ gathering_code }) => gathering_code),
    );
    const known = await knownByCode(
      command,
      FairTable,
      rows.map(({ code }) => code),
    );
    const { outcomes } = await upsertRows(command, FairTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, gatherings.get(row.gathering_code)),
    });
    return outcomes;
  }

  private async next(command: Command, fair: Fair): Promise<Decision<Fair>> {
    if (fair.state !== 'ongoing') return enterNextPhase(fair, command.now);
    await this.booths.concludeAll(command, fair);
    return close(fair, await totalsOf(command.tx, fair), command.now);
  }

  private async changeAlone(command: Command, id: string, decide: (fair: Fair) => Decision<Fair> | Promise<Decision<Fair>>): Promise<Fair> {
    await load(command, FairTable, id);
    await lock(command, FairTable, id, 'update');
    return await change(command, FairTable, id, decide);
  }
}

/** A gathering has its times from its first event on. */
function timesOf({ starts_at, ends_at }: KnownGathering): Times {
  return { starts_at: starts_at!, ends_at: ends_at! };
}

type Texts = Partial<Omit<DraftFairDto, 'code' | 'gathering_id'>>;

function instantsOf<Wish extends Texts>({ hold_minutes, offer_minutes, ...texts }: Wish): ScheduleWish & Partial<Schedule> {
  const instants = Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, new Date(text as string)]]));
  return {
    ...(Object.fromEntries(instants) as ScheduleWish),
    ...(hold_minutes && { hold_minutes }),
    ...(offer_minutes && { offer_minutes }),
  };
}

const monthMs = 30 * 86_400_000;

/** Each step dates from its own moment. Throws `invalid unknown_gathering`, and what the steps throw. */
function imported(identity: NewIdentity, row: FairRow, gathering: KnownGathering | undefined): Decision<Fair> {
  const { code: _, gathering_code, filing_no, filed_on, ...wish } = row;
  if (!gathering) throw invalid('/gathering_code', 'unknown_gathering', `No gathering has the code ${gathering_code}.`);
  const schedule = scheduleOf(instantsOf(wish), timesOf(gathering));
  const { starts_at } = schedule;
  const hasBegun = starts_at <= identity.now;
  const from = new Date(Math.min(identity.now.getTime(), schedule.employer_registration_from.getTime() - monthMs));
  const drafted = draft({ ...identity, now: from, today: dateAt(from) }, gathering, schedule, identity.now < schedule.ends_at);
  const filed = followedBy(drafted, (fair) => file(fair, { filing_no, filed_on }, identity.today));
  if (!hasBegun) return filed;
  const { employer_registration_from, booth_selection_from, candidate_registration_from } = schedule;
  const moments = [employer_registration_from, booth_selection_from, candidate_registration_from, starts_at];
  return followedBy(filed, ...moments.map((moment) => (fair: Fair) => enterNextPhase(fair, moment)));
}
