/** A score sheet 评分表: one expert's points for one pitch; locked once it is submitted. */
import { type Decision, events, occurred, unchanged } from '@park/contracts';
import { move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';
import type { Panel } from '../panels/panel.ts';
import { requireAllScores, requireScores, totalOf, totalScale, type Score } from '../panels/rule.ts';
import type { ConflictKind } from './conflict.ts';

export type ScoreSheetState = (typeof events.scoreSheetStates)[number];
export type ScoreSheetSource = (typeof events.scoreSheetSources)[number];
export type ScoreSheetAction = 'accept' | 'decline' | 'fill_in' | 'submit' | 'record_paper' | 'reopen' | 'declare_conflict' | 'void';

const open = ['assigned', 'accepted', 'draft'] as const;
const live = [...open, 'submitted', 'reopened'] as const;

export const scoreSheetMachine: Machine<ScoreSheetState, ScoreSheetAction> = {
  accept: { from: ['assigned'], to: 'accepted' },
  decline: { from: ['assigned'], to: 'declined' },
  fill_in: { from: ['accepted', 'draft', 'reopened'], to: 'draft' },
  submit: { from: ['draft', 'reopened'], to: 'submitted' },
  record_paper: { from: [...open, 'reopened'], to: 'submitted' },
  reopen: { from: ['submitted'], to: 'reopened' },
  declare_conflict: { from: live, to: 'conflict' },
  void: { from: live, to: 'void' },
};

export interface ScoreSheet extends Aggregate {
  panel_id: string;
  pitch_id: string;
  expert_id: string;
  state: ScoreSheetState;
  scores: Score[];
  /** Σ weight · points; null until it is submitted. */
  total: number | null;
  source: ScoreSheetSource | null;
  /** Of the rule that it was last submitted by. */
  rule_version: number | null;
  /** Once set it stays: the sheet never counts. */
  conflict_kind: ConflictKind | null;
}

type Rule = Pick<Panel, 'rule' | 'rule_version'>;

export function assign(identity: NewIdentity, of: Pick<ScoreSheet, 'panel_id' | 'pitch_id' | 'expert_id'>): Decision<ScoreSheet> {
  const next: ScoreSheet = {
    ...of,
    ...rowOf(identity),
    state: 'assigned',
    scores: [],
    total: null,
    source: null,
    rule_version: null,
    conflict_kind: null,
  };
  return { next, events: [occurred(events.ScoreSheetAssignedV1, identity.today, headOf(next, null))] };
}

export function accept(sheet: ScoreSheet, today: LocalDate): Decision<ScoreSheet> {
  const next: ScoreSheet = { ...sheet, state: step(sheet, 'accept') };
  return { next, events: [occurred(events.ScoreSheetAcceptedV1, today, headOf(next, sheet.state))] };
}

export function decline(sheet: ScoreSheet, reason: string, today: LocalDate): Decision<ScoreSheet> {
  const next: ScoreSheet = { ...sheet, state: step(sheet, 'decline') };
  return { next, events: [occurred(events.ScoreSheetDeclinedV1, today, { ...headOf(next, sheet.state), reason })] };
}

/** Some or all of the criteria. A reopened one stays reopened until it is submitted. Throws what `requireScores` throws. */
export function fillIn(sheet: ScoreSheet, scores: Score[], { rule }: Rule, today: LocalDate): Decision<ScoreSheet> {
  const state = step(sheet, 'fill_in');
  requireScores(rule, scores);
  const next: ScoreSheet = { ...sheet, state: sheet.state === 'reopened' ? 'reopened' : state, scores: bare(scores) };
  return { next, events: [occurred(events.ScoreSheetFilledInV1, today, { ...headOf(next, sheet.state), scores: next.scores })] };
}

/** Throws what `requireAllScores` throws. */
export function submit(sheet: ScoreSheet, panel: Rule, today: LocalDate): Decision<ScoreSheet> {
  return locked(sheet, step(sheet, 'submit'), sheet.scores, 'judge', panel, today);
}

/** From the sheet that the judge has signed, or from a file of the past. Throws what `requireAllScores` throws. */
export function recordPaper(
  sheet: ScoreSheet,
  { scores, source }: { scores: Score[]; source: 'paper' | 'import' },
  panel: Rule,
  today: LocalDate,
): Decision<ScoreSheet> {
  return locked(sheet, step(sheet, 'record_paper'), bare(scores), source, panel, today);
}

function locked(
  sheet: ScoreSheet,
  state: ScoreSheetState,
  scores: Score[],
  source: ScoreSheetSource,
  { rule, rule_version }: Rule,
  today: LocalDate,
): Decision<ScoreSheet> {
  requireAllScores(rule, scores);
  const total = Number(totalOf(rule, scores)) / totalScale;
  const next: ScoreSheet = { ...sheet, state, scores, total, source, rule_version };
  const data = { ...headOf(next, sheet.state), source, rule_version, scores, total };
  return { next, events: [occurred(events.ScoreSheetSubmittedV1, today, data)] };
}

export function reopen(sheet: ScoreSheet, reason: string, today: LocalDate): Decision<ScoreSheet> {
  const next: ScoreSheet = { ...sheet, state: step(sheet, 'reopen') };
  return { next, events: [occurred(events.ScoreSheetReopenedV1, today, { ...headOf(next, sheet.state), reason })] };
}

/** One that was submitted before is void. `detected`: found by the park, not declared by the judge. */
export function declareConflict(sheet: ScoreSheet, kind: ConflictKind, detected: boolean, today: LocalDate): Decision<ScoreSheet> {
  const state = step(sheet, 'declare_conflict');
  const wasSubmitted = sheet.state === 'submitted' || sheet.state === 'reopened';
  const next: ScoreSheet = { ...sheet, state: wasSubmitted ? 'void' : state, conflict_kind: kind };
  const data = { ...headOf(next, sheet.state), kind, detected };
  return { next, events: [occurred(events.ScoreSheetConflictDeclaredV1, today, data)] };
}

/** For a sheet that may have been settled before: no event then. */
export function conflictFound(sheet: ScoreSheet, kind: ConflictKind | null, today: LocalDate): Decision<ScoreSheet> {
  if (kind === null || !isLive(sheet)) return unchanged(sheet);
  return declareConflict(sheet, kind, true, today);
}

export function voidSheet(sheet: ScoreSheet, reason: string, today: LocalDate): Decision<ScoreSheet> {
  const next: ScoreSheet = { ...sheet, state: step(sheet, 'void') };
  return { next, events: [occurred(events.ScoreSheetVoidedV1, today, { ...headOf(next, sheet.state), reason })] };
}

export function isLive({ state }: Pick<ScoreSheet, 'state'>): boolean {
  return scoreSheetMachine.void.from.includes(state);
}

/** Throws `conflict conflict_of_interest`, `conflict sheet_locked`, `conflict invalid_transition`. */
function step(sheet: ScoreSheet, action: ScoreSheetAction): ScoreSheetState {
  if (sheet.conflict_kind !== null)
    throw new Refusal('conflict', 'conflict_of_interest', 'The expert has a conflict of interest and does not judge this pitch.', {
      extra: { kind: sheet.conflict_kind },
    });
  if (sheet.state === 'submitted' && ['fill_in', 'submit', 'record_paper'].includes(action))
    throw new Refusal('conflict', 'sheet_locked', 'The score sheet was submitted and is locked; it must be reopened with a reason first.');
  return move(scoreSheetMachine, sheet.state, action);
}

/** Without what a DTO may carry besides. */
function bare(scores: readonly Score[]): Score[] {
  return scores.map(({ code, points }) => ({ code, points }));
}

function headOf(sheet: ScoreSheet, from: ScoreSheetState | null) {
  const { panel_id, pitch_id, expert_id } = sheet;
  return { ...transition(sheet, from), panel_id, pitch_id, expert_id };
}
