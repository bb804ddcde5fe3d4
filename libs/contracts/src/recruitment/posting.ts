/** Events of the postings 岗位 and their openings 名额: one opening for each head. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, fen, id, reason, transitionData } from '../fields.ts';
import { industry } from './employer.ts';

export const postingStates = ['draft', 'in_review', 'rejected', 'published', 'paused', 'closed', 'archived'] as const;
export const postingCategories = [
  'technology',
  'production',
  'sales',
  'service',
  'administration',
  'finance',
  'design',
  'research',
  'other',
] as const;
export const educations = ['none', 'secondary', 'vocational', 'junior_college', 'bachelor', 'master', 'doctor'] as const;
export const postingCloseReasons = ['filled', 'expired', 'withdrawn', 'employer_left'] as const;
export const findingKinds = ['forbidden', 'doubtful'] as const;
export const vacatedGrounds = ['reneged', 'left', 'unhired'] as const;

/** Of every event of a posting: enough to count it by fair and industry without asking back. */
const postingHead = {
  ...transitionData,
  employer_id: id,
  entity_id: id.nullable(),
  industry_code: industry,
  fair_id: id.nullable().describe('The fair that it is made for'),
};
const head = {
  code: 'JP-000001',
  employer_id: '0197a0c0-0000-7000-8000-000000000061',
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  industry_code: 'I65',
  fair_id: null,
};
const content = {
  title: z.string(),
  category: z.enum(postingCategories),
  headcount: count,
  salary_min_fen: fen.describe('A month'),
  salary_max_fen: fen.describe('A month'),
  education: z.enum(educations).describe('At least'),
  location: z.string(),
  closes_on: date.describe('Exclusive'),
  content_version: count,
};
const engineer = {
  title: '前端工程师',
  category: 'technology' as const,
  headcount: 4,
  salary_min_fen: 800_000,
  salary_max_fen: 1_500_000,
  education: 'bachelor' as const,
  location: '青岛市市北区',
  closes_on: '2025-10-01',
  content_version: 1,
};
/** An objection of the rules, with the words found and the clause that the rule comes from. */
const finding = z.object({
  rule: z.string().describe('Code of the rule'),
  kind: z.enum(findingKinds).describe('forbidden: it cannot be approved like this; doubtful: the reviewer decides'),
  words: z.array(z.string()),
  clause: z.string(),
});
const anObjection = {
  rule: 'discrimination_sex',
  kind: 'forbidden' as const,
  words: ['限男性'],
  clause: '就业促进法 第二十七条；妇女权益保障法 第四十三条',
};
/** How many of the openings are filled and open after it. */
const openings = { filled: count, open: count };

