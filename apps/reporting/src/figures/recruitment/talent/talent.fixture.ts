/** A job fair and those who apply, for specs: days and times are the park's. */
import { housing, recruitment, type FunnelStageCode, type ParkEvent } from '@park/contracts';
import { addDays } from '@park/kernel';
import type { Subject } from '../../../ledger/derivation.ts';
import type { Known } from '../../../ledger/log.ts';
import type { SubjectKind } from '../../../ledger/subject-kind.ts';
import type { Story } from '../../events.fixture.ts';
import { idOf } from '../../events/programme/programme.fixture.ts';
import { applyEvent } from '../../ledger.fixture.ts';

export interface FairPlace {
  id: string;
  code: string;
  gathering_id: string;
  day: string;
}

type FairState = (typeof recruitment.fairStates)[number];

const fairSteps = {
  draft: recruitment.FairDraftedV1,
  filed: recruitment.FairFiledV1,
  employer_registration: recruitment.FairPhaseChangedV1,
  booth_selection: recruitment.FairPhaseChangedV1,
  candidate_registration: recruitment.FairPhaseChangedV1,
  ongoing: recruitment.FairPhaseChangedV1,
  closed: recruitment.FairClosedV1,
  reported: recruitment.FairReportedV1,
  cancelled: recruitment.FairCancelledV1,
};

export function tellFair(story: Story, { id, code, gathering_id, day }: FairPlace, on: string, states: readonly FairState[]): Story {
  for (const to_state of states) {
    const due = to_state === 'closed' && { report_due_on: addDays(day, 7) };
    story.tell<object>(fairSteps[to_state], id, on, { code, gathering_id, fair_on: day, to_state, ...due });
  }
  return story;
}

export interface Firm {
  id: string;
  name: string;
  industry_code: string;
}

interface Standing {
  no_shows: number;
  sits_out_after?: string | null;
  banned_until?: string | null;
}

export function tellFirm(story: Story, n: number, name: string, industry_code: string, on: string, standing?: Standing): Firm {
  const id = idOf('employer', n);
  const code = `EM-${String(n).padStart(6, '0')}`;
  story.tell(recruitment.EmployerRegisteredV1, id, on, { code, name, industry_code, to_state: 'registered' });
  story.tell(recruitment.EmployerVerifiedV1, id, on, { code, industry_code, to_state: 'verified' });
  if (standing) story.tell(recruitment.EmployerStandingChangedV1, id, on, { code, sits_out_after: null, banned_until: null, ...standing });
  return { id, name, industry_code };
}

export interface Stand {
  id: string;
  zone: string;
}

export function tellStand(
  story: Story,
  fair: FairPlace,
  code: string,
  on: string,
  { of = 'standard', isBlocked = false }: { of?: (typeof recruitment.boothClasses)[number]; isBlocked?: boolean } = {},
): Stand {
  const zone = code.split('-')[0]!;
  const id = idOf(`booth ${code} of ${fair.id}`, 1);
  story.tell(recruitment.BoothAddedV1, id, on, { code, fair_id: fair.id, zone, class: of, status: 'available' });
  if (isBlocked) story.tell(recruitment.BoothStatusChangedV1, id, on, { code, fair_id: fair.id, to_state: 'blocked' });
  return { id, zone };
}

const boothSteps = {
  submitted: recruitment.BoothApplicationSubmittedV1,
  approved: recruitment.BoothApplicationApprovedV1,
  booth_held: recruitment.BoothApplicationBoothHeldV1,
  waitlisted: recruitment.BoothApplicationWaitlistedV1,
  offered: recruitment.BoothApplicationOfferedV1,
  confirmed: recruitment.BoothApplicationConfirmedV1,
  checked_in: recruitment.BoothApplicationCheckedInV1,
  no_show: recruitment.BoothApplicationReleasedV1,
  cancelled: recruitment.BoothApplicationCancelledV1,
  completed: recruitment.BoothApplicationCompletedV1,
};
export type BoothStep = keyof typeof boothSteps;

