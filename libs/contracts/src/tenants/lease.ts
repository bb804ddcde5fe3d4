/** Events of leases 租赁合同. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { areaM2, code, date, fen, id, reason, transitionData } from '../fields.ts';

export const leaseCycles = ['month', 'quarter', 'half_year', 'year'] as const;
export const terminationInitiators = ['tenant', 'park', 'mutual'] as const;
export const approvalRoutes = ['manager', 'director', 'executive'] as const;

const leaseUnit = z.object({
  unit_id: id,
  building_id: id,
  area_m2: areaM2,
  start_on: date,
  end_on: date,
  price_fen_per_m2_day: fen,
});
const rentStep = z.object({ from_on: date, price_fen_per_m2_day: fen.optional(), deposit_fen: fen.optional() });
const leaseContent = {
  entity_id: id,
  units: z.array(leaseUnit).describe('Each with the price that it has until the first step'),
  rent_steps: z
    .array(rentStep)
    .optional()
    .describe('The price of all units, or the deposit, from a day on; absent in events from before steps could be agreed'),
  start_on: date,
  end_on: date.describe('Exclusive'),
  annual_amount_fen: fen,
  discount_pct: z.number().describe('Below the reference price, percent'),
  rent_free_days: z.number().int(),
  approval_route: z.enum(approvalRoutes),
  renewal_of_id: id.nullable(),
};
const unitId = '0197a0c0-0000-7000-8000-000000000003';
const lease = {
  code: 'LS-000001',
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  units: [
    {
      unit_id: unitId,
      building_id: '0197a0c0-0000-7000-8000-000000000001',
      area_m2: 120.5,
      start_on: '2024-05-01',
      end_on: '2026-05-01',
      price_fen_per_m2_day: 150,
    },
  ],
  rent_steps: [{ from_on: '2025-05-01', price_fen_per_m2_day: 155 }],
  start_on: '2024-05-01',
  end_on: '2026-05-01',
  annual_amount_fen: 6_597_375,
  discount_pct: 0,
  rent_free_days: 30,
  approval_route: 'manager' as const,
  renewal_of_id: null,
};

export const LeaseDraftedV1 = eventType('park.tenants.lease.drafted.v1', {
  summary: { zh: '合同起草', en: 'A lease was drafted' },
  data: { ...transitionData, ...leaseContent },
  example: { from_state: null, to_state: 'draft', ...lease },
});
export const LeaseRevisedV1 = eventType('park.tenants.lease.revised.v1', {
  summary: { zh: '草稿修改', en: 'A lease’s draft was revised' },
  data: { ...transitionData, ...leaseContent },
  example: { from_state: 'rejected', to_state: 'draft', ...lease },
});
export const LeaseSubmittedV1 = eventType('park.tenants.lease.submitted.v1', {
  summary: { zh: '合同提交审批', en: 'A lease was submitted for approval' },
  data: { ...transitionData, ...leaseContent },
  example: { from_state: 'draft', to_state: 'in_approval', ...lease },
});
export const LeaseApprovedV1 = eventType('park.tenants.lease.approved.v1', {
  summary: { zh: '审批通过', en: 'A lease was approved' },
  data: { ...transitionData, approval_route: z.enum(approvalRoutes), opinion: z.string().nullable() },
  example: { code: 'LS-000001', from_state: 'in_approval', to_state: 'pending_signature', approval_route: 'manager', opinion: null },
});
export const LeaseRejectedV1 = eventType('park.tenants.lease.rejected.v1', {
  summary: { zh: '审批驳回', en: 'A lease was rejected' },
  data: { ...transitionData, opinion: reason },
  example: { code: 'LS-000001', from_state: 'in_approval', to_state: 'rejected', opinion: 'discount not justified' },
});
export const LeaseVoidedV1 = eventType('park.tenants.lease.voided.v1', {
  summary: { zh: '合同作废', en: 'A lease was voided before it was signed' },
  data: { ...transitionData, reason },
  example: { code: 'LS-000001', from_state: 'draft', to_state: 'void', reason: 'tenant withdrew' },
});
export const LeaseSignedV1 = eventType('park.tenants.lease.signed.v1', {
  summary: { zh: '合同签署', en: 'A lease was signed' },
  data: { ...transitionData, ...leaseContent, sign_on: date, file_sha256: z.string().length(64) },
  example: { from_state: 'pending_signature', to_state: 'signed', ...lease, sign_on: '2024-04-18', file_sha256: 'a'.repeat(64) },
});
export const LeaseActivatedV1 = eventType('park.tenants.lease.activated.v1', {
  summary: { zh: '合同生效', en: 'A lease came into force' },
  discloses: { alliance: ['code', 'from_state', 'to_state', 'entity_id', 'start_on', 'units.unit_id', 'units.building_id', 'is_renewal'] },
  data: { ...transitionData, ...leaseContent, monthly_rent_fen: fen, deposit_fen: fen, is_renewal: z.boolean() },
  example: { from_state: 'signed', to_state: 'active', ...lease, monthly_rent_fen: 549_781, deposit_fen: 1_099_562, is_renewal: false },
});
export const LeaseAmendedV1 = eventType('park.tenants.lease.amended.v1', {
  summary: { zh: '合同变更', en: 'A lease in force was amended' },
  data: {
    ...transitionData,
    changes: z.array(z.object({ field: z.string(), old: z.string(), new: z.string() })),
    effective_date: date,
    reason,
  },
  example: {
    code: 'LS-000001',
    from_state: 'active',
    to_state: 'active',
    changes: [{ field: 'end_on', old: '2026-05-01', new: '2027-05-01' }],
    effective_date: '2026-01-01',
    reason: 'extension agreed',
  },
});
export const LeaseRentSteppedV1 = eventType('park.tenants.lease.rent-stepped.v1', {
  summary: { zh: '租金递增生效', en: 'A step of the rent took effect' },
  data: { ...transitionData, entity_id: id, effective_date: date, monthly_rent_fen: fen, annual_amount_fen: fen, deposit_fen: fen },
  example: {
    code: 'LS-000001',
    from_state: 'active',
    to_state: 'active',
    entity_id: lease.entity_id,
    effective_date: '2025-05-01',
    monthly_rent_fen: 568_107,
    annual_amount_fen: 6_817_288,
    deposit_fen: 1_099_562,
  },
});
export const LeaseDepositReceivedV1 = eventType('park.tenants.lease.deposit-received.v1', {
  summary: { zh: '押金收取', en: 'A part of a lease’s deposit was received' },
  data: { ...transitionData, entity_id: id, amount_fen: fen, received_on: date, received_fen: fen.describe('In all') },
  example: {
    code: 'LS-000001',
    from_state: 'signed',
    to_state: 'signed',
    entity_id: lease.entity_id,
    amount_fen: 99_562,
    received_on: '2024-04-20',
    received_fen: 1_099_562,
  },
});
export const LeaseExpiringV1 = eventType('park.tenants.lease.expiring.v1', {
  summary: { zh: '合同即将到期', en: 'A lease is about to end' },
  data: { code, entity_id: id, end_on: date, days_left: z.number().int(), unit_ids: z.array(id) },
  example: { code: 'LS-000001', entity_id: lease.entity_id, end_on: '2026-05-01', days_left: 60, unit_ids: [unitId] },
});
export const LeaseRenewedV1 = eventType('park.tenants.lease.renewed.v1', {
  summary: { zh: '合同续签', en: 'A lease was renewed by a new one' },
  data: { ...transitionData, new_lease_id: id, new_lease_code: code, rent_change_pct: z.number() },
  example: {
    code: 'LS-000001',
    from_state: 'active',
    to_state: 'renewed',
    new_lease_id: '0197a0c0-0000-7000-8000-000000000005',
    new_lease_code: 'LS-000002',
    rent_change_pct: 3,
  },
});
export const LeaseTerminatedV1 = eventType('park.tenants.lease.terminated.v1', {
  summary: { zh: '提前解除', en: 'A lease was terminated early, or its termination was moved to another day' },
  data: { ...transitionData, entity_id: id, terminated_on: date, initiator: z.enum(terminationInitiators), penalty_fen: fen, reason },
  example: {
    code: 'LS-000001',
    from_state: 'active',
    to_state: 'ending',
    entity_id: lease.entity_id,
    terminated_on: '2025-10-01',
    initiator: 'tenant',
    penalty_fen: 549_781,
    reason: 'moving to larger premises',
  },
});
export const LeaseTerminationCancelledV1 = eventType('park.tenants.lease.termination-cancelled.v1', {
  summary: { zh: '撤销提前解除', en: 'A termination that lay ahead was cancelled' },
  data: { ...transitionData, entity_id: id, terminated_on: date.describe('The day of the termination'), reason },
  example: {
    code: 'LS-000001',
    from_state: 'ending',
    to_state: 'active',
    entity_id: lease.entity_id,
    terminated_on: '2025-10-01',
    reason: 'the tenant stays',
  },
});
export const LeaseExpiredV1 = eventType('park.tenants.lease.expired.v1', {
  summary: { zh: '合同到期', en: 'A lease reached its end' },
  data: { ...transitionData, entity_id: id, end_on: date, handed_over: z.boolean() },
  example: {
    code: 'LS-000001',
    from_state: 'active',
    to_state: 'expired',
    entity_id: lease.entity_id,
    end_on: '2026-05-01',
    handed_over: false,
  },
});
export const LeaseHeldOverV1 = eventType('park.tenants.lease.held-over.v1', {
  summary: { zh: '超期占用', en: 'Space was not handed back when its lease had ended' },
  data: { ...transitionData, entity_id: id, since: date },
  example: { code: 'LS-000001', from_state: 'expired', to_state: 'holdover', entity_id: lease.entity_id, since: '2026-05-01' },
});
export const LeaseHandedBackV1 = eventType('park.tenants.lease.handed-back.v1', {
  summary: { zh: '房屋交还', en: 'Space was handed back' },
  data: { ...transitionData, entity_id: id, handed_back_on: date },
  example: { code: 'LS-000001', from_state: 'expired', to_state: 'ending', entity_id: lease.entity_id, handed_back_on: '2026-05-03' },
});
export const LeaseSettledV1 = eventType('park.tenants.lease.settled.v1', {
  summary: { zh: '退租结算', en: 'A lease was settled' },
  data: { ...transitionData, deductions_fen: fen, refund_fen: fen, due_from_tenant_fen: fen },
  example: {
    code: 'LS-000001',
    from_state: 'ending',
    to_state: 'settled',
    deductions_fen: 0,
    refund_fen: 1_099_562,
    due_from_tenant_fen: 0,
  },
});
export const LeaseClosedV1 = eventType('park.tenants.lease.closed.v1', {
  summary: { zh: '合同归档', en: 'A lease was closed' },
  data: { ...transitionData, entity_id: id, closed_on: date },
  example: { code: 'LS-000001', from_state: 'settled', to_state: 'closed', entity_id: lease.entity_id, closed_on: '2026-05-20' },
});
