/** A consent 授权 of a candidate: to one purpose, for one employer where the purpose is an application; given, and taken back. */
import { occurred, recruitment, type Decision } from '@park/contracts';
import { invalid, move, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';

export type ConsentPurpose = (typeof recruitment.consentPurposes)[number];
export type ConsentState = (typeof recruitment.consentStates)[number];
export type ConsentAction = 'withdraw';

export const consentMachine: Machine<ConsentState, ConsentAction> = {
  withdraw: { from: ['given'], to: 'withdrawn' },
};

export interface ConsentScope {
  candidate_id: string;
  purpose: ConsentPurpose;
  /** Both of the purpose application, neither of the others. */
  employer_id: string | null;
  employer_uscc: string | null;
}

export interface Consent extends Aggregate, ConsentScope {
  state: ConsentState;
}

export function give(identity: NewIdentity, scope: ConsentScope, on: LocalDate = identity.today): Decision<Consent> {
  const next: Consent = { ...rowOf(identity), ...scope, state: 'given' };
  return { next, events: [occurred(recruitment.ConsentGivenV1, on, headOf(next, null))] };
}

export function withdraw(consent: Consent, today: LocalDate): Decision<Consent> {
  const next: Consent = { ...consent, state: move(consentMachine, consent.state, 'withdraw') };
  return { next, events: [occurred(recruitment.ConsentWithdrawnV1, today, headOf(next, consent.state))] };
}

/** Throws `invalid employer_required`, `invalid employer_not_wanted`. */
export function requireEmployerFits(purpose: ConsentPurpose, employer_id: string | undefined): void {
  if (purpose === 'application' && employer_id === undefined)
    throw invalid('/employer_id', 'employer_required', 'employer_id is required for the purpose application.');
  if (purpose !== 'application' && employer_id !== undefined)
    throw invalid('/employer_id', 'employer_not_wanted', `A consent to the purpose ${purpose} is for no employer.`);
}

function headOf(next: Consent, from: ConsentState | null) {
  const { candidate_id, purpose, employer_id } = next;
  return { ...transition(next, from), candidate_id, purpose, employer_id };
}
