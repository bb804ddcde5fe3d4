import { dateAt, invalid } from '@park/kernel';
import { change, changeLocked, type Command, identityWith, requireIfMatch, save } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CheckInListsService } from '../check-in-lists/check-in-lists.service.ts';
import { MatchRequestsService } from '../match-requests/match-requests.service.ts';
import { PitchesService } from '../pitches/pitches.service.ts';
import { lockCounters, openCounter, returnAllSeats, returnHeldSeats, setCounterCapacity } from '../quotas/seat-counter.store.ts';
import { cancel as cancelRegistration, lapse, liveStates, markNoShow, reschedule as moved } from '../registrations/registration.ts';
import { RegistrationsService } from '../registrations/registrations.service.ts';
import type { Season } from '../seasons/season.ts';
import { SeasonTable } from '../seasons/season.table.ts';
import { requireAhead } from './gathering-times.ts';
import { changeContent, draft, setCapacity, type Gathering, type GatheringContent } from './gathering.ts';
import { archive, cancel, end, postpone, reschedule, start } from './gathering-course.ts';
import { approve, publish, recordEvidence, reject, submit, withdraw, type NewEvidence } from './gathering-review.ts';
import { GatheringTable } from './gathering.table.ts';
import type { ChangeGatheringDto, DraftGatheringDto, EvidenceDto, RescheduleDto } from './gatherings.dto.ts';

/** What happens to a gathering as a whole locks its row for update, so that no registration is decided on at the same time. */
@Injectable()
export class GatheringsService {
  constructor(
    @Inject(RegistrationsService) private readonly registrations: RegistrationsService,
    @Inject(CheckInListsService) private readonly lists: CheckInListsService,
    @Inject(PitchesService) private readonly pitches: PitchesService,
    @Inject(MatchRequestsService) private readonly matches: MatchRequestsService,
  ) {}

  async draft(command: Command, { code, ...body }: DraftGatheringDto): Promise<Gathering> {
    const season = await sharedSeason(command.tx, body.season_id ?? null);
    const content = contentOf(body, body.season_id ?? null, command.now);
    requireAhead(content, dateAt(command.now));
    const decision = draft(identityWith(command, code), content, season);
    const gathering = await save(command, GatheringTable, decision);
    await openCounter(command.tx, { holder_id: gathering.id, gathering_id: gathering.id, capacity: gathering.capacity });
    return gathering;
  }

  async change(command: Command, id: string, body: ChangeGatheringDto): Promise<Gathering> {
    return await changeLocked(requireIfMatch(command), GatheringTable, id, async (gathering) => {
      const season = await sharedSeason(command.tx, body.season_id === undefined ? gathering.season_id : body.season_id);
      return changeContent(gathering, changedContent(body), season, dateAt(command.now));
    });
  }

  async recordEvidence(command: Command, id: string, body: EvidenceDto): Promise<Gathering> {
    const evidence = evidenceOf(body);
    return await change(command, GatheringTable, id, (gathering) => recordEvidence(gathering, evidence, dateAt(command.now)));
  }

  async submit(command: Command, id: string): Promise<Gathering> {
    return await change(command, GatheringTable, id, (gathering) => submit(gathering, command.actor.id, dateAt(command.now)));
  }

  async approve(command: Command, id: string): Promise<Gathering> {
    return await change(command, GatheringTable, id, (gathering) => approve(gathering, command.actor.id, dateAt(command.now)));
  }

  async reject(command: Command, id: string, reason: string): Promise<Gathering> {
    return await change(command, GatheringTable, id, (gathering) => reject(gathering, command.actor.id, reason, dateAt(command.now)));
  }

  async withdraw(command: Command, id: string, reason: string): Promise<Gathering> {
    return await change(command, GatheringTable, id, (gathering) => withdraw(gathering, reason, dateAt(command.now)));
  }

  async publish(command: Command, id: string): Promise<Gathering> {
    return await change(command, GatheringTable, id, (gathering) => publish(gathering, command.now));
  }

  /** What becomes free is offered to those who wait. */
  async setCapacity(command: Command, id: string, capacity: number): Promise<Gathering> {
    const { tx, now } = command;
    const gathering = await changeLocked(command, GatheringTable, id, async (row) => {
      const { used, held } = (await lockCounters(tx, [id])).get(id)!;
      return setCapacity(row, capacity, used + held, dateAt(now));
    });
    await setCounterCapacity(tx, id, capacity);
    await this.registrations.serveWaitingList(command, gathering);
    return gathering;
  }

  /** Its registrations keep their places, and have no day for now. */
  async postpone(command: Command, id: string, reason: string): Promise<Gathering> {
    const today = dateAt(command.now);
    const gathering = await changeLocked(command, GatheringTable, id, (row) => postpone(row, reason, today));
    await this.registrations.moveAll(command, gathering, liveStates, (row) => moved(row, gathering, today));
    await this.matches.releaseAll(command, gathering);
    return gathering;
  }

  /** Its registrations keep their places, and its check-in lists move with it. */
  async reschedule(command: Command, id: string, body: RescheduleDto): Promise<Gathering> {
    const { tx, now } = command;
    let movedByMs = 0;
    const gathering = await changeLocked(command, GatheringTable, id, async (row) => {
      const decision = reschedule(row, timesOf(body), await sharedSeason(tx, row.season_id), now);
      movedByMs = decision.next.starts_at.getTime() - row.starts_at.getTime();
      return decision;
    });
    await this.registrations.moveAll(command, gathering, liveStates, (row) => moved(row, gathering, dateAt(now)));
    await this.lists.shift(command, id, movedByMs);
    await this.matches.releaseAll(command, gathering);
    return gathering;
  }

