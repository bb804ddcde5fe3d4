/** The panel 评审组 of a roadshow: its scoring rule, its members, the list that it closes, the draw and the ranking. */
import { type Decision, events, occurred, unchanged } from '@park/contracts';
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
import { coversDay, type Expert } from '../experts/expert.ts';
import { gatheringOn, type Gathering } from '../gatherings/gathering.ts';
import type { RankingEntry } from './ranking.ts';
import { requireRule, type ScoringRule } from './rule.ts';

export type PanelState = (typeof events.panelStates)[number];
export type PanelAction = 'change_rule' | 'add_member' | 'remove_member' | 'commit_seed' | 'close_list' | 'draw' | 'publish_ranking';

const everyState = events.panelStates;

export const panelMachine: Machine<PanelState, PanelAction> = {
  change_rule: { from: everyState, to: 'same' },
  add_member: { from: everyState, to: 'same' },
  remove_member: { from: everyState, to: 'same' },
  commit_seed: { from: ['collecting'], to: 'same' },
  close_list: { from: ['collecting'], to: 'closed' },
  draw: { from: ['closed'], to: 'drawn' },
  // Of a roadshow that was entered afterwards, too: its pitches came without a draw.
  publish_ranking: { from: ['collecting', 'drawn', 'ranked'], to: 'ranked' },
};

export interface Panel extends Aggregate {
  gathering_id: string;
  state: PanelState;
  rule: ScoringRule;
  /** From 1 on. */
  rule_version: number;
  expert_ids: string[];
  /** SHA-256 of the draw's seed; published before the list closes. */
  seed_hash: string | null;
  list_closed_at: Date | null;
  /** The shortlisted pitches when the list closed. */
  listed_ids: string[];
  drawn_at: Date | null;
  /** Revealed by the draw. */
  seed: string | null;
  draw_order: string[];
  /** 0: no ranking was published. */
  ranking_version: number;
}

/** What a panel tells of its gathering. */
export type RoadshowOf = Pick<Gathering, 'season_id' | 'state' | 'starts_at'>;

/** Throws `invalid not_a_roadshow`, `conflict roadshow_over`, and what `requireRule` throws. */
export function form(identity: NewIdentity, gathering: Gathering, rule: ScoringRule): Decision<Panel> {
  if (gathering.type !== 'roadshow') throw invalid('/gathering_id', 'not_a_roadshow', 'The gathering must be of the type roadshow.');
  if (gathering.state === 'cancelled') throw new Refusal('conflict', 'roadshow_over', 'The gathering was cancelled.');
  requireRule(rule);
  const next: Panel = {
    ...rowOf(identity),
    gathering_id: gathering.id,
    state: 'collecting',
    rule,
    rule_version: 1,
    expert_ids: [],
    seed_hash: null,
    list_closed_at: null,
    listed_ids: [],
    drawn_at: null,
    seed: null,
    draw_order: [],
    ranking_version: 0,
  };
  return { next, events: [occurred(events.PanelFormedV1, identity.today, { ...headOf(next, null, gathering), rule })] };
}

/** `isFrozen`: a score sheet was submitted. No event where nothing changes. Throws `conflict rule_frozen`, and what `requireRule` throws. */
export function changeRule(panel: Panel, rule: ScoringRule, isFrozen: boolean, of: RoadshowOf, today: LocalDate): Decision<Panel> {
  const state = move(panelMachine, panel.state, 'change_rule');
  if (isFrozen) throw new Refusal('conflict', 'rule_frozen', 'The scoring rule cannot change once a score sheet was submitted.');
  requireRule(rule);
  if (JSON.stringify(rule) === JSON.stringify(panel.rule)) return unchanged(panel);
  const next: Panel = { ...panel, state, rule, rule_version: panel.rule_version + 1 };
  return { next, events: [occurred(events.PanelRuleChangedV1, today, { ...headOf(next, panel.state, of), rule })] };
}

/** No event where the expert is a member. Throws `conflict term_over`. */
export function addMember(panel: Panel, expert: Expert, gathering: Gathering, today: LocalDate): Decision<Panel> {
  const state = move(panelMachine, panel.state, 'add_member');
  if (panel.expert_ids.includes(expert.id)) return unchanged(panel);
  requireTerm(expert, gathering);
  const next: Panel = { ...panel, state, expert_ids: [...panel.expert_ids, expert.id] };
  const data = { ...headOf(next, panel.state, gathering), expert_id: expert.id };
  return { next, events: [occurred(events.PanelMemberAddedV1, today, data)] };
}

/** Throws `conflict term_over`. */
export function requireTerm(expert: Pick<Expert, 'term_from' | 'term_to'>, { starts_at }: Pick<Gathering, 'starts_at'>): void {
  if (coversDay(expert, dateAt(starts_at))) return;
  throw new Refusal('conflict', 'term_over', 'The term of the expert does not cover the day of the roadshow.');
}

