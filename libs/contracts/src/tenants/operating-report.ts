/** Events of the operating reports 经营报送: figures in 千元 (thousand CNY), people at the period's end. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, id, kcny, period, reason, transitionData } from '../fields.ts';

const figures = {
  revenue_kcny: kcny,
  tax_total_kcny: kcny.describe('全口径税收, net paid into the treasury'),
  tax_local_kcny: kcny.describe('地方留成, the part that stays local'),
  employees_end: count.describe('People employed at the period’s end'),
  employees_grad_fresh: count.describe('Of these, graduates of this year'),
  rd_expense_kcny: kcny,
  ip_applied: count,
  ip_granted: count,
  financing_kcny: kcny,
  export_kcny: kcny,
};
const example = {
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
const report = { code: 'OR-000001', entity_id: '0197a0c0-0000-7000-8000-000000000002', period: '2025-Q3' };
const head = { ...transitionData, entity_id: id, period };

export const OperatingReportDraftedV1 = eventType('park.tenants.operating-report.drafted.v1', {
  summary: { zh: '报送起草', en: 'An operating report was drafted or revised' },
  data: head,
  example: { from_state: null, to_state: 'draft', ...report },
});
export const OperatingReportSubmittedV1 = eventType('park.tenants.operating-report.submitted.v1', {
  summary: { zh: '报送提交', en: 'An operating report was submitted' },
  data: { ...head, ...figures },
  example: { from_state: 'draft', to_state: 'submitted', ...report, ...example },
});
export const OperatingReportReturnedV1 = eventType('park.tenants.operating-report.returned.v1', {
  summary: { zh: '报送退回', en: 'An operating report was returned' },
  data: { ...head, reasons: z.array(reason) },
  example: { from_state: 'submitted', to_state: 'returned', ...report, reasons: ['tax_local_kcny does not match the tax office'] },
});
export const OperatingReportVerifiedV1 = eventType('park.tenants.operating-report.verified.v1', {
  summary: { zh: '报送核验', en: 'An operating report was verified' },
  data: { ...head, ...figures },
  example: { from_state: 'submitted', to_state: 'verified', ...report, ...example },
});
export const OperatingReportRestatedV1 = eventType('park.tenants.operating-report.restated.v1', {
  summary: { zh: '报送更正', en: 'A verified operating report was restated' },
  data: { ...head, ...figures, old: z.object(figures), reason },
  example: {
    from_state: 'verified',
    to_state: 'verified',
    ...report,
    ...example,
    tax_local_kcny: 125,
    old: example,
    reason: 'assessment corrected by the tax office',
  },
});
