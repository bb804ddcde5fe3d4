import { allowed } from '@park/kernel';
import { anApartment } from '../apartments/apartment.fixture.ts';
import { decide, moveValidity, waitlist } from './application-decision.ts';
import { accept, acceptable, decline, expireOffer, moveExpiry, offer } from './application-offer.ts';
import {
  applicationMachine,
  clearReview,
  draft,
  flagForReview,
  lapse,
  requestSupplement,
  submit,
  supplement,
  withdraw,
  type Application,
  type ApplicationAction,
  type ApplicationState,
} from './application.ts';
import { employerLeft, hireReneged } from '../review-flag.ts';
import { anApplication, anOfferedOne, aSubmission, aWaitingOne } from './application.fixture.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const submission = { by: 'clerk', at: now, on: today, policyVersion: '2023-1' };
const review = { reviewer: 'reviewer', on: today, facts: { age: 30, employerInPark: true }, reasons: [] };
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('drafting and submitting', () => {
  it('names no person in its events', () => {
    const {
      id,
      code,
      person_id,
      applicant_id,
      person_masked,
      product,
      brand_preference,
      employer_uscc,
      employer_entity_id,
      source,
      offer_id,
      requested_start,
      household_size,
    } = anApplication();
    const { degree, graduated_on, social_insurance, owns_home, other_housing_benefit } = anApplication();
    const wish = {
      person_id,
      applicant_id,
      person_masked,
      product,
      brand_preference,
      employer_uscc,
      employer_entity_id,
      source,
      offer_id,
      requested_start,
      household_size,
      degree,
      graduated_on,
      social_insurance,
      owns_home,
      other_housing_benefit,
    };
    const { next, events } = draft({ id, code, now, today }, wish, today);
    expect(next).toMatchObject({ state: 'draft', version: 0 });
    expect(events[0]!.data).toEqual({ code, from_state: null, to_state: 'draft', person_id, product, offer_id: null });
  });

  it('takes the time of submission as its place in the queue, and the policy of that day', () => {
    const { next, events } = submit(anApplication(), submission);
    expect(next).toMatchObject({ state: 'submitted', applied_at: now, submitted_by: 'clerk', policy_version: '2023-1' });
    expect(events[0]!.data).toMatchObject({
      requested_start: '2025-07-01',
      household_size: 1,
      policy_version: '2023-1',
      employer_entity_id: null,
    });
  });

  it('is not for a start that has passed', () => {
    expect(() => submit(anApplication({ requested_start: '2025-06-15' }), submission)).toThrow(coded('start_passed'));
  });

  it('takes its place anew when it is supplemented', () => {
    const asked = requestSupplement(aSubmission(), { items: ['labour_contract'], due_on: '2025-06-30' }, today);
    expect(asked.next).toMatchObject({ state: 'supplement_required', supplement_due_on: '2025-06-30' });
    const { next } = supplement(asked.next, { social_insurance: true, degree: undefined }, now, today);
    expect(next).toMatchObject({ state: 'submitted', applied_at: now, social_insurance: true, degree: 'bachelor', supplement_items: [] });
  });

  it('has another day for the documents where they are asked for again', () => {
    const asked = requestSupplement(aSubmission(), { items: ['labour_contract'], due_on: '2025-06-20' }, '2025-06-10').next;
    expect(requestSupplement(asked, { items: ['degree_certificate'], due_on: '2025-07-01' }, today)).toMatchObject({
      next: { state: 'supplement_required', supplement_items: ['degree_certificate'], supplement_due_on: '2025-07-01' },
      events: [{ data: { from_state: 'supplement_required', items: ['degree_certificate'], due_on: '2025-07-01' } }],
    });
  });
});