  /**
   * Every live registration is cancelled and every place returned, every pitch and meeting ahead called off, in this transaction. `at`: when
   * it was called off.
   */
  async cancel(command: Command, id: string, reason: string, at: Date = command.now): Promise<Gathering> {
    const { tx } = command;
    const today = dateAt(at);
    const gathering = await changeLocked(command, GatheringTable, id, async (row) =>
      cancel(row, reason, await registrationsIn(tx, id, liveStates), at),
    );
    await lockCounters(tx, [id]);
    const cancellation = { by: 'gathering', reason, late: false } as const;
    await this.registrations.moveAll(command, gathering, liveStates, (row) => cancelRegistration(row, cancellation, gathering, today));
    await returnAllSeats(tx, id);
    await this.pitches.withdrawAll(command, gathering, reason);
    await this.matches.cancelAll(command, gathering, reason);
    return gathering;
  }

  async start(command: Command, id: string): Promise<Gathering> {
    return await changeLocked(command, GatheringTable, id, async (row) => {
      const { used } = (await lockCounters(command.tx, [id])).get(id)!;
      return start(row, used, command.now);
    });
  }

  /** A confirmed registration without a check-in becomes a no-show; those that still wait for places lapse. */
  async end(command: Command, id: string): Promise<Gathering> {
    const { tx, now } = command;
    const gathering = await changeLocked(command, GatheringTable, id, async (row) => {
      const [checked_in, no_show] = [await registrationsIn(tx, id, ['checked_in']), await registrationsIn(tx, id, ['confirmed'])];
      return end(row, { checked_in, no_show }, now);
    });
    await lockCounters(tx, [id]);
    await this.registrations.moveAll(command, gathering, ['confirmed'], (row) => markNoShow(row, gathering));
    await this.registrations.moveAll(command, gathering, ['pending', 'waitlisted', 'offered'], (row) => lapse(row, gathering, now));
    await returnHeldSeats(tx, id);
    await this.matches.closeAll(command, gathering);
    return gathering;
  }

  async archive(command: Command, id: string): Promise<Gathering> {
    return await change(command, GatheringTable, id, (gathering) => archive(gathering, dateAt(command.now)));
  }
}

async function registrationsIn(tx: EntityManager, gatheringId: string, states: readonly string[]): Promise<number> {
  const [{ count }] = await tx.query('select count(*) as count from registration where gathering_id = $1 and state = any ($2)', [
    gatheringId,
    states,
  ]);
  return count;
}

/** Throws `invalid unknown_season`. */
async function sharedSeason(tx: EntityManager, id: string | null): Promise<Season | null> {
  if (id === null) return null;
  const season = await tx.findOne(SeasonTable, { where: { id, state: In(['planned', 'published']) }, lock: { mode: 'pessimistic_read' } });
  if (!season) throw invalid('/season_id', 'unknown_season', 'There is no such season that is still to come or under way.');
  return season;
}

type ContentDto = Omit<DraftGatheringDto, 'code' | 'season_id'>;

export function contentOf(body: ContentDto, season_id: string | null, now: Date): GatheringContent {
  const { type, title, title_en = null, venue, expected_attendance, capacity, visibility = 'public', modes = [] } = body;
  const { registration_from, registration_to, is_registration_open = true, is_moderated = false } = body;
  const { hold_minutes = 4_320, offer_minutes = 1_440, is_waiting_list_open = true } = body;
  const ends_at = new Date(body.ends_at);
  return {
    type,
    season_id,
    title,
    title_en,
    venue,
    starts_at: new Date(body.starts_at),
    ends_at,
    expected_attendance,
    capacity,
    visibility,
    modes,
    registration_from: registration_from === undefined ? now : new Date(registration_from),
    registration_to: registration_to === undefined ? ends_at : new Date(registration_to),
    is_registration_open,
    is_moderated,
    hold_minutes,
    offer_minutes,
    is_waiting_list_open,
  };
}

function changedContent({
  starts_at,
  ends_at,
  registration_from,
  registration_to,
  ...content
}: ChangeGatheringDto): Partial<GatheringContent> {
  const instants = { starts_at, ends_at, registration_from, registration_to };
  const given = Object.entries(instants).flatMap(([name, text]) => (text === undefined ? [] : [[name, new Date(text)]]));
  return { ...content, ...(Object.fromEntries(given) as Partial<GatheringContent>) };
}

function timesOf({ starts_at, ends_at, registration_from, registration_to }: RescheduleDto) {
  return {
    starts_at: new Date(starts_at),
    ends_at: new Date(ends_at),
    registration_from: registration_from === undefined ? undefined : new Date(registration_from),
    registration_to: registration_to === undefined ? undefined : new Date(registration_to),
  };
}

/** Throws `invalid required`. */
export function evidenceOf({ kind, reference, applied_on, sha256 }: EvidenceDto): NewEvidence {
  if (kind === 'emergency_plan') {
    if (sha256 === undefined) throw invalid('/sha256', 'required', 'sha256 is required for an emergency plan.');
    return { kind, sha256 };
  }
  if (reference === undefined) throw invalid('/reference', 'required', `reference is required for a ${kind}.`);
  if (applied_on === undefined) throw invalid('/applied_on', 'required', `applied_on is required for a ${kind}.`);
  return { kind, reference, applied_on, sha256: sha256 ?? null };
}
