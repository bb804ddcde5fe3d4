import { events } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, CitizenId, Formed, Id, Kcny, ListQuery, Nested, SomeOf, Text, Uscc } from '@park/service-kit';
import type { ApplicantKind, ProjectReviewGround, ProjectSector, ProjectStage, ProjectState } from './project.ts';

class ProjectContentDto {
  @Text(200, { example: '海洋观测浮标' })
  name: string;

  @Choice(events.projectStages, { description: 'idea 创意, startup 初创' })
  stage: ProjectStage;

  @Choice(events.projectSectors)
  sector: ProjectSector;

  @Choice(events.applicantKinds, { description: 'student 学生, enterprise 企业' })
  applicant_kind: ApplicantKind;

  @Kcny({ description: '千元, thousand CNY that it seeks', example: 2000 })
  amount_sought_kcny: number;
}

const organisation = { description: 'The market entity that it belongs to; required of an enterprise', optional: true };

export class RegisterProjectDto extends ProjectContentDto {
  @Uscc(organisation)
  organisation_uscc?: string;

  @Nested(() => IdentityDto)
  founder: IdentityDto;
}

export class ChangeProjectDto extends SomeOf(ProjectContentDto) {
  @Uscc({ ...organisation, nullable: true })
  organisation_uscc?: string | null;
}

export class ProjectReasonDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class ConcludeProjectReviewDto {
  @Text(500, { description: 'What came of it; names no person' })
  outcome: string;
}

export class ProjectsQuery extends ListQuery {
  @Choice(events.projectStates, { optional: true })
  state?: ProjectState;

  @Choice(events.projectStages, { optional: true })
  stage?: ProjectStage;

  @Choice(events.projectSectors, { optional: true })
  sector?: ProjectSector;

  @Choice(events.applicantKinds, { optional: true })
  applicant_kind?: ApplicantKind;

  @Uscc({ optional: true })
  organisation_uscc?: string;

  @Id({ description: 'Reference of the register of persons', optional: true })
  founder_id?: string;

  @Choice(events.projectReviewGrounds, { description: 'Only those flagged for review', optional: true })
  review_ground?: ProjectReviewGround;

  @Text(100, { description: 'Part of the code, the name or the USCC', optional: true })
  q?: string;
}

/** A row of the import. By code; a known one stays as it is. */
export class ProjectRow extends ProjectContentDto {
  @Formed(/^(?!PJ-\d+$)[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens, and not of the series PJ-000001', {
    description: 'The park gives the codes of the series PJ-000001 by itself',
    example: 'BUOY-2025',
  })
  code: string;

  @Uscc(organisation)
  organisation_uscc?: string;

  @Text(50, { description: 'As on the identity document; stored encrypted, shown masked', example: '王小明' })
  founder_name: string;

  @CitizenId()
  founder_citizen_id: string;

  @Formed(/^1\d{10}$/, 'a mobile number of 11 digits', { description: 'Mobile number', example: '13900000000', optional: true })
  founder_phone?: string;
}
