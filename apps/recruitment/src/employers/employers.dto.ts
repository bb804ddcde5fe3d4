import { recruitment } from '@park/contracts';
import { Choice, DateField, Flag, Formed, ListQuery, NestedList, Sha256, SomeOf, Text, Uscc } from '@park/service-kit';
import type { EmployerKind, EmployerState, PaperKind } from './employer.ts';

class EmployerContentDto {
  @Text(200, { example: '青岛海创软件有限公司' })
  name: string;

  @Choice(recruitment.employerKinds, {
    description: 'enterprise 企业, branch 分支机构, hr_agency 人力资源服务机构, institution 事业单位等',
  })
  kind: EmployerKind;

  @Formed(/^[A-T]\d{2,4}$/, 'a code such as I65 or I6513', {
    description: 'GB/T 4754: section letter, then division, e.g. I65',
    example: 'I65',
  })
  industry_code: string;
}

export class RegisterEmployerDto extends EmployerContentDto {
  @Uscc()
  uscc: string;
}

export class ChangeEmployerDto extends SomeOf(EmployerContentDto) {}

export class PaperDto {
  @Choice(recruitment.employerPapers, {
    description: 'licence 营业执照, authorisation 招聘委托书, hr_permit 人力资源服务许可证, parent_licence 总公司营业执照',
  })
  kind: PaperKind;

  @Sha256()
  sha256: string;

  @DateField({ description: 'Exclusive; without it the paper does not run out', example: '2027-01-01', optional: true })
  valid_until?: string;
}

export class SubmitPapersDto {
  @NestedList(() => PaperDto, 1, recruitment.employerPapers.length)
  papers: PaperDto[];
}

export class EmployerReasonDto {
  @Text(1000, { description: 'Names no person', example: 'the licence has expired' })
  reason: string;
}

export class EmployersQuery extends ListQuery {
  @Choice(recruitment.employerStates, { optional: true })
  state?: EmployerState;

  @Choice(recruitment.employerKinds, { optional: true })
  kind?: EmployerKind;

  @Uscc({ optional: true })
  uscc?: string;

  @Flag({ optional: true })
  is_resident?: boolean;

  @Text(100, { description: 'Part of the code, the name or the USCC', optional: true })
  q?: string;
}

/** A row of the import. By USCC: a new one is registered, a known one gets the name and the industry of the file. */
export class EmployerRow extends EmployerContentDto {
  @Uscc()
  uscc: string;

  @Sha256({ description: 'SHA-256 of the licence 营业执照, hex', optional: true })
  licence_sha256?: string;

  @Sha256({ description: 'SHA-256 of the letter of authorisation 招聘委托书, hex', optional: true })
  authorisation_sha256?: string;

  @Sha256({ description: 'SHA-256 of the permit of an agency 人力资源服务许可证, hex', optional: true })
  hr_permit_sha256?: string;

  @Sha256({ description: 'SHA-256 of the licence of the parent 总公司营业执照, hex', optional: true })
  parent_licence_sha256?: string;

  @DateField({ description: 'The day on which the park verified the papers; without it they are still to be verified', optional: true })
  verified_on?: string;
}