export const PostingDraftedV1 = eventType('park.recruitment.posting.drafted.v1', {
  summary: { zh: '岗位起草', en: 'A posting was drafted' },
  data: postingHead,
  example: { ...head, from_state: null, to_state: 'draft' },
});
export const PostingRevisedV1 = eventType('park.recruitment.posting.revised.v1', {
  summary: { zh: '岗位修改', en: 'A posting has another version, which is not published before it is approved' },
  data: { ...postingHead, content_version: count },
  example: { ...head, from_state: 'published', to_state: 'draft', content_version: 2 },
});
export const PostingSubmittedV1 = eventType('park.recruitment.posting.submitted.v1', {
  summary: { zh: '岗位送审', en: 'A posting was submitted for review' },
  data: { ...postingHead, content_version: count, rules_version: z.string(), findings: z.array(finding) },
  example: { ...head, from_state: 'draft', to_state: 'in_review', content_version: 1, rules_version: '2025-06', findings: [anObjection] },
});
export const PostingApprovedV1 = eventType('park.recruitment.posting.approved.v1', {
  summary: { zh: '岗位审核通过', en: 'A posting was approved, and is published with it' },
  data: { ...postingHead, content_version: count },
  example: { ...head, from_state: 'in_review', to_state: 'published', content_version: 1 },
});
export const PostingRejectedV1 = eventType('park.recruitment.posting.rejected.v1', {
  summary: { zh: '岗位审核未通过', en: 'A posting was rejected' },
  data: { ...postingHead, content_version: count, rules: z.array(z.string()).describe('Codes of the rules that it breaks'), reason },
  example: {
    ...head,
    from_state: 'in_review',
    to_state: 'rejected',
    content_version: 1,
    rules: ['discrimination_sex'],
    reason: 'a sex is asked for',
  },
});
export const PostingPublishedV1 = eventType('park.recruitment.posting.published.v1', {
  summary: { zh: '岗位发布', en: 'A posting was published' },
  discloses: {
    public: [
      'code',
      'to_state',
      'employer_id',
      'title',
      'category',
      'headcount',
      'salary_min_fen',
      'salary_max_fen',
      'education',
      'location',
      'closes_on',
      'open',
    ],
  },
  data: { ...postingHead, ...content, ...openings, published_on: date },
  example: { ...head, from_state: 'in_review', to_state: 'published', ...engineer, filled: 0, open: 4, published_on: '2025-08-01' },
});
export const PostingPausedV1 = eventType('park.recruitment.posting.paused.v1', {
  summary: { zh: '岗位暂停', en: 'A posting was paused' },
  data: { ...postingHead, reason: reason.nullable() },
  example: { ...head, from_state: 'published', to_state: 'paused', reason: null },
});
export const PostingResumedV1 = eventType('park.recruitment.posting.resumed.v1', {
  summary: { zh: '岗位恢复', en: 'A posting is open again' },
  data: { ...postingHead, ...openings },
  example: { ...head, from_state: 'paused', to_state: 'published', filled: 0, open: 4 },
});
export const PostingHeadcountChangedV1 = eventType('park.recruitment.posting.headcount-changed.v1', {
  summary: { zh: '招聘人数变更', en: 'A posting is for more heads, or fewer' },
  data: { ...postingHead, old: count, new: count, ...openings },
  example: { ...head, from_state: 'published', to_state: 'published', old: 4, new: 6, filled: 1, open: 5 },
});
export const PostingOpeningFilledV1 = eventType('park.recruitment.posting.opening-filled.v1', {
  summary: { zh: '名额录满', en: 'An opening was filled by an accepted offer' },
  data: {
    ...postingHead,
    opening: count.describe('Its number in the posting'),
    application_id: id,
    offer_id: id,
    published_on: date.describe('The day from which on it was open'),
    filled_on: date,
    ...openings,
  },
  example: {
    ...head,
    from_state: 'published',
    to_state: 'published',
    opening: 1,
    application_id: '0197a0c0-0000-7000-8000-000000000065',
    offer_id: '0197a0c0-0000-7000-8000-000000000066',
    published_on: '2025-08-01',
    filled_on: '2025-08-20',
    filled: 1,
    open: 3,
  },
});
export const PostingOpeningVacatedV1 = eventType('park.recruitment.posting.opening-vacated.v1', {
  summary: { zh: '名额空出', en: 'An opening is open again' },
  data: { ...postingHead, opening: count, ground: z.enum(vacatedGrounds), vacated_on: date, ...openings },
  example: {
    ...head,
    from_state: 'published',
    to_state: 'published',
    opening: 1,
    ground: 'reneged',
    vacated_on: '2025-09-01',
    filled: 0,
    open: 4,
  },
});
export const PostingClosedV1 = eventType('park.recruitment.posting.closed.v1', {
  summary: { zh: '岗位关闭', en: 'A posting was closed' },
  discloses: { public: ['code', 'to_state'] },
  data: { ...postingHead, reason: z.enum(postingCloseReasons), note: reason.nullable(), ...openings },
  example: { ...head, from_state: 'published', to_state: 'closed', reason: 'filled', note: null, filled: 4, open: 0 },
});
export const PostingReopenedV1 = eventType('park.recruitment.posting.reopened.v1', {
  summary: { zh: '岗位重新开放', en: 'A posting that was filled has an open opening again' },
  data: { ...postingHead, ...openings },
  example: { ...head, from_state: 'closed', to_state: 'published', filled: 3, open: 1 },
});
export const PostingArchivedV1 = eventType('park.recruitment.posting.archived.v1', {
  summary: { zh: '岗位归档', en: 'A posting was archived' },
  data: postingHead,
  example: { ...head, from_state: 'closed', to_state: 'archived' },
});
