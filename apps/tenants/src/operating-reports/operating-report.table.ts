import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import { ofTheirEntity } from '../market-entities/market-entity.table.ts';
import type { OperatingReport } from './operating-report.ts';

export const OperatingReportTable = aggregateTable<OperatingReport>('operating_report', {
  entity_id: { type: 'uuid' },
  period: { type: 'text' },
  revenue_kcny: { type: 'bigint' },
  tax_total_kcny: { type: 'bigint' },
  tax_local_kcny: { type: 'bigint' },
  employees_end: { type: 'integer' },
  employees_grad_fresh: { type: 'integer' },
  rd_expense_kcny: { type: 'bigint' },
  ip_applied: { type: 'integer' },
  ip_granted: { type: 'integer' },
  financing_kcny: { type: 'bigint' },
  export_kcny: { type: 'bigint' },
  note: { type: 'text', nullable: true },
  state: { type: 'text' },
  submitted_by: { type: 'text', nullable: true },
  return_reasons: { type: 'text', array: true },
});

export const operatingReports: Listing<OperatingReport> = {
  table: OperatingReportTable,
  sorts: ['code', 'period', 'created_at', 'updated_at'],
  search: ['code'],
  own: ofTheirEntity,
};
