/** Events of the employers 用人单位 of the park and of its job fairs, and of their standing. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, id, reason, transitionData, uscc } from '../fields.ts';

export const employerKinds = ['enterprise', 'branch', 'hr_agency', 'institution'] as const;
export const employerStates = ['registered', 'in_review', 'verified', 'rejected'] as const;
export const employerPapers = ['licence', 'authorisation', 'hr_permit', 'parent_licence'] as const;
export const standingGrounds = ['no_show', 'late_cancellation', 'lifted'] as const;

/** GB/T 4754, as tenants has it of market entities. */
export const industry = z.string().describe('GB/T 4754, section letter with division, e.g. I65');

const head = {
  ...transitionData,
  uscc,
  entity_id: id.nullable().describe('The market entity of the park, if it is one'),
  industry_code: industry,
};
const employer = { code: 'EM-000001', uscc: '91370200264574251E', entity_id: '0197a0c0-0000-7000-8000-000000000002', industry_code: 'I65' };
const kind = z.enum(employerKinds);
const name = z.string().describe('Of the organisation');
const paper = z.object({
  kind: z.enum(employerPapers),
  sha256: z.string().length(64).describe('SHA-256 of the file, hex'),
  valid_until: date.nullable().describe('Exclusive'),
});

export const EmployerRegisteredV1 = eventType('park.recruitment.employer.registered.v1', {
  summary: { zh: '用人单位登记', en: 'An employer was registered' },
  data: { ...head, name, kind },
  example: { ...employer, from_state: null, to_state: 'registered', name: '青岛海创软件有限公司', kind: 'enterprise' },
});
export const EmployerChangedV1 = eventType('park.recruitment.employer.changed.v1', {
  summary: { zh: '用人单位信息变更', en: 'An employer’s particulars changed' },
  data: { code, name, kind, industry_code: industry },
  example: { code: 'EM-000001', name: '青岛海创软件有限公司', kind: 'enterprise', industry_code: 'C35' },
});
export const EmployerPapersSubmittedV1 = eventType('park.recruitment.employer.papers-submitted.v1', {
  summary: { zh: '用人单位提交资质', en: 'An employer handed in its papers' },
  data: { ...head, papers: z.array(paper) },
  example: {
    ...employer,
    from_state: 'registered',
    to_state: 'in_review',
    papers: [{ kind: 'licence', sha256: 'a'.repeat(64), valid_until: null }],
  },
});
export const EmployerVerifiedV1 = eventType('park.recruitment.employer.verified.v1', {
  summary: { zh: '用人单位审核通过', en: 'An employer was verified' },
  data: head,
  example: { ...employer, from_state: 'in_review', to_state: 'verified' },
});
export const EmployerRejectedV1 = eventType('park.recruitment.employer.rejected.v1', {
  summary: { zh: '用人单位审核未通过', en: 'An employer’s papers were rejected, or its verification was taken back' },
  data: { ...head, reason },
  example: { ...employer, from_state: 'in_review', to_state: 'rejected', reason: 'the licence has expired' },
});
export const EmployerLinkedV1 = eventType('park.recruitment.employer.linked.v1', {
  summary: { zh: '用人单位关联入园企业', en: 'An employer is a market entity that moved in' },
  data: { code, uscc, entity_id: id },
  example: { code: 'EM-000001', uscc: '91370200264574251E', entity_id: '0197a0c0-0000-7000-8000-000000000002' },
});
export const EmployerDepartedV1 = eventType('park.recruitment.employer.departed.v1', {
  summary: { zh: '用人单位离园', en: 'An employer left the park' },
  data: { code, uscc, entity_id: id, departed_on: date },
  example: { code: 'EM-000001', uscc: '91370200264574251E', entity_id: '0197a0c0-0000-7000-8000-000000000002', departed_on: '2025-06-30' },
});
export const EmployerStandingChangedV1 = eventType('park.recruitment.employer.standing-changed.v1', {
  summary: { zh: '用人单位信誉变更', en: 'An employer’s standing changed' },
  data: {
    code,
    ground: z.enum(standingGrounds),
    fair_id: id.nullable(),
    no_shows: count.describe('Those that count'),
    sits_out_after: date.nullable().describe('It sits out the next fair after this day'),
    banned_until: date.nullable().describe('Exclusive'),
    reason: reason.nullable(),
  },
  example: {
    code: 'EM-000001',
    ground: 'no_show',
    fair_id: '0197a0c0-0000-7000-8000-000000000060',
    no_shows: 1,
    sits_out_after: '2025-08-18',
    banned_until: null,
    reason: null,
  },
});
