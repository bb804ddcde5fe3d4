import { recruitment } from '@park/contracts';
import { Choice, DateField, Fen, Formed, Id, ListQuery, SomeOf, Text, Texts, Uscc, Whole } from '@park/service-kit';
import type { CloseReason, Education, PostingCategory, PostingState } from './posting.ts';

/** Each opening is filled and vacated by events of the posting, and reporting keeps what these change: a greater need is several postings. */
const mostHeads = 300;
const fair = { description: 'The fair that it is made for', optional: true, nullable: true };

class PostedDto {
  @Text(100, { example: '前端工程师' })
  title: string;

  @Choice(recruitment.postingCategories)
  category: PostingCategory;

  @Fen({ description: 'CNY fen a month, at least', example: 800000 })
  salary_min_fen: number;

  @Fen({ description: 'CNY fen a month, at most', example: 1500000 })
  salary_max_fen: number;

  @Choice(recruitment.educations, { description: 'At least' })
  education: Education;

  @Whole(0, 50, { description: 'Years of experience, at least' })
  experience_years: number;

  @Text(200, { example: '青岛市市北区' })
  location: string;

  @Text(5_000, { description: 'Requirements and benefits in free words; names no person', example: '熟悉 TypeScript；五险一金' })
  terms: string;

  @DateField({ description: 'Exclusive: the first day on which nobody can apply any more', example: '2025-10-01' })
  closes_on: string;

  @Fen({ description: 'Asked from those who apply; a posting that asks for any is not approved', example: 0, default: 0, optional: true })
  fee_fen?: number;
}

class PostingContentDto extends PostedDto {
  @Id(fair)
  fair_id?: string | null;
}

export class DraftPostingDto extends PostingContentDto {
  @Id()
  employer_id: string;

  @Whole(1, mostHeads, { description: 'Openings 名额', example: 4 })
  headcount: number;
}

export class ChangePostingDto extends SomeOf(PostingContentDto) {}

export class ChangeHeadcountDto {
  @Whole(1, mostHeads, { description: 'Openings 名额, not less than those that are filled' })
  headcount: number;
}

export class RejectPostingDto {
  @Texts(20, 40, { description: 'Codes of the rules that it breaks, as in `findings`', example: ['discrimination_sex'] })
  rules: string[];

  @Text(1000, { description: 'Names no person', example: 'a sex is asked for' })
  reason: string;
}

export class PostingNoteDto {
  @Text(1000, { description: 'Names no person', optional: true })
  reason?: string;
}

export class PostingsQuery extends ListQuery {
  @Choice(recruitment.postingStates, { optional: true })
  state?: PostingState;

  @Choice(recruitment.postingCategories, { optional: true })
  category?: PostingCategory;

  @Choice(recruitment.educations, { optional: true })
  education?: Education;

  @Choice(recruitment.postingCloseReasons, { optional: true })
  close_reason?: CloseReason;

  @Id({ optional: true })
  employer_id?: string;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Id({ optional: true })
  fair_id?: string;

  @Text(6, { description: 'GB/T 4754', optional: true })
  industry_code?: string;

  @DateField({ optional: true })
  closes_on_from?: string;

  @DateField({ description: 'Exclusive', optional: true })
  closes_on_to?: string;

  @Text(100, { description: 'Part of the code or the title', optional: true })
  q?: string;
}

/** A row of the import. By code: a new one is drafted, and published where the park approved it; a known one is revised where it differs. */
export class PostingRow extends PostedDto {
  @Formed(/^(?!JP-\d+$)[A-Z0-9][A-Z0-9-]{1,39}$/, '2 to 40 capital letters, digits and hyphens, and not of the series JP-000001', {
    description: 'The code of the posting, which other files name it by',
    example: 'JP-2024-A17',
  })
  code: string;

  @Uscc()
  employer_uscc: string;

  @Text(40, { description: 'Code of the fair that it is made for', optional: true })
  fair_code?: string;

  @Whole(1, mostHeads, { description: 'Openings 名额', example: 4 })
  headcount: number;

  @DateField({ description: 'The day on which the park approved it; without it, it stays a draft', optional: true })
  approved_on?: string;
}
