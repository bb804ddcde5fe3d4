/** Events of the score sheets 评分表: one of each expert for each pitch. They stay inside of the park. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, id, reason, transitionData } from '../fields.ts';

export const scoreSheetStates = ['assigned', 'accepted', 'draft', 'submitted', 'reopened', 'declined', 'conflict', 'void'] as const;
/** `paper`: entered by a clerk from the signed sheet. */
export const scoreSheetSources = ['judge', 'paper', 'import'] as const;
/** Found by the park, or declared by the judge: `personal` is what only they can know. */
export const conflictKinds = ['same_person', 'same_employer', 'invested', 'mentored', 'personal'] as const;

const sheetHead = { ...transitionData, panel_id: id, pitch_id: id, expert_id: id };
const head = {
  code: 'SS-000001',
  panel_id: '0197a0c0-0000-7000-8000-000000000024',
  pitch_id: '0197a0c0-0000-7000-8000-000000000026',
  expert_id: '0197a0c0-0000-7000-8000-000000000025',
};
const scores = z.array(z.object({ code: z.string(), points: z.number() })).describe('Points by criterion');
const filled = [
  { code: 'innovation', points: 52.5 },
  { code: 'market', points: 36 },
];

export const ScoreSheetAssignedV1 = eventType('park.events.score-sheet.assigned.v1', {
  summary: { zh: '评审任务分配', en: 'A score sheet was assigned to an expert' },
  data: sheetHead,
  example: { ...head, from_state: null, to_state: 'assigned' },
});
export const ScoreSheetAcceptedV1 = eventType('park.events.score-sheet.accepted.v1', {
  summary: { zh: '评审任务接受', en: 'An expert accepted a score sheet' },
  data: sheetHead,
  example: { ...head, from_state: 'assigned', to_state: 'accepted' },
});
export const ScoreSheetDeclinedV1 = eventType('park.events.score-sheet.declined.v1', {
  summary: { zh: '评审任务谢绝', en: 'An expert declined a score sheet' },
  data: { ...sheetHead, reason },
  example: { ...head, from_state: 'assigned', to_state: 'declined', reason: 'not my field' },
});
export const ScoreSheetFilledInV1 = eventType('park.events.score-sheet.filled-in.v1', {
  summary: { zh: '评分填写', en: 'A score sheet was filled in, and is not submitted yet' },
  data: { ...sheetHead, scores },
  example: { ...head, from_state: 'accepted', to_state: 'draft', scores: filled },
});
export const ScoreSheetSubmittedV1 = eventType('park.events.score-sheet.submitted.v1', {
  summary: { zh: '评分提交', en: 'A score sheet was submitted and is locked' },
  data: { ...sheetHead, source: z.enum(scoreSheetSources), rule_version: count, scores, total: z.number().describe('Σ weight · points') },
  example: { ...head, from_state: 'draft', to_state: 'submitted', source: 'judge', rule_version: 1, scores: filled, total: 88.5 },
});
export const ScoreSheetReopenedV1 = eventType('park.events.score-sheet.reopened.v1', {
  summary: { zh: '评分表重新开放', en: 'A submitted score sheet was reopened' },
  data: { ...sheetHead, reason },
  example: { ...head, from_state: 'submitted', to_state: 'reopened', reason: 'a criterion was read wrongly' },
});
export const ScoreSheetConflictDeclaredV1 = eventType('park.events.score-sheet.conflict-declared.v1', {
  summary: { zh: '评委回避', en: 'An expert does not judge a pitch because of a conflict of interest' },
  data: { ...sheetHead, kind: z.enum(conflictKinds), detected: z.boolean().describe('Found by the park; declared by the judge otherwise') },
  example: { ...head, from_state: 'assigned', to_state: 'conflict', kind: 'invested', detected: true },
});
export const ScoreSheetVoidedV1 = eventType('park.events.score-sheet.voided.v1', {
  summary: { zh: '评分表作废', en: 'A score sheet counts no more' },
  data: { ...sheetHead, reason },
  example: { ...head, from_state: 'submitted', to_state: 'void', reason: 'the judge left during the presentation' },
});