/** `sheets`: score sheets of the expert here that count or may count. No event where they are no member. Throws `conflict has_sheets`. */
export function removeMember(panel: Panel, expertId: string, sheets: number, of: RoadshowOf, today: LocalDate): Decision<Panel> {
  const state = move(panelMachine, panel.state, 'remove_member');
  if (!panel.expert_ids.includes(expertId)) return unchanged(panel);
  if (sheets > 0) throw new Refusal('conflict', 'has_sheets', `The expert has ${sheets} score sheets here; void these first.`);
  const next: Panel = { ...panel, state, expert_ids: panel.expert_ids.filter((id) => id !== expertId) };
  return { next, events: [occurred(events.PanelMemberRemovedV1, today, { ...headOf(next, panel.state, of), expert_id: expertId })] };
}

/** Once, so that no second seed can be tried. Throws `conflict seed_committed`. */
export function commitSeed(panel: Panel, seed_hash: string, of: RoadshowOf, today: LocalDate): Decision<Panel> {
  const state = move(panelMachine, panel.state, 'commit_seed');
  if (panel.seed_hash !== null) throw new Refusal('conflict', 'seed_committed', 'The hash of the seed was published before.');
  const next: Panel = { ...panel, state, seed_hash };
  return { next, events: [occurred(events.PanelSeedCommittedV1, today, { ...headOf(next, panel.state, of), seed_hash })] };
}

/** `undecided`: pitches that are neither shortlisted nor screened out. Throws `conflict seed_missing | pitches_undecided | nothing_to_draw`. */
export function closeList(panel: Panel, pitch_ids: string[], undecided: number, of: RoadshowOf, now: Date): Decision<Panel> {
  const state = move(panelMachine, panel.state, 'close_list');
  if (panel.seed_hash === null)
    throw new Refusal('conflict', 'seed_missing', 'The hash of the seed must be published before the list is closed.');
  if (undecided > 0)
    throw new Refusal('conflict', 'pitches_undecided', `${undecided} pitches are neither shortlisted nor screened out.`, {
      extra: { pitches: undecided },
    });
  if (pitch_ids.length === 0) throw new Refusal('conflict', 'nothing_to_draw', 'No pitch is shortlisted.');
  const next: Panel = { ...panel, state, list_closed_at: now, listed_ids: pitch_ids };
  const data = { ...headOf(next, panel.state, of), closed_at: now.toISOString(), pitch_ids };
  return { next, events: [occurred(events.PanelListClosedV1, dateAt(now), data)] };
}

/** `draw_order`: of the whole list, also of those withdrawn since. The seed must match the hash. */
export function draw(panel: Panel, seed: string, draw_order: string[], of: RoadshowOf, now: Date): Decision<Panel> {
  const next: Panel = { ...panel, state: move(panelMachine, panel.state, 'draw'), seed, draw_order, drawn_at: now };
  const data = { ...headOf(next, panel.state, of), seed, draw_order };
  return { next, events: [occurred(events.PanelDrawnV1, dateAt(now), data)] };
}

export interface Publication {
  /** Throws `conflict too_few_sheets`. */
  ranking: () => RankingEntry[];
  /** Of every version but the first. */
  reason: string | null;
  /** Pitches that are still to come. */
  waiting: number;
}

/** Throws `conflict pitches_waiting`, `conflict nothing_to_rank`, `invalid required`, and what `ranking` throws. */
export function publishRanking(panel: Panel, { ranking, reason, waiting }: Publication, of: RoadshowOf, today: LocalDate): Decision<Panel> {
  const state = move(panelMachine, panel.state, 'publish_ranking');
  if (waiting > 0)
    throw new Refusal('conflict', 'pitches_waiting', `${waiting} pitches are still to be presented.`, { extra: { pitches: waiting } });
  const entries = ranking();
  if (entries.length === 0) throw new Refusal('conflict', 'nothing_to_rank', 'No pitch was presented.');
  if (panel.ranking_version > 0 && reason === null)
    throw invalid('/reason', 'required', 'reason is required once a ranking was published.');
  const next: Panel = { ...panel, state, ranking_version: panel.ranking_version + 1 };
  const { ranking_version } = next;
  const data = { ...headOf(next, panel.state, of), ranking_version, method: panel.rule.method, entries, reason };
  return { next, events: [occurred(events.PanelRankingPublishedV1, today, data)] };
}

function headOf(panel: Panel, from: PanelState | null, of: RoadshowOf) {
  const { gathering_id, rule_version } = panel;
  return { ...transition(panel, from), gathering_id, season_id: of.season_id, gathering_on: gatheringOn(of), rule_version };
}
