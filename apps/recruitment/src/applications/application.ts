/** An application 应聘 of a candidate for a posting: from stage to stage, put on hold, rejected, withdrawn, and hired by an offer alone. */
import { occurred, recruitment, unchanged, type DataOf, type Decision, type EventType } from '@park/contracts';
import {
  dateAt,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

export type ApplicationState = (typeof recruitment.applicationStates)[number];
export type ApplicationSource = (typeof recruitment.applicationSources)[number];
export type ApplicationAction =
  'move' | 'hold' | 'resume' | 'reject' | 'reactivate' | 'withdraw' | 'pend_offer' | 'offer' | 'back_to_interviewing' | 'hire' | 'unhire';

/** The stages that are moved between by hand, in the order of the page; the others are set by an offer. */
export const openStages = ['submitted', 'screening', 'shortlisted', 'interviewing'] as const;
export type OpenStage = (typeof openStages)[number];
export type Stage = OpenStage | 'offer_pending' | 'offered' | 'hired';
const activeStates = [...openStages, 'offer_pending', 'offered', 'on_hold'] as const;

export const applicationMachine: Machine<ApplicationState, ApplicationAction> = {
  move: { from: openStages, to: 'same' },
  hold: { from: openStages, to: 'on_hold' },
  resume: { from: ['on_hold'], to: 'same' },
  reject: { from: activeStates, to: 'rejected' },
  reactivate: { from: ['rejected'], to: 'same' },
  withdraw: { from: activeStates, to: 'withdrawn' },
  pend_offer: { from: [...openStages, 'offer_pending', 'offered'], to: 'offer_pending' },
  offer: { from: ['offer_pending'], to: 'offered' },
  back_to_interviewing: { from: ['offer_pending', 'offered'], to: 'interviewing' },
  hire: { from: ['offered'], to: 'hired' },
  unhire: { from: ['hired'], to: 'interviewing' },
};

/** Of the candidate's side; the rest is the posting's. */
export interface Wish {
  posting_id: string;
  employer_id: string;
  employer_uscc: string;
  entity_id: string | null;
  industry_code: string;
  candidate_id: string;
  /** Empty once the candidate is anonymised. */
  candidate_masked: string;
  /** Frozen; null where an import knows of no résumé. */
  resume_version: number | null;
  source: ApplicationSource;
  /** The fair that brought it. */
  fair_id: string | null;
  applied_on: LocalDate;
}

export interface Application extends Aggregate, Wish {
  state: ApplicationState;
  /** That it is in, or that it was in before it was put on hold, rejected or withdrawn. */
  stage: Stage;
  /** Since when it is in its state. */
  stage_since: Date;
  /** At any time. */
  reached_shortlist: boolean;
  rejection_reason: string | null;
  /** Both while it is hired. */
  offer_id: string | null;
  hired_on: LocalDate | null;
}

/** `member`: in which the fair is named. Throws `invalid fair_required`. */
export function requireFairNamed(source: ApplicationSource, fair_id: string | null, member: 'fair_id' | 'fair_code'): void {
  if (source === 'fair_scan' && fair_id === null)
    throw invalid(`/${member}`, 'fair_required', `${member} is required for the source fair_scan.`);
}

/** `at`: the moment of the application, which may lie in the past where a file says so. */
export function apply(identity: NewIdentity, wish: Wish, resumeSha256: string | null, at: Date): Decision<Application> {
  const next: Application = {
    ...wish,
    ...rowOf(identity),
    state: 'submitted',
    stage: 'submitted',
    stage_since: at,
    reached_shortlist: false,
    rejection_reason: null,
    offer_id: null,
    hired_on: null,
  };
  const data = { ...headOf(next, null), resume_version: next.resume_version, resume_sha256: resumeSha256 };
  return { next, events: [occurred(recruitment.ApplicationSubmittedV1, wish.applied_on, data)] };
}

/** Forward to any open stage, or back by one. Throws `conflict stage_differs`, `conflict stage_not_reachable`. */
export function moveStage(
  application: Application,
  { from, to }: { from: ApplicationState; to: OpenStage },
  at: Date,
): Decision<Application> {
  if (from !== application.state)
    throw new Refusal('conflict', 'stage_differs', `The application is ${application.state}, not ${from}.`, {
      extra: { state: application.state },
    });
  move(applicationMachine, application.state, 'move');
  const steps = openStages.indexOf(to) - openStages.indexOf(application.state as OpenStage);
  if (steps === 0 || steps < -1)
    throw new Refusal('conflict', 'stage_not_reachable', `From ${from} it moves forward, or back by one stage.`);
  return changed(application, inStage(application, to, at), at);
}

export function hold(application: Application, at: Date): Decision<Application> {
  return changed(application, { ...application, state: move(applicationMachine, application.state, 'hold'), stage_since: at }, at);
}

export function resume(application: Application, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'resume');
  return changed(application, inStage(application, application.stage, at), at);
}

