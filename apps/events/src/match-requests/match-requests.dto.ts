import { events } from '@park/contracts';
import { Choice, DateField, Formed, Id, InstantField, ListQuery, Text, Whole } from '@park/service-kit';
import type { ProjectSector } from '../projects/project.ts';
import type { MatchAbsence, MatchFollowUp, MatchRequestState, MatchSide } from './match-request.ts';
import { longestMinutes, shortestMinutes } from './meeting.ts';

export const mostTables = 200;

export class AskDto {
  @Id({ description: 'Of the type matchmaking or roadshow' })
  gathering_id: string;

  @Id()
  investor_id: string;

  @Id()
  project_id: string;

  @Choice(events.matchSides, { description: 'The side that asks; the other one answers' })
  asked_by: MatchSide;

  @Text(500, { description: 'Names no person', optional: true })
  message?: string;

  @InstantField({
    description: 'Until when the other side may answer: at most 60 days, never after the gathering begins; seven days where it is left out',
    optional: true,
  })
  expires_at?: string;
}

export class DeclineDto {
  @Text(500, { description: 'Names no person', optional: true })
  reason?: string;
}

export class CancelMatchDto {
  @Choice([...events.matchSides, 'organiser'], { description: 'The side that cancels' })
  by: MatchSide | 'organiser';

  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class SlotDto {
  @Whole(1, mostTables, { description: 'Number of the table' })
  table_no: number;

  @InstantField({ example: '2025-08-19T09:00:00+08:00' })
  starts_at: string;

  @InstantField({ description: `Exclusive; ${shortestMinutes} to ${longestMinutes} minutes later`, example: '2025-08-19T09:20:00+08:00' })
  ends_at: string;
}

const interest = { description: '0 none to 3 strong' };

export class HeldDto {
  @Whole(0, 3, interest)
  investor_interest: number;

  @Whole(0, 3, interest)
  project_interest: number;
}

export class NoShowDto {
  @Choice(events.matchAbsences, { description: 'The side that did not come' })
  who: MatchAbsence;
}

export class FollowUpDto {
  @Choice(events.matchFollowUps, { description: 'What came of the meeting so far' })
  outcome: MatchFollowUp;
}

export class MatchRequestsQuery extends ListQuery {
  @Id({ optional: true })
  gathering_id?: string;

  @Id({ optional: true })
  investor_id?: string;

  @Id({ optional: true })
  project_id?: string;

  @Choice(events.matchRequestStates, { optional: true })
  state?: MatchRequestState;

  @Choice(events.matchSides, { optional: true })
  asked_by?: MatchSide;

  @Choice(events.projectSectors, { description: 'Of the project', optional: true })
  sector?: ProjectSector;

  @Choice(events.matchAbsences, { description: 'The side that did not come', optional: true })
  absent?: MatchAbsence;

  @Choice(events.matchFollowUps, { optional: true })
  follow_up_outcome?: MatchFollowUp;

  @DateField({ description: 'Asked for on this day or later', optional: true })
  requested_on_from?: string;

  @DateField({ description: 'Asked for before this day', optional: true })
  requested_on_to?: string;

  @InstantField({ description: 'Meetings that begin at this moment or later', optional: true })
  starts_at_from?: string;

  @InstantField({ description: 'Meetings that begin before this moment', optional: true })
  starts_at_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

export const importAnswers = ['accepted', 'declined', 'expired', 'cancelled'] as const;
export const importOutcomes = ['held', 'no_show', 'cancelled'] as const;

/** A row of the import: a request as far as it has come. By gathering, investor, project and day; a known one is caught up on. */
export class MatchRequestRow {
  @Formed(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens', {
    description: 'For files that name the request, such as deals; not of the series MR-000001, which it gets where this is left out',
    example: 'QCJ-2025-M01',
    optional: true,
  })
  code?: string;

  @Text(40, { description: 'Code of the gathering', example: 'MATCH-2025' })
  gathering_code: string;

  @Text(40, { description: 'Code of the investor', example: 'COASTLINE' })
  investor_code: string;

  @Text(40, { description: 'Code of the project', example: 'BUOY-2025' })
  project_code: string;

  @Choice(events.matchSides, { description: 'The side that asked' })
  asked_by: MatchSide;

  @DateField()
  requested_on: string;

  @Choice(importAnswers, { description: 'Required once the gathering has begun', optional: true })
  answer?: (typeof importAnswers)[number];

  @DateField({ description: 'The day of the request where it is left out', optional: true })
  answered_on?: string;

  @Whole(1, mostTables, { description: 'Of an accepted one: the table, with starts_at and ends_at', optional: true })
  table_no?: number;

  @InstantField({ optional: true })
  starts_at?: string;

  @InstantField({ description: 'Exclusive', optional: true })
  ends_at?: string;

  @Choice(importOutcomes, { description: 'Of the meeting', optional: true })
  outcome?: (typeof importOutcomes)[number];

  @Whole(0, 3, { ...interest, optional: true })
  investor_interest?: number;

  @Whole(0, 3, { ...interest, optional: true })
  project_interest?: number;

  @Choice(events.matchAbsences, { description: 'The side that did not come; both where it is left out', optional: true })
  absent?: MatchAbsence;

  @Choice(events.matchFollowUps, { description: 'What came of a meeting that was held', optional: true })
  follow_up_outcome?: MatchFollowUp;
}