describe('the decision', () => {
  it('finds eligible who passes every rule, for as long as the policy says', () => {
    const { next, events } = decide(aSubmission(), review);
    expect(next).toMatchObject({ state: 'eligible', decided_by: 'reviewer', valid_until: '2026-06-16' });
    expect(events[0]!.data).toMatchObject({ eligible: true, policy_version: '2023-1', valid_until: '2026-06-16' });
    expect((events[0]!.data as { reasons: unknown[] }).reasons).toHaveLength(5);
    expect(decide(aSubmission(), { ...review, valid_until: '2025-12-31' }).next.valid_until).toBe('2025-12-31');
  });

  it('finds ineligible who fails one, be it the reviewer’s own', () => {
    const own = { rule: 'documents', passed: false, detail: 'the labour contract is not signed' };
    expect(decide(aSubmission(), { ...review, reasons: [own] })).toMatchObject({
      next: { state: 'ineligible', valid_until: null, reasons: expect.arrayContaining([own]) },
      events: [{ data: { eligible: false, valid_until: null } }],
    });
    expect(decide(aSubmission({ owns_home: true }), review).next.state).toBe('ineligible');
  });

  it('is not for who submitted it, nor dated before it', () => {
    expect(() => decide(aSubmission(), { ...review, reviewer: 'clerk' })).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'segregation_of_duties' }),
    );
    expect(() => decide(aSubmission(), { ...review, on: '2025-05-31' })).toThrow(coded('before_submission'));
    expect(() => waitlist(aWaitingOne({ state: 'eligible' }), '2025-06-04')).toThrow(coded('before_decision'));
  });
});

describe('the end of eligibility', () => {
  it('is moved by somebody else than submitted it, and nothing happens where it stays', () => {
    expect(moveValidity(aWaitingOne(), '2025-12-01', 'reviewer', today)).toMatchObject({
      next: { state: 'waitlisted', valid_until: '2025-12-01' },
      events: [{ effectiveOn: today, data: { from_state: 'waitlisted', to_state: 'waitlisted', valid_until: '2025-12-01' } }],
    });
    expect(moveValidity(aWaitingOne(), '2026-06-05', 'reviewer', today).events).toEqual([]);
    expect(() => moveValidity(aWaitingOne(), '2025-12-01', 'clerk', today)).toThrow(coded('segregation_of_duties'));
  });

  it('is after the decision, and after the first day of a home on offer', () => {
    const decidedToday = aWaitingOne({ decided_on: today });
    expect(() => moveValidity(decidedToday, today, 'reviewer', today)).toThrow(coded('validity_reversed'));
    expect(moveValidity(anOfferedOne(), '2025-07-02', 'reviewer', today).next.valid_until).toBe('2025-07-02');
    expect(() => moveValidity(anOfferedOne(), '2025-07-01', 'reviewer', today)).toThrow(coded('day_too_early'));
  });
});

describe('lapsing', () => {
  it('comes when validity or the time for documents is over', () => {
    expect(lapse(aWaitingOne({ valid_until: today }), today).events[0]!.data).toMatchObject({
      to_state: 'lapsed',
      reason: 'eligibility ran out',
    });
    expect(lapse(aSubmission({ state: 'supplement_required', supplement_due_on: '2025-06-15' }), today).next.state).toBe('lapsed');
    expect(() => lapse(aWaitingOne({ valid_until: '2025-06-17' }), today)).toThrow(coded('not_over'));
    expect(() => lapse(aSubmission({ state: 'supplement_required', supplement_due_on: today }), today)).toThrow(coded('not_over'));
  });
});

describe('the review', () => {
  it('is flagged once and concluded once', () => {
    const flagged = flagForReview(aWaitingOne(), employerLeft('0197a0c0-0000-7000-8000-000000000002'), today);
    expect(flagged.events[0]!.data).toMatchObject({ ground: 'employer_left' });
    expect(flagForReview(flagged.next, hireReneged('0197a0c0-0000-7000-8000-000000000066'), today).events).toEqual([]);
    expect(clearReview(flagged.next, 'new employer', today).next.review_ground).toBeNull();
    expect(() => clearReview(aWaitingOne(), 'again', today)).toThrow(coded('no_review_pending'));
  });
});