export function reject(application: Application, reason: string, at: Date): Decision<Application> {
  const state = move(applicationMachine, application.state, 'reject');
  const next: Application = { ...application, state, stage_since: at, rejection_reason: reason };
  return told(recruitment.ApplicationRejectedV1, application, next, at, { reason });
}

/** To the stage that it was in. An offer that it had was withdrawn with the rejection, so that it is interviewing again. */
export function reactivate(application: Application, reason: string, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'reactivate');
  const stage = isOpenStage(application.stage) ? application.stage : 'interviewing';
  return told(recruitment.ApplicationReactivatedV1, application, inStage(application, stage, at), at, { reason });
}

export function withdraw(application: Application, reason: string, at: Date): Decision<Application> {
  const state = move(applicationMachine, application.state, 'withdraw');
  return told(recruitment.ApplicationWithdrawnV1, application, { ...application, state, stage_since: at }, at, { reason });
}

/** An offer is drafted. No event where one was already: a new version takes its place. */
export function pendOffer(application: Application, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'pend_offer');
  if (application.state === 'offer_pending') return unchanged(application);
  return changed(application, inStage(application, 'offer_pending', at), at);
}

/** The offer is extended. */
export function noteOffered(application: Application, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'offer');
  return changed(application, inStage(application, 'offered', at), at);
}

/** The offer is declined, expired or withdrawn. */
export function backToInterviewing(application: Application, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'back_to_interviewing');
  return changed(application, inStage(application, 'interviewing', at), at);
}

/** The offer is accepted. `at`: a moment of the day `on`. */
export function hire(application: Application, { offer_id, on }: { offer_id: string; on: LocalDate }, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'hire');
  const next: Application = { ...inStage(application, 'hired', at), offer_id, hired_on: on };
  const stay = { seconds_in_stage: secondsBetween(application.stage_since, at) };
  const data = { ...headOf(next, application.state), ...stay, offer_id, hired_on: on };
  return { next, events: [occurred(recruitment.ApplicationHiredV1, on, data)] };
}

/** The hire did not start. */
export function unhire(application: Application, { reason, on }: { reason: string; on: LocalDate }, at: Date): Decision<Application> {
  move(applicationMachine, application.state, 'unhire');
  const next: Application = { ...inStage(application, 'interviewing', at), offer_id: null, hired_on: null };
  const stay = { seconds_in_stage: secondsBetween(application.stage_since, at) };
  return { next, events: [occurred(recruitment.ApplicationUnhiredV1, on, { ...headOf(next, application.state), ...stay, reason })] };
}

function isOpenStage(stage: Stage): stage is OpenStage {
  return (openStages as readonly Stage[]).includes(stage);
}

function inStage(application: Application, stage: Stage, at: Date): Application {
  const isShortlisted = stage !== 'submitted' && stage !== 'screening';
  return {
    ...application,
    state: stage,
    stage,
    stage_since: at,
    rejection_reason: null,
    reached_shortlist: application.reached_shortlist || isShortlisted,
  };
}

function changed(before: Application, next: Application, at: Date): Decision<Application> {
  return told(recruitment.ApplicationStageChangedV1, before, next, at, {});
}

/** With the seconds in the state that it leaves. */
function told<Data extends DataOf<typeof recruitment.ApplicationStageChangedV1>>(
  of: EventType<Data>,
  before: Application,
  next: Application,
  at: Date,
  more: Omit<Data, keyof DataOf<typeof recruitment.ApplicationStageChangedV1>>,
): Decision<Application> {
  const stay = { seconds_in_stage: secondsBetween(before.stage_since, at) };
  return { next, events: [occurred(of, dateAt(at), { ...headOf(next, before.state), ...stay, ...more } as unknown as Data)] };
}

/** An answer that comes late, and dates from before the last step, counts 0. */
function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
}

function headOf(next: Application, from: ApplicationState | null) {
  return { ...transition(next, from), ...factsOf(next) };
}

/** Fields that the events of an application, its offers and its hire have in common. */
export function factsOf(application: Application) {
  const { posting_id, employer_id, entity_id, industry_code, candidate_id, source, fair_id, applied_on } = application;
  return { posting_id, employer_id, entity_id, industry_code, candidate_id, source, fair_id, applied_on };
}
