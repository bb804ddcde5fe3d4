import type { Figures, OperatingReport } from './operating-report.ts';

export const someFigures: Figures = {
  revenue_kcny: 5200,
  tax_total_kcny: 310,
  tax_local_kcny: 120,
  employees_end: 18,
  employees_grad_fresh: 3,
  rd_expense_kcny: 640,
  ip_applied: 2,
  ip_granted: 1,
  financing_kcny: 0,
  export_kcny: 0,
};

export function aReport(wish: Partial<OperatingReport> = {}): OperatingReport {
  return {
    ...someFigures,
    id: '0197a0c0-0000-7000-8000-000000000011',
    code: 'OR-000001',
    entity_id: '0197a0c0-0000-7000-8000-000000000002',
    period: '2025-Q1',
    note: null,
    state: 'draft',
    submitted_by: null,
    return_reasons: [],
    version: 1,
    created_at: new Date('2025-04-01T00:00:00Z'),
    updated_at: new Date('2025-04-01T00:00:00Z'),
    ...wish,
  };
}
