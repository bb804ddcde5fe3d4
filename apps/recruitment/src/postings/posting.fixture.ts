import type { Opening } from './opening.ts';
import type { Posting } from './posting.ts';

export const someTerms = '熟悉 TypeScript；五险一金，双休，年龄不限，男女不限';

export function aPosting(wish: Partial<Posting> = {}): Posting {
  return {
    id: '0197a0c0-0000-7000-8000-000000000063',
    code: 'JP-000001',
    employer_id: '0197a0c0-0000-7000-8000-000000000061',
    employer_uscc: '91370200264574251E',
    entity_id: null,
    industry_code: 'I65',
    fair_id: null,
    title: '前端工程师',
    category: 'technology',
    headcount: 3,
    salary_min_fen: 800_000,
    salary_max_fen: 1_500_000,
    education: 'bachelor',
    experience_years: 2,
    location: '青岛市市北区',
    terms: someTerms,
    fee_fen: 0,
    closes_on: '2025-10-01',
    state: 'published',
    content_version: 1,
    approved_version: 1,
    rules_version: '2025-06',
    findings: [],
    submitted_by: 'hr',
    rejected_rules: [],
    rejection_reason: null,
    published_on: '2025-06-01',
    filled: 0,
    close_reason: null,
    closed_on: null,
    version: 4,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

/** As a posting of some state stands in the table. */
export function aPostingIn(state: Posting['state'], wish: Partial<Posting> = {}): Posting {
  const isClosed = state === 'closed' || state === 'archived';
  return aPosting({
    state,
    ...(state === 'rejected' && { rejection_reason: 'a sex is asked for' }),
    ...(isClosed && { close_reason: 'filled', closed_on: '2025-06-10' }),
    ...wish,
  });
}

/** One for each state given, numbered from 1. */
export function openingsIn(...states: Opening['state'][]): Opening[] {
  return states.map((state, i) => ({
    posting_id: '0197a0c0-0000-7000-8000-000000000063',
    number: i + 1,
    state,
    opened_on: '2025-06-01',
    filled_on: state === 'filled' ? '2025-06-10' : null,
    offer_id: state === 'filled' ? offerOf(i + 1) : null,
    application_id: state === 'filled' ? applicationOf(i + 1) : null,
  }));
}

export const offerOf = (number: number): string => `0197a0c0-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`;
export const applicationOf = (number: number): string => `0197a0c0-0000-7000-8000-0000000002${String(number).padStart(2, '0')}`;

/** The body of a posting over HTTP. */
export function aPostingOf(employer_id: string, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    employer_id,
    title: '前端工程师',
    category: 'technology',
    headcount: 3,
    salary_min_fen: 800_000,
    salary_max_fen: 1_500_000,
    education: 'bachelor',
    experience_years: 2,
    location: '青岛市市北区',
    terms: someTerms,
    closes_on: '2025-10-01',
    ...wish,
  };
}
