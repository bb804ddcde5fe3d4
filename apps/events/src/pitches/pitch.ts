/** A pitch 路演申请: a project applies for a roadshow, is screened, drawn into the order, presented, scored and advised. */
import { type DataOf, type Decision, events, occurred } from '@park/contracts';
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
import { gatheringOn, type Gathering } from '../gatherings/gathering.ts';
import type { Panel } from '../panels/panel.ts';
import type { Project } from '../projects/project.ts';

export type PitchState = (typeof events.pitchStates)[number];
export type AdviceDimension = (typeof events.adviceDimensions)[number];
export type PitchAction =
  'submit' | 'screen_out' | 'shortlist' | 'schedule' | 'present' | 'score' | 'score_again' | 'advise' | 'withdraw' | 'mark_absent';

/** A project has at most one pitch in these for a panel. */
export const deadStates = ['screened_out', 'withdrawn', 'absent'] as const;

export const pitchMachine: Machine<PitchState, PitchAction> = {
  submit: { from: ['draft'], to: 'submitted' },
  screen_out: { from: ['submitted'], to: 'screened_out' },
  shortlist: { from: ['submitted'], to: 'shortlisted' },
  schedule: { from: ['shortlisted'], to: 'scheduled' },
  present: { from: ['scheduled'], to: 'presented' },
  score: { from: ['presented'], to: 'scored' },
  // A ranking that is published again.
  score_again: { from: ['scored', 'advised'], to: 'same' },
  advise: { from: ['scored', 'advised'], to: 'advised' },
  withdraw: { from: ['draft', 'submitted', 'shortlisted', 'scheduled'], to: 'withdrawn' },
  mark_absent: { from: ['scheduled'], to: 'absent' },
};

/** As the project applied with it: later changes of the project do not reach back. */
type Applied = Pick<Project, 'stage' | 'sector' | 'applicant_kind' | 'amount_sought_kcny'>;

export interface Pitch extends Aggregate, Applied {
  panel_id: string;
  gathering_id: string;
  project_id: string;
  state: PitchState;
  submitted_on: LocalDate | null;
  presented_on: LocalDate | null;
  screening_reason: string | null;
  /** The expert who vetoed it. */
  vetoed_by: string | null;
  /** Decides ties. */
  earlier_round_score: number | null;
  /** Place in the order, from 1 on; never changes after the draw. */
  position: number | null;
  score: number | null;
  rank: number | null;
  n_judges: number | null;
  n_conflicts: number | null;
  advice_startup_plan: string | null;
  advice_technical_feasibility: string | null;
  advice_enterprise_development: string | null;
}

/** What a pitch tells of its roadshow and its project. */
export interface Of {
  gathering: Pick<Gathering, 'season_id' | 'state' | 'starts_at' | 'ends_at'>;
  project: Pick<Project, 'entity_id'>;
}

export interface Stage {
  panel: Panel;
  gathering: Gathering;
  project: Project;
}

/** Throws `conflict project_withdrawn`. */
export function draft(identity: NewIdentity, { panel, gathering, project }: Stage): Decision<Pitch> {
  if (project.state !== 'active') throw new Refusal('conflict', 'project_withdrawn', 'The project was withdrawn.');
  const { stage, sector, applicant_kind, amount_sought_kcny } = project;
  const next: Pitch = {
    ...rowOf(identity),
    panel_id: panel.id,
    gathering_id: gathering.id,
    project_id: project.id,
    stage,
    sector,
    applicant_kind,
    amount_sought_kcny,
    state: 'draft',
    submitted_on: null,
    presented_on: null,
    screening_reason: null,
    vetoed_by: null,
    earlier_round_score: null,
    position: null,
    score: null,
    rank: null,
    n_judges: null,
    n_conflicts: null,
    advice_startup_plan: null,
    advice_technical_feasibility: null,
    advice_enterprise_development: null,
  };
  const data = { ...headOf(next, null, { gathering, project }), amount_sought_kcny };
  return { next, events: [occurred(events.PitchDraftedV1, identity.today, data)] };
}

/** Throws `conflict list_closed`, `conflict roadshow_over`: what else a new pitch needs, unless it is one of the past. */
export function requireCollecting({ panel, gathering }: Pick<Stage, 'panel' | 'gathering'>): void {
  requireListOpen(panel);
  if (['ended', 'archived', 'cancelled'].includes(gathering.state))
    throw new Refusal('conflict', 'roadshow_over', `The roadshow is ${gathering.state}.`);
}

/** Throws `conflict list_closed`. */
export function requireListOpen({ state }: Pick<Panel, 'state'>): void {
  if (state !== 'collecting') throw new Refusal('conflict', 'list_closed', 'The list of pitches for this roadshow is closed.');
}

/** Throws `invalid in_future`. */
export function submit(pitch: Pitch, on: LocalDate, of: Of, today: LocalDate): Decision<Pitch> {
  const state = move(pitchMachine, pitch.state, 'submit');
  if (on > today) throw invalid('/submitted_on', 'in_future', 'submitted_on must not be later than today.');
  const next: Pitch = { ...pitch, state, submitted_on: on };
  const data = { ...headOf(next, pitch.state, of), amount_sought_kcny: next.amount_sought_kcny };
  return { next, events: [occurred(events.PitchSubmittedV1, on, data)] };
}

export interface ScreeningOut {
  reason: string;
  vetoed_by: string | null;
}

