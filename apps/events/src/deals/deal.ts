/** A deal 融资跟踪 of an investor and a project: from the first contact to the money that came with evidence, or to no deal. */
import { type Decision, events, occurred, unchanged } from '@park/contracts';
import { invalid, move, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';
import type { ProjectSector } from '../projects/project.ts';

export type DealState = (typeof events.dealStates)[number];
export type FinancingRound = (typeof events.financingRounds)[number];
export type DealAction = 'start_due_diligence' | 'agree_on_terms' | 'sign' | 'fund' | 'close_lost' | 'correct';

const underWay = ['open', 'due_diligence', 'term_sheet', 'signed'] as const;

export const dealMachine: Machine<DealState, DealAction> = {
  start_due_diligence: { from: ['open'], to: 'due_diligence' },
  agree_on_terms: { from: ['due_diligence'], to: 'term_sheet' },
  sign: { from: ['term_sheet'], to: 'signed' },
  fund: { from: ['signed'], to: 'funded' },
  close_lost: { from: underWay, to: 'closed_lost' },
  correct: { from: ['funded'], to: 'same' },
};

/** The stages that a deal advances through, and the step to each. */
export const stageSteps = { due_diligence: 'start_due_diligence', term_sheet: 'agree_on_terms', signed: 'sign' } as const;
export type Stage = keyof typeof stageSteps;
export const stages = Object.keys(stageSteps) as Stage[];

export interface Deal extends Aggregate {
  investor_id: string;
  project_id: string;
  entity_id: string | null;
  sector: ProjectSector;
  match_request_id: string | null;
  pitch_id: string | null;
  met_on: LocalDate | null;
  gathering_id: string | null;
  season_id: string | null;
  state: DealState;
  opened_on: LocalDate;
  /** The day of its present stage. */
  stage_since: LocalDate;
  amount_kcny: number | null;
  round: FinancingRound | null;
  funded_on: LocalDate | null;
  evidence_sha256: string | null;
  evidence_file_name: string | null;
}

export type Parties = Pick<
  Deal,
  'investor_id' | 'project_id' | 'entity_id' | 'sector' | 'match_request_id' | 'pitch_id' | 'met_on' | 'gathering_id' | 'season_id'
>;

/** Throws `invalid in_future`, `invalid before_meeting`. */
export function open(identity: NewIdentity, parties: Parties, opened_on: LocalDate): Decision<Deal> {
  requireNotAhead('opened_on', opened_on, identity.today);
  requireNotBeforeMeeting('opened_on', opened_on, parties);
  const next: Deal = {
    ...parties,
    ...rowOf(identity),
    state: 'open',
    opened_on,
    stage_since: opened_on,
    amount_kcny: null,
    round: null,
    funded_on: null,
    evidence_sha256: null,
    evidence_file_name: null,
  };
  return { next, events: [occurred(events.DealOpenedV1, opened_on, { ...headOf(next, null), opened_on })] };
}

/** Throws `invalid in_future`, `invalid before_last_change`. */
export function advance(deal: Deal, to: Stage, on: LocalDate, today: LocalDate): Decision<Deal> {
  const next: Deal = { ...deal, state: move(dealMachine, deal.state, stageSteps[to]), stage_since: on };
  requireDay('on', on, deal, today);
  return { next, events: [occurred(events.DealStageChangedV1, on, { ...headOf(next, deal.state), reason: null })] };
}

/** Throws `invalid in_future`, `invalid before_last_change`. */
export function closeLost(deal: Deal, reason: string, on: LocalDate, today: LocalDate): Decision<Deal> {
  const next: Deal = { ...deal, state: move(dealMachine, deal.state, 'close_lost'), stage_since: on };
  requireDay('on', on, deal, today);
  return { next, events: [occurred(events.DealStageChangedV1, on, { ...headOf(next, deal.state), reason })] };
}

export interface Funding {
  amount_kcny: number;
  round: FinancingRound;
  funded_on: LocalDate;
  evidence_sha256: string;
  evidence_file_name: string | null;
}

/** Throws `invalid in_future`, `invalid before_meeting`, `invalid before_opening`, `invalid before_last_change`. */
export function fund(deal: Deal, funding: Funding, today: LocalDate): Decision<Deal> {
  const { funded_on } = funding;
  const next: Deal = { ...deal, ...funding, state: move(dealMachine, deal.state, 'fund'), stage_since: funded_on };
  requireNotBeforeMeeting('funded_on', funded_on, deal);
  if (funded_on < deal.opened_on) throw invalid('/funded_on', 'before_opening', 'funded_on must not be earlier than the deal was opened.');
  requireDay('funded_on', funded_on, deal, today);
  return { next, events: [occurred(events.DealFundedV1, funded_on, { ...headOf(next, deal.state), ...funding })] };
}

/** Effective on the day of the money, whose amount was wrong. No event where it is right. */
export function correct(deal: Deal, amount_kcny: number, reason: string): Decision<Deal> {
  const state = move(dealMachine, deal.state, 'correct');
  if (amount_kcny === deal.amount_kcny) return unchanged(deal);
  const next: Deal = { ...deal, state, amount_kcny };
  const funded_on = deal.funded_on!;
  const data = { ...headOf(next, deal.state), amount_kcny, round: deal.round!, funded_on, old_amount_kcny: deal.amount_kcny!, reason };
  return { next, events: [occurred(events.DealCorrectedV1, funded_on, data)] };
}

function requireDay(member: string, on: LocalDate, { stage_since }: Deal, today: LocalDate): void {
  requireNotAhead(member, on, today);
  if (on < stage_since) throw invalid(`/${member}`, 'before_last_change', `${member} must not be earlier than ${stage_since}.`);
}

function requireNotAhead(member: string, on: LocalDate, today: LocalDate): void {
  if (on > today) throw invalid(`/${member}`, 'in_future', `${member} must not be later than today.`);
}

function requireNotBeforeMeeting(member: string, on: LocalDate, { met_on }: Pick<Deal, 'met_on'>): void {
  if (met_on !== null && on < met_on)
    throw invalid(`/${member}`, 'before_meeting', `${member} must not be earlier than the meeting, ${met_on}.`);
}

function headOf(deal: Deal, from: DealState | null) {
  const { investor_id, project_id, entity_id, sector, match_request_id, pitch_id, met_on, gathering_id, season_id } = deal;
  return {
    ...transition(deal, from),
    investor_id,
    project_id,
    entity_id,
    sector,
    match_request_id,
    pitch_id,
    met_on,
    gathering_id,
    season_id,
  };
}
