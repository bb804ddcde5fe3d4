/** Events of the candidates 求职者 and their consents 授权. Persons appear as references only. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, id, reason, transitionData } from '../fields.ts';
import { educations } from './posting.ts';

export const candidateStates = ['active', 'anonymised'] as const;
export const consentPurposes = ['application', 'housing', 'follow_up'] as const;
export const consentStates = ['given', 'withdrawn'] as const;

const about = { education: z.enum(educations), graduation_year: z.number().int().nullable() };
const graduate = { education: 'bachelor' as const, graduation_year: 2025 };

export const CandidateRegisteredV1 = eventType('park.recruitment.candidate.registered.v1', {
  summary: { zh: '求职者登记', en: 'A candidate was registered' },
  data: { ...transitionData, ...about },
  example: { code: 'CD-000001', from_state: null, to_state: 'active', ...graduate },
});
export const CandidateChangedV1 = eventType('park.recruitment.candidate.changed.v1', {
  summary: { zh: '求职者信息变更', en: 'A candidate’s particulars changed' },
  data: { code, ...about },
  example: { code: 'CD-000001', ...graduate },
});
export const CandidateResumeAddedV1 = eventType('park.recruitment.candidate.resume-added.v1', {
  summary: { zh: '简历更新', en: 'A candidate handed in a version of the résumé' },
  data: { code, resume_version: count, resume_sha256: z.string().length(64) },
  example: { code: 'CD-000001', resume_version: 1, resume_sha256: 'e'.repeat(64) },
});
export const CandidateAnonymisedV1 = eventType('park.recruitment.candidate.anonymised.v1', {
  summary: { zh: '求职者匿名化', en: 'A candidate’s personal data was deleted; the figures stay' },
  data: { ...transitionData, reason },
  example: { code: 'CD-000001', from_state: 'active', to_state: 'anonymised', reason: 'the candidate asked for it' },
});

const consent = {
  ...transitionData,
  candidate_id: id,
  purpose: z
    .enum(consentPurposes)
    .describe('application: an employer may see it; housing: housing may have the identity; follow_up: the park may ask later'),
  employer_id: id.nullable().describe('Of the purpose application'),
};
const aConsent = {
  code: 'CO-000001',
  candidate_id: '0197a0c0-0000-7000-8000-000000000064',
  purpose: 'application' as const,
  employer_id: '0197a0c0-0000-7000-8000-000000000061',
};
export const ConsentGivenV1 = eventType('park.recruitment.consent.given.v1', {
  summary: { zh: '授权', en: 'A candidate gave a consent' },
  data: consent,
  example: { ...aConsent, from_state: null, to_state: 'given' },
});
export const ConsentWithdrawnV1 = eventType('park.recruitment.consent.withdrawn.v1', {
  summary: { zh: '撤回授权', en: 'A candidate took a consent back' },
  data: consent,
  example: { ...aConsent, from_state: 'given', to_state: 'withdrawn' },
});
