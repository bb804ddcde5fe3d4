import { Choice, Id, Kcny, ListQuery, Period, SomeOf, Text, Texts, Uscc, Whole } from '@park/service-kit';
import { type Figures, type ReportState, reportStates } from './operating-report.ts';

const people = 1_000_000;

export class FiguresDto implements Figures {
  @Kcny({ signed: true, description: '营业收入, thousand CNY' })
  revenue_kcny: number;

  @Kcny({ signed: true, description: '全口径税收, net paid into the treasury, thousand CNY' })
  tax_total_kcny: number;

  @Kcny({ signed: true, description: '地方留成, thousand CNY' })
  tax_local_kcny: number;

  @Whole(0, people, { description: 'People employed at the period’s end' })
  employees_end: number;

  @Whole(0, people, { description: 'Of these, graduates of this year 应届毕业生' })
  employees_grad_fresh: number;

  @Kcny({ description: '研发费用, thousand CNY' })
  rd_expense_kcny: number;

  @Whole(0, people)
  ip_applied: number;

  @Whole(0, people)
  ip_granted: number;

  @Kcny({ description: '融资额, thousand CNY' })
  financing_kcny: number;

  @Kcny({ description: '出口额, thousand CNY' })
  export_kcny: number;
}

class ContentsDto extends FiguresDto {
  @Text(1000, { description: 'Required where a figure differs by more than half from the year before', optional: true, nullable: true })
  note?: string | null;
}

export class DraftReportDto extends ContentsDto {
  @Id({ description: 'The market entity that reports' })
  entity_id: string;

  @Period()
  period: string;
}

export class ReviseReportDto extends SomeOf(ContentsDto) {}

export class ReturnReportDto {
  @Texts(20, 500, { description: 'What is to be put right' })
  reasons: string[];
}

export class RestateReportDto extends SomeOf(FiguresDto) {
  @Text(500)
  reason: string;
}

export class OperatingReportsQuery extends ListQuery {
  @Id({ optional: true })
  entity_id?: string;

  @Period({ optional: true })
  period?: string;

  @Choice(reportStates, { optional: true })
  state?: ReportState;
}

export class OperatingReportRow extends ContentsDto {
  @Uscc()
  entity_uscc: string;

  @Period()
  period: string;

  @Choice(['draft', 'submitted', 'verified'], { description: 'verified: the figures come from an authority' })
  state: 'draft' | 'submitted' | 'verified';
}
