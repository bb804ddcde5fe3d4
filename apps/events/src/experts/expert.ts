/** An expert of the committee 专家委员会: appointed for a term, judges pitches that they have no tie to. */
import { type DataOf, type Decision, events, occurred, unchanged } from '@park/contracts';
import {
  addDays,
  amended,
  daysBetween,
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
import type { ProjectSector } from '../projects/project.ts';

export type ExpertState = (typeof events.expertStates)[number];
export type TieKind = (typeof events.tieKinds)[number];
export type ExpertAction = 'change' | 'declare_tie' | 'end';

export const expertMachine: Machine<ExpertState, ExpertAction> = {
  change: { from: ['active'], to: 'same' },
  declare_tie: { from: ['active', 'ended'], to: 'same' },
  end: { from: ['active'], to: 'ended' },
};

export interface ExpertContent {
  fields: ProjectSector[];
  term_from: LocalDate;
  /** Exclusive. */
  term_to: LocalDate;
  /** Both or neither: the market entity that employs the expert. */
  employer_uscc: string | null;
  employer_entity_id: string | null;
  /** The subject of the expert's own token, with which they fill in their score sheets. */
  subject: string | null;
}

export interface Expert extends Aggregate, ExpertContent {
  /** Reference of the register of persons; it leads nowhere once the person was forgotten. */
  person_id: string;
  /** Empty once the person was forgotten. */
  person_masked: string;
  state: ExpertState;
}

/** A tie that keeps an expert from judging: to a market entity or to a project. */
export interface ExpertTie {
  id: string;
  expert_id: string;
  kind: TieKind;
  entity_id: string | null;
  project_id: string | null;
  declared_at: Date;
}

const longestTermDays = 3_653;
const soonestDays = 366;

/** Throws `invalid period_reversed`, `invalid term_too_long`, `invalid too_far_ahead`. */
export function appoint(identity: NewIdentity, content: ExpertContent & Pick<Expert, 'person_id' | 'person_masked'>): Decision<Expert> {
  requireTerm(content, identity.today);
  const next: Expert = { ...content, ...rowOf(identity), state: 'active' };
  const data = { ...transition(next, null), ...contentOf(next) };
  return { next, events: [occurred(events.ExpertAppointedV1, next.term_from, data)] };
}

/** No event where nothing changes. Throws what `appoint` throws, and `invalid in_past`. */
export function changeContent(expert: Expert, change: Partial<ExpertContent>, today: LocalDate): Decision<Expert> {
  move(expertMachine, expert.state, 'change');
  const next = amended(expert, change);
  if (next === expert) return unchanged(expert);
  requireTerm(next, today);
  if (next.term_to <= today) throw invalid('/term_to', 'in_past', 'term_to must be later than today.');
  return { next, events: [occurred(events.ExpertChangedV1, today, { code: next.code, ...contentOf(next) })] };
}

/** No event where the tie is known. */
export function declareTie(
  expert: Expert,
  tie: Pick<ExpertTie, 'kind' | 'entity_id' | 'project_id'>,
  known: readonly ExpertTie[],
  today: LocalDate,
): Decision<Expert> {
  const state = move(expertMachine, expert.state, 'declare_tie');
  const isKnown = known.some((one) => one.kind === tie.kind && one.entity_id === tie.entity_id && one.project_id === tie.project_id);
  if (isKnown) return unchanged(expert);
  const { kind, entity_id, project_id } = tie;
  const data = { code: expert.code, kind, entity_id, project_id };
  return { next: { ...expert, state }, events: [occurred(events.ExpertTieDeclaredV1, today, data)] };
}

/** On the day on which the term is over. Throws `conflict not_over`. */
export function end(expert: Expert, today: LocalDate): Decision<Expert> {
  const next: Expert = { ...expert, state: move(expertMachine, expert.state, 'end') };
  if (expert.term_to > today) throw new Refusal('conflict', 'not_over', 'The term of the expert is not over.');
  const data = { ...transition(next, expert.state), term_to: next.term_to };
  return { next, events: [occurred(events.ExpertEndedV1, next.term_to, data)] };
}

export function coversDay({ term_from, term_to }: Pick<Expert, 'term_from' | 'term_to'>, day: LocalDate): boolean {
  return term_from <= day && day < term_to;
}

function requireTerm({ term_from, term_to }: ExpertContent, today: LocalDate): void {
  if (term_to <= term_from) throw invalid('/term_to', 'period_reversed', 'term_to must be later than term_from.');
  if (daysBetween(term_from, term_to) > longestTermDays)
    throw invalid('/term_to', 'term_too_long', 'term_to must be at most ten years after term_from.');
  if (term_from > addDays(today, soonestDays))
    throw invalid('/term_from', 'too_far_ahead', 'term_from must be at most a year after today.');
}

function contentOf({ fields, term_from, term_to, employer_entity_id }: Expert): Omit<DataOf<typeof events.ExpertChangedV1>, 'code'> {
  return { fields, term_from, term_to, employer_entity_id };
}
