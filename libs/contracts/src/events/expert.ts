/** Events of the expert committee 专家委员会. Experts appear as references only. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, date, id, transitionData } from '../fields.ts';
import { projectSectors } from './project.ts';

export const expertStates = ['active', 'ended'] as const;
/** Ties of an expert to a market entity or a project that keep them from judging it. */
export const tieKinds = ['invested', 'mentored'] as const;

const content = {
  fields: z.array(z.enum(projectSectors)),
  term_from: date,
  term_to: date.describe('Exclusive'),
  employer_entity_id: id.nullable().describe('The market entity that employs the expert'),
};
const expert = {
  fields: ['marine_industry' as const],
  term_from: '2025-01-01',
  term_to: '2027-01-01',
  employer_entity_id: null,
};

export const ExpertAppointedV1 = eventType('park.events.expert.appointed.v1', {
  summary: { zh: '专家聘任', en: 'An expert was appointed' },
  data: { ...transitionData, ...content },
  example: { code: 'EX-000001', from_state: null, to_state: 'active', ...expert },
});
export const ExpertChangedV1 = eventType('park.events.expert.changed.v1', {
  summary: { zh: '专家信息变更', en: 'An expert’s fields, term or employer changed' },
  data: { code, ...content },
  example: { code: 'EX-000001', ...expert },
});
export const ExpertTieDeclaredV1 = eventType('park.events.expert.tie-declared.v1', {
  summary: { zh: '专家利益关系申报', en: 'An investment or a mentorship of an expert was declared' },
  data: {
    code,
    kind: z.enum(tieKinds),
    entity_id: id.nullable().describe('The market entity; null where the tie is to a project'),
    project_id: id.nullable(),
  },
  example: { code: 'EX-000001', kind: 'invested', entity_id: '0197a0c0-0000-7000-8000-000000000002', project_id: null },
});
export const ExpertEndedV1 = eventType('park.events.expert.ended.v1', {
  summary: { zh: '专家任期届满', en: 'The term of an expert ended' },
  data: { ...transitionData, term_to: date },
  example: { code: 'EX-000001', from_state: 'active', to_state: 'ended', term_to: '2027-01-01' },
});
