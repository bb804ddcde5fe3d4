/** Messages as recruitment sends them, for what it would not send: twice, late, or out of order. */
import { recruitment } from '@park/contracts';
import { message, type Message } from '@park/test-kit';

export const accepted = (offer: string, data: object = {}, sequence = 4): Message =>
  message(recruitment.OfferAcceptedV1, offer, sequence, data);
export const reneged = (hire: string, offer_id: string, data: object = {}, sequence = 2): Message =>
  message(recruitment.HireRenegedV1, hire, sequence, { offer_id, ...data });
