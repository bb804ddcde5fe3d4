import { alliance } from '@park/contracts';
import { Choice, DateField, Flag, Formed, Id, ListQuery, Sha256, SomeOf, Text, Uscc, Whole } from '@park/service-kit';
import { OmitType } from '@nestjs/swagger';
import type { AllianceCategory, AllianceMode, NeedContent, NeedState } from './need.ts';

export const modeText =
  'org_building 组织共建, industry_promotion 产业共促, member_management 党员共管, service_promotion 服务共推, resource_sharing 资源共享, youth_league_building 党团共建';
export const ownCode = (prefix: string) =>
  Formed(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens', {
    description: `Not of the series ${prefix}-000001, which the park gives by itself`,
    example: `${prefix}-OLD-17`,
  });

export class NeedContentDto implements NeedContent {
  @Choice(alliance.allianceModes, { description: modeText })
  mode: AllianceMode;

  @Choice(alliance.allianceCategories)
  category: AllianceCategory;

  @Text(200, { description: 'Names no person', example: '需要一间可容纳百人的会议室' })
  title: string;

  @Whole(1, 100_000, { description: 'In `unit`', example: 2 })
  quantity: number;

  @Text(20, { description: 'What is counted', example: '场' })
  unit: string;

  @DateField({ description: 'Exclusive; 1 to 366 days ahead', example: '2025-09-01' })
  needed_by: string;
}

export class DraftNeedDto extends NeedContentDto {
  @Id({ description: 'For the park; a member drafts its own', optional: true })
  membership_id?: string;
}

export class ChangeNeedDto extends SomeOf(NeedContentDto) {}

export class NeedReasonDto {
  @Text(1000, { description: 'Names no person', example: 'rented elsewhere' })
  reason: string;
}

export class ConfirmNeedDto {
  @Whole(1, 5, { description: '5: fully satisfied', example: 5 })
  satisfaction: number;

  @Sha256({ description: 'SHA-256 of the owner’s written word; required of the park, which confirms for the owner', optional: true })
  confirmation_sha256?: string;
}

export class NeedsQuery extends ListQuery {
  @Choice(alliance.needStates, { optional: true })
  state?: NeedState;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: AllianceMode;

  @Choice(alliance.allianceCategories, { optional: true })
  category?: AllianceCategory;

  @Id({ description: 'The owner', optional: true })
  membership_id?: string;

  @Flag({ description: 'Brought before the chair, because nobody claimed it in time', optional: true })
  is_escalated?: boolean;

  @DateField({ description: 'Needed by this day or later', optional: true })
  needed_by_from?: string;

  @DateField({ description: 'Needed by a day before this one', optional: true })
  needed_by_to?: string;

  @Text(100, { description: 'Part of the code, the title or the name of the member', optional: true })
  q?: string;
}

export const needRowStates = ['published', 'in_progress', 'delivered', 'confirmed', 'withdrawn', 'expired'] as const;

/** A row of the import: a need of earlier times. By code; a known need stays as it is. The claims on it are a file of their own. */
export class NeedRow extends OmitType(NeedContentDto, ['needed_by']) {
  @ownCode('ND')
  code: string;

  @Uscc()
  member_uscc: string;

  @DateField()
  published_on: string;

  @DateField({ description: 'Exclusive' })
  needed_by: string;

  @Choice(needRowStates)
  state: (typeof needRowStates)[number];

  @DateField({ description: 'Of one in progress, delivered or confirmed', optional: true })
  started_on?: string;

  @DateField({ description: 'Of one that was delivered or confirmed', optional: true })
  delivered_on?: string;

  @DateField({ optional: true })
  confirmed_on?: string;

  @Whole(1, 5, { optional: true })
  satisfaction?: number;

  @DateField({ optional: true })
  withdrawn_on?: string;

  @Text(1000, { description: 'Of one that was withdrawn', optional: true })
  reason?: string;
}
