import { alliance } from '@park/contracts';
import { Choice, DateField, Flag, Id, InstantField, ListQuery, NestedList, SomeOf, Text, Uscc, Whole } from '@park/service-kit';
import { OmitType } from '@nestjs/swagger';
import type { AllianceCategory, AllianceMode } from '../needs/need.ts';
import { modeText, ownCode } from '../needs/needs.dto.ts';
import type { ResourceState } from './resource.ts';
import type { SlotState } from './slot.ts';

export class ResourceContentDto {
  @Choice(alliance.allianceModes, { description: modeText })
  mode: AllianceMode;

  @Choice(alliance.allianceCategories)
  category: AllianceCategory;

  @Text(200, { description: 'Names no person', example: '一楼多功能厅' })
  title: string;

  @Whole(1, 100_000, { description: 'Of one slot, in `unit`', example: 1 })
  capacity: number;

  @Text(20, { description: 'What is counted', example: '场' })
  unit: string;

  @Flag({ description: 'A claim is accepted as it is proposed: first come, first served', default: false, optional: true })
  instant?: boolean;

  @DateField({ description: 'Exclusive; null or left out: until it is delisted', example: '2026-01-01', optional: true, nullable: true })
  listed_until?: string | null;
}

export class DraftResourceDto extends ResourceContentDto {
  @Id({ description: 'For the park; a member drafts its own', optional: true })
  membership_id?: string;
}

export class ChangeResourceDto extends SomeOf(ResourceContentDto) {}

export class SlotDto {
  @InstantField({ description: 'Later than now, at most 366 days ahead', example: '2025-09-20T10:00:00Z' })
  starts_at: string;

  @InstantField({ example: '2025-09-20T12:00:00Z' })
  ends_at: string;
}

export class AddSlotsDto {
  @NestedList(() => SlotDto, 1, 50)
  slots: SlotDto[];
}

export class RemoveSlotDto {
  @Id()
  slot_id: string;
}

export class DelistResourceDto {
  @Text(1000, { description: 'Names no person', example: 'the hall is being renovated' })
  reason: string;
}

export class ResourcesQuery extends ListQuery {
  @Choice(alliance.resourceStates, { optional: true })
  state?: ResourceState;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: AllianceMode;

  @Choice(alliance.allianceCategories, { optional: true })
  category?: AllianceCategory;

  @Id({ description: 'The owner', optional: true })
  membership_id?: string;

  @Text(100, { description: 'Part of the code, the title or the name of the member', optional: true })
  q?: string;
}

export class ResourceSlotsQuery extends ListQuery {
  @Id({ optional: true })
  resource_id?: string;

  @Choice(alliance.slotStates, { optional: true })
  state?: SlotState;

  @InstantField({ description: 'Begins then or later', optional: true })
  starts_at_from?: string;

  @InstantField({ description: 'Begins earlier', optional: true })
  starts_at_to?: string;
}

export const resourceRowStates = ['listed', 'delisted'] as const;

/** A row of the import: a resource of earlier times. By code; a known resource stays as it is. Its slots are a file of their own. */
export class ResourceRow extends OmitType(ResourceContentDto, ['listed_until']) {
  @ownCode('RE')
  code: string;

  @Uscc()
  member_uscc: string;

  @DateField()
  listed_on: string;

  @DateField({ description: 'Exclusive', optional: true })
  listed_until?: string;

  @Choice(resourceRowStates)
  state: (typeof resourceRowStates)[number];

  @DateField({ description: 'Of one that is delisted', optional: true })
  delisted_on?: string;
}

/** A row of the import: a slot of a resource that is known, of earlier times or to come. A known slot stays as it is. */
export class ResourceSlotRow {
  @Text(40)
  resource_code: string;

  @InstantField()
  starts_at: string;

  @InstantField()
  ends_at: string;
}
