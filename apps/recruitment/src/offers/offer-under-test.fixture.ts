/** Postings, candidates and offers over HTTP, as far as the specs of offers and hires need them. */
import { anIdentity, type ServiceUnderTest } from '@park/test-kit';
import { aPostingOf } from '../postings/posting.fixture.ts';
import { clerk, reviewer } from '../recruitment.fixture.ts';

let persons = 0;

export async function aPublishedPosting(park: ServiceUnderTest, employerId: string, wish: Record<string, unknown> = {}): Promise<any> {
  const { id } = await park.ok('POST', '/postings', { as: clerk, body: aPostingOf(employerId, wish) });
  await park.ok('POST', `/postings/${id}/submit`, { as: clerk });
  return await park.ok('POST', `/postings/${id}/approve`, { as: reviewer });
}

/** With a résumé. */
export async function aCandidate(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  const body = { ...anIdentity(++persons), education: 'bachelor', graduation_year: 2025, ...wish };
  const { id } = await park.ok('POST', '/candidates', { as: clerk, body });
  return await park.ok('POST', `/candidates/${id}/resumes`, { as: clerk, body: { text: `简历 ${persons}` } });
}

/** Interviewing, with the consent of the candidate. */
export async function anInterview(park: ServiceUnderTest, posting_id: string, candidate?: any): Promise<any> {
  const { id: candidate_id } = candidate ?? (await aCandidate(park));
  const body = { posting_id, candidate_id, source: 'web', consent: true };
  const { id } = await park.ok('POST', '/applications', { as: clerk, body });
  return await park.ok('POST', `/applications/${id}/move`, { as: clerk, body: { from: 'submitted', to: 'interviewing' } });
}

export const terms = { salary_fen: 1_000_000, start_on: '2025-07-01' };
export const expires_at = '2025-06-30T10:00:00.000Z';

export const anOfferDraft = (park: ServiceUnderTest, application_id: string, wish: object = {}): Promise<any> =>
  park.ok('POST', '/offers', { as: clerk, body: { application_id, ...terms, ...wish } });

export async function anExtendedOffer(park: ServiceUnderTest, application_id: string, wish: object = {}): Promise<any> {
  const { id } = await anOfferDraft(park, application_id, wish);
  await park.ok('POST', `/offers/${id}/approve`, { as: reviewer });
  return await park.ok('POST', `/offers/${id}/extend`, { as: clerk, body: { expires_at } });
}

/** Of an accepted offer, pending its start. */
export async function aHire(park: ServiceUnderTest, posting_id: string, body: object = {}, candidate?: any): Promise<any> {
  const application = await anInterview(park, posting_id, candidate);
  const offer = await anExtendedOffer(park, application.id);
  await park.ok('POST', `/offers/${offer.id}/accept`, { as: clerk, body });
  return await ofOffer(park, offer.id);
}

export async function ofOffer(park: ServiceUnderTest, offerId: string): Promise<any> {
  const { items } = await park.ok('GET', `/hires?offer_id=${offerId}`, { as: clerk });
  return items[0];
}
