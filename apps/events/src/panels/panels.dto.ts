import { events } from '@park/contracts';
import { Choice, Decimal, Flag, Formed, Id, ListQuery, NestedList, Text, Whole } from '@park/service-kit';
import { mostCriteria, mostPoints } from '../score-sheets/score-sheets.dto.ts';
import type { PanelState } from './panel.ts';
import type { ScoringMethod, ScoringRule } from './rule.ts';

const thirtyTwoBytes = /^[0-9a-f]{64}$/;

export class CriterionDto {
  @Formed(/^[a-z][a-z0-9_]{0,39}$/, 'at most 40 small letters, digits and underscores', { example: 'innovation' })
  code: string;

  @Text(100, { example: '创新性' })
  name: string;

  @Text(100, { example: 'Innovation' })
  name_en: string;

  @Decimal(0.01, mostPoints, 2, { description: 'The scale is from 0 to this', example: 60 })
  max_points: number;

  @Decimal(0.01, 100, 2, { description: 'A sheet’s total is Σ weight · points', example: 1 })
  weight: number;
}

export class RuleDto {
  @NestedList(() => CriterionDto, 1, mostCriteria)
  criteria: CriterionDto[];

  @Choice(events.scoringMethods, { description: 'mean 平均, trimmed_mean 去掉最高分和最低分后平均' })
  method: ScoringMethod;

  @Whole(0, 10, { description: 'Highest totals that a trimmed mean leaves out; 1 there, 0 otherwise', optional: true })
  drop_high?: number;

  @Whole(0, 10, { description: 'Lowest totals that a trimmed mean leaves out; 1 there, 0 otherwise', optional: true })
  drop_low?: number;

  @Whole(0, 4, { description: 'Scores are rounded half up to so many decimals', default: 2, optional: true })
  decimals?: number;

  @Choice(events.tieRules, {
    description:
      'Pitches with the same score: earlier_round_score: by the round before where each of them has a score of it; else they share the rank',
    default: 'share',
    optional: true,
  })
  ties?: ScoringRule['ties'];

  @Flag({ description: 'A member may veto a pitch that is off topic 一票否决', default: false, optional: true })
  has_veto?: boolean;

  @Whole(1, 100, { description: 'Valid score sheets that a pitch needs; 5 for a trimmed mean, 3 for a mean', optional: true })
  panel_min?: number;
}

export class FormPanelDto extends RuleDto {
  @Id({ description: 'A gathering of the type roadshow; it has one panel' })
  gathering_id: string;
}

export class PanelMemberDto {
  @Id()
  expert_id: string;
}

export class CommitSeedDto {
  @Formed(thirtyTwoBytes, '64 small hexadecimal digits', {
    description: 'SHA-256 of the 32 bytes of a seed that the clerk keeps; without it the park makes a seed and keeps it sealed',
    example: 'a'.repeat(64),
    optional: true,
  })
  seed_hash?: string;
}

export class DrawDto {
  @Formed(thirtyTwoBytes, '64 small hexadecimal digits', {
    description: 'The 32 bytes of the seed; required where the clerk keeps it',
    example: 'b'.repeat(64),
    optional: true,
  })
  seed?: string;
}

export class PublishRankingDto {
  @Text(500, { description: 'Required once a ranking was published; names no person', optional: true })
  reason?: string;
}

export class PanelsQuery extends ListQuery {
  @Id({ optional: true })
  gathering_id?: string;

  @Choice(events.panelStates, { optional: true })
  state?: PanelState;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}
