/** Events of the rotation 轮值: the plan of a cycle, and the terms in which one member after the other is in the chair. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';

export const rotationPlanStates = ['draft', 'approved', 'completed', 'withdrawn'] as const;
export const rotationPeriods = ['month', 'quarter'] as const;
export const rotationTermStates = ['planned', 'active', 'handed_over', 'skipped', 'withdrawn'] as const;
/** In its turn of the cycle; from the list of substitutes; or going on beside its own term where no substitute is left. */
export const rotationTermKinds = ['cycle', 'substitute', 'acting'] as const;
export const skipGrounds = ['excused', 'not_active'] as const;

const span = { from: date, to: date.describe('Exclusive') };
const planHead = { ...transitionData, period: z.enum(rotationPeriods), ...span };
const plan = { code: 'RP-2025', period: 'quarter' as const, from: '2025-01-01', to: '2026-01-01' };

export const RotationPlanDraftedV1 = eventType('park.alliance.rotation-plan.drafted.v1', {
  summary: { zh: '轮值计划起草', en: 'The plan of a rotation was drafted' },
  data: { ...planHead, terms: count },
  example: { ...plan, from_state: null, to_state: 'draft', terms: 4 },
});
export const RotationPlanChangedV1 = eventType('park.alliance.rotation-plan.changed.v1', {
  summary: { zh: '轮值计划修改', en: 'The members or the substitutes of a drafted rotation changed' },
  data: { ...planHead, terms: count },
  example: { ...plan, from_state: 'draft', to_state: 'draft', terms: 4 },
});
export const RotationPlanApprovedV1 = eventType('park.alliance.rotation-plan.approved.v1', {
  summary: { zh: '轮值计划通过', en: 'The plan of a rotation was approved: each day of it has one chair' },
  discloses: { alliance: ['code', 'period', 'from', 'to', 'terms.term_id', 'terms.membership_id', 'terms.from', 'terms.to'] },
  data: { ...planHead, terms: z.array(z.object({ term_id: id, membership_id: id, ...span })) },
  example: {
    ...plan,
    from_state: 'draft',
    to_state: 'approved',
    terms: [
      {
        term_id: '0197a0c0-0000-7000-8000-000000000082',
        membership_id: '0197a0c0-0000-7000-8000-000000000081',
        from: '2025-01-01',
        to: '2025-04-01',
      },
    ],
  },
});
export const RotationPlanWithdrawnV1 = eventType('park.alliance.rotation-plan.withdrawn.v1', {
  summary: { zh: '轮值计划撤回', en: 'The approved plan of a rotation was withdrawn before it began, with its terms' },
  discloses: { alliance: ['code', 'period', 'from', 'to'] },
  data: { ...planHead, reason },
  example: { ...plan, from_state: 'approved', to_state: 'withdrawn', reason: 'the terms are to be months' },
});
export const RotationPlanCompletedV1 = eventType('park.alliance.rotation-plan.completed.v1', {
  summary: { zh: '轮值周期结束', en: 'The last term of a rotation is over' },
  data: planHead,
  example: { ...plan, from_state: 'approved', to_state: 'completed' },
});

/** Of every event of a term. */
const termHead = { ...transitionData, plan_id: id, membership_id: id, organisation_id: id, kind: z.enum(rotationTermKinds), ...span };
const term = {
  code: 'RT-000001',
  plan_id: '0197a0c0-0000-7000-8000-000000000083',
  membership_id: '0197a0c0-0000-7000-8000-000000000081',
  organisation_id: '0197a0c0-0000-7000-8000-000000000080',
  kind: 'cycle' as const,
  from: '2025-01-01',
  to: '2025-04-01',
};

export const RotationTermPlannedV1 = eventType('park.alliance.rotation-term.planned.v1', {
  summary: { zh: '轮值期次安排', en: 'A term of a rotation was planned' },
  data: termHead,
  example: { ...term, from_state: null, to_state: 'planned' },
});
export const RotationTermReassignedV1 = eventType('park.alliance.rotation-term.reassigned.v1', {
  summary: { zh: '轮值期次调整', en: 'A planned term was given to another member, which exchanged its own for it' },
  discloses: { alliance: ['code', 'membership_id', 'from', 'to'] },
  data: { ...termHead, old_membership_id: id },
  example: { ...term, from_state: 'planned', to_state: 'planned', old_membership_id: '0197a0c0-0000-7000-8000-000000000084' },
});
export const RotationTermWithdrawnV1 = eventType('park.alliance.rotation-term.withdrawn.v1', {
  summary: { zh: '轮值期次撤回', en: 'A planned term was withdrawn with its plan; nobody has the days by it' },
  data: termHead,
  example: { ...term, from_state: 'planned', to_state: 'withdrawn' },
});
export const RotationTermStartedV1 = eventType('park.alliance.rotation-term.started.v1', {
  summary: { zh: '轮值开始', en: 'A member took the chair' },
  discloses: { alliance: ['code', 'membership_id', 'from', 'to'] },
  data: termHead,
  example: { ...term, from_state: 'planned', to_state: 'active' },
});
export const RotationTermHandedOverV1 = eventType('park.alliance.rotation-term.handed-over.v1', {
  summary: { zh: '轮值交接', en: 'A member handed the chair over' },
  discloses: { alliance: ['code', 'membership_id', 'to_membership_id'] },
  data: {
    ...termHead,
    to_membership_id: id.nullable().describe('Null after the last term of a plan with no plan after it'),
    note_sha256: z.string().length(64).nullable().describe('SHA-256 of the hand-over note, hex; null where the clock ended the term'),
    activities: count.describe('Activities that it hosted in its term'),
  },
  example: {
    ...term,
    from_state: 'active',
    to_state: 'handed_over',
    to_membership_id: '0197a0c0-0000-7000-8000-000000000084',
    note_sha256: 'b'.repeat(64),
    activities: 2,
  },
});
export const RotationTermSkippedV1 = eventType('park.alliance.rotation-term.skipped.v1', {
  summary: { zh: '轮值跳过', en: 'A member’s term was skipped; another member has the days' },
  discloses: { alliance: ['code', 'membership_id', 'substitute_membership_id', 'skipped_from', 'to'] },
  data: {
    ...termHead,
    ground: z.enum(skipGrounds),
    skipped_from: date.describe('From then until `to` the substitute is in the chair; later than `from` where the member had begun'),
    substitute_membership_id: id,
    reason: reason.nullable(),
  },
  example: {
    ...term,
    from_state: 'planned',
    to_state: 'skipped',
    ground: 'not_active',
    skipped_from: '2025-01-01',
    substitute_membership_id: '0197a0c0-0000-7000-8000-000000000084',
    reason: null,
  },
});
