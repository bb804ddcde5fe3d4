/** Events of the deals 融资跟踪: from the first contact of an investor and a project to the money, or to no deal. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { date, id, kcny, reason, transitionData } from '../fields.ts';
import { projectSectors } from './project.ts';

export const dealStates = ['open', 'due_diligence', 'term_sheet', 'signed', 'funded', 'closed_lost'] as const;
export const financingRounds = ['seed', 'angel', 'pre_a', 'a', 'b', 'c', 'later', 'strategic'] as const;

/** Of every event of a deal: enough to count it by season, gathering and sector without asking back. */
const dealHead = {
  ...transitionData,
  investor_id: id,
  project_id: id,
  entity_id: id.nullable().describe('The market entity that the project belongs to'),
  sector: z.enum(projectSectors).describe('Of the project'),
  match_request_id: id.nullable().describe('The meeting that it came of'),
  pitch_id: id.nullable().describe('The roadshow pitch that it came of'),
  met_on: date.nullable().describe('The day of the meeting that it came of'),
  gathering_id: id.nullable().describe('The gathering of the meeting or the pitch'),
  season_id: id.nullable(),
};
const head = {
  code: 'DL-000001',
  investor_id: '0197a0c0-0000-7000-8000-000000000040',
  project_id: '0197a0c0-0000-7000-8000-000000000041',
  entity_id: null,
  sector: 'marine_industry' as const,
  match_request_id: '0197a0c0-0000-7000-8000-000000000042',
  pitch_id: null,
  met_on: '2025-08-19',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  season_id: '0197a0c0-0000-7000-8000-000000000020',
};
const amount = kcny.min(1).describe('千元, thousand CNY');
const evidence = {
  evidence_sha256: z.string().length(64).describe('SHA-256 of the evidence, hex; counts once in the park'),
  evidence_file_name: z.string().nullable(),
};
const funding = { amount_kcny: amount, round: z.enum(financingRounds), funded_on: date };

export const DealOpenedV1 = eventType('park.events.deal.opened.v1', {
  summary: { zh: '融资跟踪建立', en: 'A deal was opened' },
  data: { ...dealHead, opened_on: date },
  example: { ...head, from_state: null, to_state: 'open', opened_on: '2025-08-20' },
});
export const DealStageChangedV1 = eventType('park.events.deal.stage-changed.v1', {
  summary: { zh: '融资阶段变更', en: 'A deal reached another stage, or was given up' },
  data: { ...dealHead, reason: reason.nullable().describe('Why it was given up; names no person') },
  example: { ...head, from_state: 'due_diligence', to_state: 'term_sheet', reason: null },
});
export const DealFundedV1 = eventType('park.events.deal.funded.v1', {
  summary: { zh: '融资到账', en: 'A project was funded' },
  data: { ...dealHead, ...funding, ...evidence },
  example: {
    ...head,
    from_state: 'signed',
    to_state: 'funded',
    amount_kcny: 3000,
    round: 'angel',
    funded_on: '2025-12-01',
    evidence_sha256: 'd'.repeat(64),
    evidence_file_name: '到账凭证.pdf',
  },
});
export const DealCorrectedV1 = eventType('park.events.deal.corrected.v1', {
  summary: { zh: '融资额更正', en: 'The amount of a funded deal was corrected' },
  data: { ...dealHead, ...funding, old_amount_kcny: amount, reason },
  example: {
    ...head,
    from_state: 'funded',
    to_state: 'funded',
    amount_kcny: 2800,
    round: 'angel',
    funded_on: '2025-12-01',
    old_amount_kcny: 3000,
    reason: 'a part came from another investor',
  },
});
