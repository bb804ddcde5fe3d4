import { recruitment } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, Id, ListQuery, Sha256, SomeOf, Text, Whole } from '@park/service-kit';
import type { Education } from '../postings/posting.ts';
import type { CandidateState } from './candidate.ts';

const year = { description: 'Year of graduation', example: 2025, optional: true };
const longestResume = 20_000;

export class RegisterCandidateDto extends IdentityDto {
  @Choice(recruitment.educations)
  education: Education;

  @Whole(1950, 2100, year)
  graduation_year?: number;
}

class AboutDto {
  @Choice(recruitment.educations)
  education: Education;

  @Whole(1950, 2100, { ...year, nullable: true })
  graduation_year?: number | null;
}

export class ChangeCandidateDto extends SomeOf(AboutDto) {}

export class AddResumeDto {
  @Text(longestResume, { description: 'Stored encrypted; shown to those alone who may see it' })
  text: string;

  @Sha256({ description: 'SHA-256 of the file that was handed in, hex; of the text where there is none', optional: true })
  sha256?: string;
}

export class AnonymiseDto {
  @Text(500, { description: 'Names no person', example: 'the candidate asked for it' })
  reason: string;
}

export class ResumeQuery {
  @Whole(1, 100_000, { description: 'Version; without it the last', optional: true })
  version?: number;
}

export class CandidatesQuery extends ListQuery {
  @Choice(recruitment.candidateStates, { optional: true })
  state?: CandidateState;

  @Choice(recruitment.educations, { optional: true })
  education?: Education;

  @Whole(1950, 2100, { optional: true })
  graduation_year?: number;

  @Id({ description: 'Of the register of persons; for the park’s own people', optional: true })
  person_id?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}
