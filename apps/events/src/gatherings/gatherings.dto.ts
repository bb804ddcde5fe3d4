import { events } from '@park/contracts';
import { Choice, Choices, DateField, Flag, Formed, Id, InstantField, ListQuery, Sha256, SomeOf, Text, Whole } from '@park/service-kit';
import { programmeCode } from '../seasons/seasons.dto.ts';
import type { EvidenceKind } from './evidence.ts';
import type { AllianceMode, GatheringState, GatheringType, GatheringVisibility } from './gathering.ts';

const mostPlaces = 100_000;
const aWeekMinutes = 7 * 24 * 60;

/** Without what takes a transition of its own. */
class GatheringContentDto {
  @Choice(events.gatheringTypes)
  type: GatheringType;

  @Text(200, { example: '青年人才招聘会' })
  title: string;

  @Text(200, { example: 'Youth job fair', optional: true, nullable: true })
  title_en?: string | null;

  @Text(200, { example: '梦工厂广场' })
  venue: string;

  @InstantField({ example: '2025-08-18T09:00:00+08:00' })
  starts_at: string;

  @InstantField({ description: 'Exclusive; at most 31 days after starts_at', example: '2025-08-18T16:00:00+08:00' })
  ends_at: string;

  @Whole(1, mostPlaces, { description: 'From 1,000 on, here or as capacity, a security permit is needed' })
  expected_attendance: number;

  @InstantField({ description: 'Now where it is left out', optional: true })
  registration_from?: string;

  @InstantField({ description: 'Exclusive; the end of the gathering where it is left out', optional: true })
  registration_to?: string;

  @Flag({ description: 'The switch beside the window', default: true, optional: true })
  is_registration_open?: boolean;

  @Flag({ description: 'Registrations are confirmed by hand', default: false, optional: true })
  is_moderated?: boolean;

  @Whole(5, 4 * aWeekMinutes, {
    description: 'A registration to be confirmed by hand keeps its places for so long',
    default: 4320,
    optional: true,
  })
  hold_minutes?: number;

  @Whole(5, aWeekMinutes, { description: 'An offer from the waiting list holds for so long', default: 1440, optional: true })
  offer_minutes?: number;

  @Flag({
    description: 'False stops the waiting list: nobody enters it, and nobody on it is offered places',
    default: true,
    optional: true,
  })
  is_waiting_list_open?: boolean;

  @Choice(events.gatheringVisibilities, { description: 'The circle that it is announced to', default: 'public', optional: true })
  visibility?: GatheringVisibility;

  @Choices(events.allianceModes, { description: 'Modes in which the alliance works together', optional: true })
  modes?: AllianceMode[];
}

class NewGatheringDto extends GatheringContentDto {
  @Formed(programmeCode, 'at most 40 capital letters, digits and hyphens', { description: 'Never reused', example: 'JOBFAIR-2025' })
  code: string;

  @Whole(1, mostPlaces, { description: 'Places' })
  capacity: number;
}

export class DraftGatheringDto extends NewGatheringDto {
  @Id({ optional: true })
  season_id?: string;
}

export class ChangeGatheringDto extends SomeOf(GatheringContentDto) {
  @Id({ optional: true, nullable: true })
  season_id?: string | null;
}

export class EvidenceDto {
  @Choice(events.evidenceKinds, {
    description: 'permit 大型群众性活动安全许可, filing 招聘会备案: with reference and applied_on; emergency_plan 应急预案: with sha256',
  })
  kind: EvidenceKind;

  @Text(100, { description: 'Number of the permit or filing', optional: true })
  reference?: string;

  @DateField({ description: 'The day on which it was applied for or filed', optional: true })
  applied_on?: string;

  @Sha256({ optional: true })
  sha256?: string;
}

export class CapacityDto {
  @Whole(1, mostPlaces, { description: 'Places; not below those taken and held' })
  capacity: number;
}

export class GatheringReasonDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class RescheduleDto {
  @InstantField({ example: '2025-08-19T09:00:00+08:00' })
  starts_at: string;

  @InstantField({ example: '2025-08-19T16:00:00+08:00' })
  ends_at: string;

  @InstantField({ optional: true })
  registration_from?: string;

  @InstantField({ description: 'As long before the end as it was where it is left out', optional: true })
  registration_to?: string;
}

export class GatheringsQuery extends ListQuery {
  @Choice(events.gatheringStates, { optional: true })
  state?: GatheringState;

  @Choice(events.gatheringTypes, { optional: true })
  type?: GatheringType;

  @Choice(events.gatheringVisibilities, { optional: true })
  visibility?: GatheringVisibility;

  @Id({ optional: true })
  season_id?: string;

  @InstantField({ description: 'Begins at this moment or later', optional: true })
  starts_at_from?: string;

  @InstantField({ description: 'Begins before this moment', optional: true })
  starts_at_to?: string;

  @Text(100, { description: 'Part of the title, the venue or the code', optional: true })
  q?: string;
}

/** A row of the import: a gathering as far as it has come. */
export class GatheringRow extends NewGatheringDto {
  @Text(40, { description: 'Code of its season', optional: true })
  season_code?: string;

  @Choice(['draft', 'published', 'ended'], { default: 'draft', optional: true })
  state?: 'draft' | 'published' | 'ended';

  @Text(100, { description: 'Id of the person who approved it; required unless it is a draft', optional: true })
  approved_by?: string;

  @Text(100, { optional: true })
  permit_no?: string;

  @DateField({ description: 'Needs permit_no', optional: true })
  permit_applied_on?: string;

  @Text(100, { optional: true })
  filing_no?: string;

  @DateField({ description: 'Needs filing_no', optional: true })
  filing_filed_on?: string;

  @Sha256({ optional: true })
  emergency_plan_sha256?: string;
}
