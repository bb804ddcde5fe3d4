import { events } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, Choices, DateField, Formed, Id, ListQuery, Text, Uscc } from '@park/service-kit';
import type { ProjectSector } from '../projects/project.ts';
import type { ExpertState, TieKind } from './expert.ts';

const employer = { description: 'The market entity of the park that employs the expert', optional: true };
const subject = { description: 'Subject of the expert’s own token, with which they fill in their score sheets', optional: true };

export class AppointExpertDto extends IdentityDto {
  @Choices(events.projectSectors, { description: 'Sectors that the expert judges' })
  fields: ProjectSector[];

  @DateField({ example: '2025-01-01' })
  term_from: string;

  @DateField({ description: 'Exclusive; at most ten years after term_from', example: '2027-01-01' })
  term_to: string;

  @Uscc(employer)
  employer_uscc?: string;

  @Text(200, subject)
  subject?: string;
}

export class ChangeExpertDto {
  @Choices(events.projectSectors, { optional: true })
  fields?: ProjectSector[];

  @DateField({ optional: true })
  term_from?: string;

  @DateField({ description: 'Exclusive; later than today', optional: true })
  term_to?: string;

  @Uscc({ ...employer, nullable: true })
  employer_uscc?: string | null;

  @Text(200, { ...subject, nullable: true })
  subject?: string | null;
}

export class DeclareTieDto {
  @Choice(events.tieKinds, { description: 'invested 投资, mentored 辅导' })
  kind: TieKind;

  @Uscc({ description: 'The market entity; this or project_id', optional: true })
  organisation_uscc?: string;

  @Id({ description: 'The project; this or organisation_uscc', optional: true })
  project_id?: string;
}

export class ExpertsQuery extends ListQuery {
  @Choice(events.expertStates, { optional: true })
  state?: ExpertState;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Text(200, { optional: true })
  subject?: string;

  @Id({ description: 'Reference of the register of persons', optional: true })
  person_id?: string;

  @DateField({ description: 'The term ends on this day or later', optional: true })
  term_to_from?: string;

  @DateField({ description: 'The term ends before this day', optional: true })
  term_to_to?: string;

  @Text(100, { description: 'Part of the code or the USCC', optional: true })
  q?: string;
}

/** A row of the import. By code; a known one stays as it is. A term that is over makes an expert whose term has ended. */
export class ExpertRow extends AppointExpertDto {
  @Formed(/^(?!EX-\d+$)[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens, and not of the series EX-000001', {
    description: 'The park gives the codes of the series EX-000001 by itself',
    example: 'EXPERT-MARINE-1',
  })
  code: string;
}
