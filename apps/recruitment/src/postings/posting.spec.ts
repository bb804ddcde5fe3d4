import { recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { openingsIn, aPosting, aPostingIn, offerOf, applicationOf, someTerms } from './posting.fixture.ts';
import { changeHeadcount, close, expire, fill, vacate } from './opening.ts';
import {
  approve,
  archive,
  draft,
  pause,
  postingMachine,
  reject,
  requireTakesApplications,
  resume,
  revise,
  submit,
  type PostingContent,
  type PostingState,
} from './posting.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000063', code: 'JP-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const employer = { employer_id: aPosting().employer_id, employer_uscc: '91370200264574251E', entity_id: null, industry_code: 'I65' };
const refused = (code: string) => expect.objectContaining({ code });
const content: PostingContent & { headcount: number } = {
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
};

it('is drafted with its first version, published with the second review, and tells each step', () => {
  const drafted = draft(identity, employer, content);
  expect(drafted.next).toMatchObject({ state: 'draft', content_version: 1, approved_version: null, filled: 0 });
  const submitted = submit(drafted.next, 'hr', today);
  const published = approve(submitted.next, 'reviewer', today);
  expect(published.next).toMatchObject({ state: 'published', approved_version: 1, published_on: today, rules_version: '2025-06' });
  expect(published.events.map(({ of }) => of.type)).toEqual([recruitment.PostingApprovedV1.type, recruitment.PostingPublishedV1.type]);
  for (const { of, data } of [...drafted.events, ...submitted.events, ...published.events]) of.schema.parse(data);
  expect(published.events[1]!.data).toMatchObject({ filled: 0, open: 3, published_on: today });
});

it('has a minimum that is not above the maximum, in a draft and in a revision', () => {
  expect(draft(identity, employer, { ...content, salary_min_fen: 1_500_000 }).next.salary_min_fen).toBe(1_500_000);
  const change = { salary_min_fen: 1_500_001 };
  expect(() => draft(identity, employer, { ...content, ...change })).toThrow(refused('salary_range'));
  expect(() => revise(aPosting(), change, today)).toThrow(refused('salary_range'));
});

it('is a draft again when its content changes, and keeps the version that was approved', () => {
  const { next, events } = revise(aPosting({ findings: [] }), { title: '后端工程师' }, today);
  expect(next).toMatchObject({ state: 'draft', content_version: 2, approved_version: 1, submitted_by: null, rules_version: null });
  expect(events[0]!.data).toMatchObject({ from_state: 'published', to_state: 'draft', content_version: 2 });
  expect(revise(aPosting(), { title: '前端工程师' }, today).events).toEqual([]);
  const again = approve(submit(next, 'hr', today).next, 'reviewer', today);
  expect(again.next).toMatchObject({ state: 'published', content_version: 2, approved_version: 2, published_on: '2025-06-01' });
});

it('is not approved by the one who submitted it', () => {
  const posting = aPostingIn('in_review', { submitted_by: 'hr' });
  expect(() => approve(posting, 'hr', today)).toThrow(refused('segregation_of_duties'));
  expect(approve(posting, 'reviewer', today).next.state).toBe('published');
});

it('is not approved while the rules forbid something, and is where they only doubt', () => {
  const submitted = submit(aPostingIn('draft', { terms: '限男性' }), 'hr', today).next;
  expect(submitted.findings).toEqual([expect.objectContaining({ rule: 'discrimination_sex', words: ['限男性'] })]);
  expect(() => approve(submitted, 'reviewer', today)).toThrow(refused('findings_stand'));
  const doubtful = submit(aPostingIn('draft', { terms: '形象气质佳' }), 'hr', today).next;
  expect(approve(doubtful, 'reviewer', today).next).toMatchObject({ state: 'published', findings: [{ kind: 'doubtful' }] });
});

it('is submitted, approved and resumed before its last day alone', () => {
  for (const day of ['2025-10-01', '2025-10-02']) {
    expect(() => submit(aPostingIn('draft'), 'hr', day)).toThrow(refused('closes_on_passed'));
    expect(() => approve(aPostingIn('in_review'), 'reviewer', day)).toThrow(refused('closes_on_passed'));
    expect(() => resume(aPostingIn('paused'), day)).toThrow(refused('closes_on_passed'));
  }
  expect(resume(aPostingIn('paused'), '2025-09-30').next.state).toBe('published');
});

it('is rejected by rules that there are', () => {
  const posting = aPostingIn('in_review');
  expect(() => reject(posting, { rules: ['looks', 'taste'], reason: 'x' }, today)).toThrow(refused('unknown_rule'));
  expect(reject(posting, { rules: ['looks'], reason: 'x' }, today).next).toMatchObject({ state: 'rejected', rejected_rules: ['looks'] });
});

it('is archived 90 days after it was closed', () => {
  const posting = aPostingIn('closed', { closed_on: '2025-06-10' });
  expect(() => archive(posting, '2025-09-07')).toThrow(refused('not_over'));
  expect(archive(posting, '2025-09-08').next.state).toBe('archived');
});

it('takes applications from its publication until its last day', () => {
  for (const day of ['2025-06-01', '2025-09-30']) expect(() => requireTakesApplications(aPosting(), day)).not.toThrow();
  for (const day of ['2025-05-31', '2025-10-01'])
    expect(() => requireTakesApplications(aPosting(), day)).toThrow(refused('posting_not_open'));
  for (const state of ['draft', 'in_review', 'rejected', 'paused', 'closed', 'archived'] as const)
    expect(() => requireTakesApplications(aPostingIn(state), today)).toThrow(refused('posting_not_open'));
});

it('allows in each state what the table says, and nothing else', () => {
  const openings = openingsIn('filled', 'open', 'open');
  const wish = (state: PostingState) => aPostingIn(state, { filled: 1, submitted_by: 'hr' });
  const actions = {
    revise: (state: PostingState) => revise(wish(state), { title: '后端工程师' }, today),
    submit: (state: PostingState) => submit(wish(state), 'hr', today),
    approve: (state: PostingState) => approve(wish(state), 'reviewer', today),
    reject: (state: PostingState) => reject(wish(state), { rules: ['looks'], reason: 'x' }, today),
    pause: (state: PostingState) => pause(wish(state), null, today),
    resume: (state: PostingState) => resume(wish(state), today),
    change_headcount: (state: PostingState) => changeHeadcount(wish(state), openings, 4, today),
    fill: (state: PostingState) => fill(wish(state), openings, { application_id: applicationOf(9), offer_id: offerOf(9), on: today }),
    vacate: (state: PostingState) => vacate(wish(state), openings[0]!, { ground: 'reneged', on: today, today, employerLeft: true }),
    close: (state: PostingState) => close(wish(state), openings, { reason: 'withdrawn', note: null, on: today }),
    archive: (state: PostingState) => archive(wish(state), '2025-12-01'),
  };
  const always = ['fill', 'vacate'];
  const expected: Record<PostingState, string[]> = {
    draft: ['revise', 'submit', 'change_headcount', 'close'],
    in_review: ['approve', 'reject', 'close'],
    rejected: ['revise', 'submit', 'change_headcount', 'close'],
    published: ['revise', 'pause', 'change_headcount', 'close'],
    paused: ['revise', 'resume', 'change_headcount', 'close'],
    closed: ['reopen', 'archive'],
    archived: [],
  };
  for (const [state, possible] of Object.entries(expected) as [PostingState, string[]][]) {
    expect([state, allowed(postingMachine, state).sort()]).toEqual([state, [...possible, ...always].sort()]);
    for (const [name, action] of Object.entries(actions)) {
      if ([...possible, ...always].includes(name)) {
        const { events } = action(state);
        expect(events.length).toBeGreaterThan(0);
        for (const { of, data } of events) of.schema.parse(data);
      } else expect(() => action(state)).toThrow(refused('invalid_transition'));
    }
  }
  expect(() => expire(wish('closed'), openings, '2025-10-01')).toThrow(refused('invalid_transition'));
});