export interface Seeks {
  postings?: number;
  headcount?: number;
  at?: string;
}

/** An employer's application for a booth, taken through these states; told again with further ones, it goes on. */
export function tellBoothSteps(
  story: Story,
  fair: FairPlace,
  firm: Firm,
  stand: Stand | null,
  on: string,
  states: readonly BoothStep[],
  { postings = 1, headcount = 1, at = `${fair.day}T00:50:00.000Z` }: Seeks = {},
): Story {
  const id = idOf(`booth application of ${fair.id} ${firm.id}`, 1);
  const of = {
    fair_id: fair.id,
    gathering_id: fair.gathering_id,
    fair_on: fair.day,
    employer_id: firm.id,
    industry_code: firm.industry_code,
  };
  const place = stand && { booth_id: stand.id, zone: stand.zone };
  const content = { posting_ids: Array.from({ length: postings }, (_, n) => idOf(`posting of ${firm.id}`, n)), headcount };
  for (const to_state of states) {
    const more = to_state === 'submitted' ? content : to_state === 'checked_in' ? { ...place, at } : place;
    story.tell<object>(boothSteps[to_state], id, on, { ...of, ...more, to_state });
  }
  return story;
}

export interface Applied {
  fair_id?: string | null;
  industry_code?: string;
  source?: (typeof recruitment.applicationSources)[number];
  applied_on: string;
}

const factsOf = ({ fair_id = null, industry_code = 'I65', source = 'web', applied_on }: Applied) => ({
  fair_id,
  industry_code,
  source,
  applied_on,
});

/** `days`: in which it reached each stage, counted from the application; a stage that is left out is not told. */
export function tellApplication(story: Story, n: number, applied: Applied, days: Partial<Record<FunnelStageCode, number>> = {}): Story {
  const id = idOf('application', n);
  const of = { ...factsOf(applied), candidate_id: idOf('candidate', n) };
  const on = (after: number): string => addDays(applied.applied_on, after);
  story.tell(recruitment.ApplicationSubmittedV1, id, applied.applied_on, { ...of, to_state: 'submitted' });
  for (const to_state of ['screening', 'shortlisted', 'interviewing', 'offered'] as const)
    if (days[to_state] !== undefined) story.tell(recruitment.ApplicationStageChangedV1, id, on(days[to_state]), { ...of, to_state });
  if (days.hired !== undefined)
    story.tell(recruitment.ApplicationHiredV1, id, on(days.hired), { ...of, to_state: 'hired', hired_on: on(days.hired) });
  if (days.started === undefined) return story;
  const hire = { ...of, application_id: id, started_on: on(days.started), to_state: 'started' };
  story.tell(recruitment.HireStartedV1, idOf('hire', n), on(days.started), hire);
  if (days.retained !== undefined)
    story.tell(recruitment.HireRetentionDecidedV1, idOf('hire', n), on(days.retained), { ...hire, day: 90, retained: true });
  return story;
}

/** An accepted offer with the wish for a home, and whether one was found. */
export function tellHome(story: Story, n: number, applied: Applied, accepted_on: string, isFound: boolean): Story {
  const id = idOf('offer', n);
  story.tell(recruitment.OfferAcceptedV1, id, accepted_on, { ...factsOf(applied), to_state: 'accepted', accepted_on, wants_home: true });
  if (isFound) story.tell(housing.ApplicationConvertedV1, idOf('home', n), accepted_on, { offer_id: id });
  return story;
}

/** The knowledge of each subject of a kind after these events. */
export function knownOf(kind: SubjectKind, events: readonly ParkEvent[]): Map<string, Known> {
  const subjects = new Map<string, Subject>();
  for (const [position, event] of events.entries()) applyEvent(kind, subjects, event, position);
  return new Map([...subjects].map(([id, { known }]) => [id, known]));
}
