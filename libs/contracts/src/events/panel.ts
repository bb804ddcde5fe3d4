/** Events of the panels 评审组 of roadshows: the scoring rule, the members, the draw and the ranking. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, instant, reason, transitionData } from '../fields.ts';

/** Pitches come in until the list closes; the draw orders what is on it. */
export const panelStates = ['collecting', 'closed', 'drawn', 'ranked'] as const;
export const scoringMethods = ['mean', 'trimmed_mean'] as const;
/** Pitches with the same score: by the score of an earlier round where all of them have one, else they share the rank. */
export const tieRules = ['earlier_round_score', 'share'] as const;

export const scoringRule = z.object({
  criteria: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      name_en: z.string(),
      max_points: z.number().describe('Two decimals at most'),
      weight: z.number().describe('A sheet’s total is Σ weight · points; two decimals at most'),
    }),
  ),
  method: z.enum(scoringMethods),
  drop_high: count.describe('Highest totals that a trimmed mean leaves out'),
  drop_low: count,
  decimals: count.describe('Scores are rounded half up to so many'),
  ties: z.enum(tieRules),
  has_veto: z.boolean().describe('A member may veto a pitch that is off topic 跑题一票否决'),
  panel_min: count.describe('Valid score sheets that a pitch needs'),
});
export const rankingEntry = z.object({ pitch_id: id, score: z.number(), rank: count, n_judges: count, n_conflicts: count });

/** Of every event of a panel. */
const panelHead = {
  ...transitionData,
  gathering_id: id,
  season_id: id.nullable(),
  gathering_on: date.nullable().describe('Null while the gathering is postponed'),
  rule_version: count,
};
const head = {
  code: 'PN-000001',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  season_id: '0197a0c0-0000-7000-8000-000000000020',
  gathering_on: '2025-08-18',
  rule_version: 1,
};
const rule = {
  criteria: [
    { code: 'innovation', name: '创新性', name_en: 'Innovation', max_points: 60, weight: 1 },
    { code: 'market', name: '市场前景', name_en: 'Market', max_points: 40, weight: 1 },
  ],
  method: 'trimmed_mean' as const,
  drop_high: 1,
  drop_low: 1,
  decimals: 2,
  ties: 'earlier_round_score' as const,
  has_veto: true,
  panel_min: 5,
};
const pitch = '0197a0c0-0000-7000-8000-000000000026';
const hash = z.string().length(64);

export const PanelFormedV1 = eventType('park.events.panel.formed.v1', {
  summary: { zh: '评审组成立', en: 'The panel of a roadshow was formed' },
  data: { ...panelHead, rule: scoringRule },
  example: { ...head, from_state: null, to_state: 'collecting', rule },
});
export const PanelRuleChangedV1 = eventType('park.events.panel.rule-changed.v1', {
  summary: { zh: '评分规则变更', en: 'The scoring rule got a new version' },
  data: { ...panelHead, rule: scoringRule },
  example: { ...head, from_state: 'collecting', to_state: 'collecting', rule_version: 2, rule },
});
export const PanelMemberAddedV1 = eventType('park.events.panel.member-added.v1', {
  summary: { zh: '评委加入', en: 'An expert joined the panel' },
  data: { ...panelHead, expert_id: id },
  example: { ...head, from_state: 'collecting', to_state: 'collecting', expert_id: '0197a0c0-0000-7000-8000-000000000025' },
});
export const PanelMemberRemovedV1 = eventType('park.events.panel.member-removed.v1', {
  summary: { zh: '评委退出', en: 'An expert left the panel' },
  data: { ...panelHead, expert_id: id },
  example: { ...head, from_state: 'collecting', to_state: 'collecting', expert_id: '0197a0c0-0000-7000-8000-000000000025' },
});
export const PanelSeedCommittedV1 = eventType('park.events.panel.seed-committed.v1', {
  summary: { zh: '抽签种子承诺', en: 'The SHA-256 of the draw’s secret seed was published' },
  data: { ...panelHead, seed_hash: hash.describe('SHA-256 of the 32 bytes of the seed, hex') },
  example: { ...head, from_state: 'collecting', to_state: 'collecting', seed_hash: 'a'.repeat(64) },
});
export const PanelListClosedV1 = eventType('park.events.panel.list-closed.v1', {
  summary: { zh: '入围名单截止', en: 'The list of shortlisted pitches was closed' },
  data: { ...panelHead, closed_at: instant, pitch_ids: z.array(id) },
  example: { ...head, from_state: 'collecting', to_state: 'closed', closed_at: '2025-08-15T02:00:00.000Z', pitch_ids: [pitch] },
});
export const PanelDrawnV1 = eventType('park.events.panel.drawn.v1', {
  summary: { zh: '抽签', en: 'The seed was revealed and the order drawn' },
  data: {
    ...panelHead,
    seed: hash.describe('The 32 bytes, hex'),
    draw_order: z.array(id).describe('All pitches of the closed list, by SHA-256 of `<seed>:<pitch id>`, ascending'),
  },
  example: { ...head, from_state: 'closed', to_state: 'drawn', seed: 'b'.repeat(64), draw_order: [pitch] },
});
export const PanelRankingPublishedV1 = eventType('park.events.panel.ranking-published.v1', {
  summary: { zh: '排名公布', en: 'The ranking of a roadshow was published' },
  data: {
    ...panelHead,
    ranking_version: count,
    method: z.enum(scoringMethods),
    entries: z.array(rankingEntry),
    reason: reason.nullable().describe('Of a later version'),
  },
  example: {
    ...head,
    from_state: 'drawn',
    to_state: 'ranked',
    ranking_version: 1,
    method: 'trimmed_mean',
    entries: [{ pitch_id: pitch, score: 87.25, rank: 1, n_judges: 5, n_conflicts: 1 }],
    reason: null,
  },
});