describe('every state', () => {
  const sample: Record<ApplicationState, Application> = {
    draft: anApplication(),
    submitted: aSubmission(),
    supplement_required: aSubmission({ state: 'supplement_required', supplement_due_on: '2025-06-10' }),
    eligible: aWaitingOne({ state: 'eligible', waitlisted_on: null, valid_until: today }),
    ineligible: aSubmission({ state: 'ineligible' }),
    waitlisted: aWaitingOne(),
    offered: anOfferedOne(),
    offer_declined: aWaitingOne({ state: 'offer_declined' }),
    converted: aWaitingOne({ state: 'converted' }),
    withdrawn: aWaitingOne({ state: 'withdrawn' }),
    lapsed: aWaitingOne({ state: 'lapsed' }),
  };
  const home = {
    apartment: anApartment(),
    bed: 1,
    start_on: '2025-07-01',
    end_on: '2026-07-01',
    expires_at: new Date('2025-06-20T02:00:00Z'),
  };
  const actions: Record<Exclude<ApplicationAction, 'remove'>, (application: Application) => unknown> = {
    submit: (application) => submit(application, submission),
    request_supplement: (application) => requestSupplement(application, { items: ['labour_contract'], due_on: '2025-06-30' }, today),
    supplement: (application) => supplement(application, {}, now, today),
    find_eligible: (application) => decide(application, review),
    move_validity: (application) => moveValidity(application, '2025-12-01', 'reviewer', today),
    find_ineligible: (application) => decide({ ...application, owns_home: true }, review),
    waitlist: (application) => waitlist(application, today),
    offer: (application) => offer(application, home, [], now),
    move_expiry: (application) => moveExpiry(application, new Date('2025-06-25T02:00:00Z'), now),
    accept: (application) => acceptable(application, now) && accept(application, '0197a0c0-0000-7000-8000-000000000008', now),
    decline: (application) => decline(application, now),
    expire_offer: (application) => expireOffer({ ...application, offer_expires_at: now }, now),
    withdraw: (application) => withdraw(application, 'found another home', today),
    lapse: (application) => lapse({ ...application, valid_until: today }, today),
    flag_for_review: (application) => flagForReview(application, employerLeft(application.id), today),
    clear_review: (application) => clearReview({ ...application, review_ground: 'employer_left' }, 'may stay', today),
  };

  it.each(Object.keys(sample) as ApplicationState[])('%s allows what the table says, and nothing else', (state) => {
    for (const action of Object.keys(actions) as (keyof typeof actions)[]) {
      const act = (): unknown => actions[action](sample[state]);
      if (allowed(applicationMachine, state).includes(action)) expect(act()).toMatchObject({ events: [expect.anything()] });
      else expect(act).toThrow(coded('invalid_transition'));
    }
  });

  it('is in the table', () => {
    const reviewed = ['flag_for_review', 'clear_review'];
    expect(
      Object.fromEntries((Object.keys(sample) as ApplicationState[]).map((state) => [state, allowed(applicationMachine, state)])),
    ).toEqual({
      draft: ['submit', 'withdraw', ...reviewed],
      submitted: ['request_supplement', 'find_eligible', 'find_ineligible', 'withdraw', ...reviewed],
      supplement_required: ['request_supplement', 'supplement', 'withdraw', 'lapse', ...reviewed],
      eligible: ['move_validity', 'waitlist', 'withdraw', 'lapse', ...reviewed],
      ineligible: ['clear_review'],
      waitlisted: ['move_validity', 'offer', 'withdraw', 'lapse', ...reviewed],
      offered: ['move_validity', 'move_expiry', 'accept', 'decline', 'expire_offer', 'remove', 'withdraw', ...reviewed],
      offer_declined: ['clear_review'],
      converted: ['clear_review'],
      withdrawn: ['clear_review'],
      lapsed: ['clear_review'],
    });
  });
});