/** Throws `conflict no_veto`, `conflict not_a_member`. */
export function screenOut(pitch: Pitch, { reason, vetoed_by }: ScreeningOut, panel: Panel, of: Of, on: LocalDate): Decision<Pitch> {
  const state = move(pitchMachine, pitch.state, 'screen_out');
  if (vetoed_by !== null && !panel.rule.has_veto)
    throw new Refusal('conflict', 'no_veto', 'The rule of the panel gives its members no veto.');
  if (vetoed_by !== null) requireMember(panel, vetoed_by);
  const next: Pitch = { ...pitch, state, screening_reason: reason, vetoed_by };
  const data = { ...headOf(next, pitch.state, of), reason, vetoed_by };
  return { next, events: [occurred(events.PitchScreenedOutV1, on, data)] };
}

/** Throws `conflict not_a_member`. */
export function requireMember({ expert_ids }: Pick<Panel, 'expert_ids'>, expertId: string): void {
  if (expert_ids.includes(expertId)) return;
  throw new Refusal('conflict', 'not_a_member', 'The expert is no member of the panel.');
}

export function shortlist(pitch: Pitch, earlier_round_score: number | null, of: Of, on: LocalDate): Decision<Pitch> {
  const next: Pitch = { ...pitch, state: move(pitchMachine, pitch.state, 'shortlist'), earlier_round_score };
  return { next, events: [occurred(events.PitchShortlistedV1, on, headOf(next, pitch.state, of))] };
}

/** `position`: null where a roadshow of the past is entered without it. */
export function schedule(pitch: Pitch, position: number | null, of: Of, on: LocalDate): Decision<Pitch> {
  const next: Pitch = { ...pitch, state: move(pitchMachine, pitch.state, 'schedule'), position };
  return { next, events: [occurred(events.PitchScheduledV1, on, { ...headOf(next, pitch.state, of), order: position })] };
}

/** Throws `conflict not_begun`, `invalid in_future`, `invalid outside_roadshow`. */
export function present(pitch: Pitch, on: LocalDate, of: Of, today: LocalDate): Decision<Pitch> {
  const state = move(pitchMachine, pitch.state, 'present');
  requireBegun(of);
  if (on > today) throw invalid('/presented_on', 'in_future', 'presented_on must not be later than today.');
  const [first, last] = daysOf(of);
  if (on < first || on > last)
    throw invalid('/presented_on', 'outside_roadshow', `presented_on must be between ${first} and ${last}, the days of the roadshow.`);
  const next: Pitch = { ...pitch, state, presented_on: on };
  return { next, events: [occurred(events.PitchPresentedV1, on, headOf(next, pitch.state, of))] };
}

/** The first and the last day of its roadshow. */
export function daysOf({ gathering: { starts_at, ends_at } }: Of): [LocalDate, LocalDate] {
  return [dateAt(starts_at), dateAt(new Date(ends_at.getTime() - 1))];
}

/** Throws `conflict not_begun`. */
export function markAbsent(pitch: Pitch, of: Of, today: LocalDate): Decision<Pitch> {
  const next: Pitch = { ...pitch, state: move(pitchMachine, pitch.state, 'mark_absent') };
  requireBegun(of);
  return { next, events: [occurred(events.PitchMarkedAbsentV1, today, headOf(next, pitch.state, of))] };
}

export function withdraw(pitch: Pitch, reason: string, of: Of, today: LocalDate): Decision<Pitch> {
  const next: Pitch = { ...pitch, state: move(pitchMachine, pitch.state, 'withdraw') };
  return { next, events: [occurred(events.PitchWithdrawnV1, today, { ...headOf(next, pitch.state, of), reason })] };
}

export type Result = Pick<DataOf<typeof events.PitchScoredV1>, 'score' | 'rank' | 'method' | 'n_judges' | 'n_conflicts'>;

/** For the first time or again, as the ranking is published. */
export function score(pitch: Pitch, result: Result, of: Of, on: LocalDate): Decision<Pitch> {
  const state = move(pitchMachine, pitch.state, pitch.state === 'presented' ? 'score' : 'score_again');
  const { score, rank, n_judges, n_conflicts } = result;
  const next: Pitch = { ...pitch, state, score, rank, n_judges, n_conflicts };
  return { next, events: [occurred(events.PitchScoredV1, on, { ...headOf(next, pitch.state, of), ...result })] };
}

export type Advice = { [Dimension in AdviceDimension]?: string | undefined };

/** What was said before of a dimension that is not named stays. Throws `invalid advice_missing`. */
export function advise(pitch: Pitch, advice: Advice, of: Of, today: LocalDate): Decision<Pitch> {
  const state = move(pitchMachine, pitch.state, 'advise');
  const dimensions = events.adviceDimensions.filter((dimension) => advice[dimension] !== undefined);
  if (dimensions.length === 0) throw invalid('/startup_plan', 'advice_missing', 'Advice on at least one dimension is required.');
  const next: Pitch = {
    ...pitch,
    state,
    advice_startup_plan: advice.startup_plan ?? pitch.advice_startup_plan,
    advice_technical_feasibility: advice.technical_feasibility ?? pitch.advice_technical_feasibility,
    advice_enterprise_development: advice.enterprise_development ?? pitch.advice_enterprise_development,
  };
  return { next, events: [occurred(events.PitchAdvisedV1, today, { ...headOf(next, pitch.state, of), dimensions })] };
}

function requireBegun({ gathering: { state } }: Of): void {
  if (!['ongoing', 'ended', 'archived'].includes(state)) throw new Refusal('conflict', 'not_begun', 'The roadshow has not begun yet.');
}

function headOf(pitch: Pitch, from: PitchState | null, { gathering, project }: Of) {
  const { panel_id, gathering_id, project_id, stage, sector, applicant_kind: applied_as } = pitch;
  const { season_id } = gathering;
  const { entity_id } = project;
  const gathering_on = gatheringOn(gathering);
  return { ...transition(pitch, from), panel_id, gathering_id, season_id, gathering_on, project_id, entity_id, stage, sector, applied_as };
}
