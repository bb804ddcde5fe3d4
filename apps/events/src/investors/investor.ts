/** An investor 投资机构 that meets projects at gatherings of the park, with what it looks for and a contact person. */
import { type DataOf, type Decision, events, occurred, unchanged } from '@park/contracts';
import {
  amended,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

export type InvestorState = (typeof events.investorStates)[number];
export type InvestorStage = (typeof events.investorStages)[number];
export type InvestorAction = 'change' | 'change_contact' | 'retire';

export const investorMachine: Machine<InvestorState, InvestorAction> = {
  change: { from: ['active'], to: 'same' },
  change_contact: { from: ['active'], to: 'same' },
  retire: { from: ['active'], to: 'retired' },
};

export type InvestorContent = Omit<DataOf<typeof events.InvestorRegisteredV1>, keyof ReturnType<typeof transition>>;

export interface Investor extends Aggregate, InvestorContent {
  /** Of the register of persons; null once that has forgotten them. */
  contact_id: string | null;
  /** The name but for its first character; empty once the person was forgotten. */
  contact_masked: string;
  state: InvestorState;
}

export type Contact = Pick<Investor, 'contact_id' | 'contact_masked'>;

/** Throws `invalid range_reversed`, `invalid required`. */
export function register(identity: NewIdentity, content: InvestorContent, contact: Contact): Decision<Investor> {
  requireContent(content);
  const next: Investor = { ...content, ...contact, ...rowOf(identity), state: 'active' };
  const data = { ...transition(next, null), ...contentOf(next) };
  return { next, events: [occurred(events.InvestorRegisteredV1, identity.today, data)] };
}

/** No event where nothing changes. Throws what `register` throws. */
export function changeContent(investor: Investor, change: Partial<InvestorContent>, today: LocalDate): Decision<Investor> {
  move(investorMachine, investor.state, 'change');
  const next = amended(investor, change);
  if (next === investor) return unchanged(investor);
  requireContent(next);
  const data = { ...transition(next, investor.state), ...contentOf(next) };
  return { next, events: [occurred(events.InvestorChangedV1, today, data)] };
}

/** No event where it is the same person. */
export function changeContact(investor: Investor, contact: Contact, today: LocalDate): Decision<Investor> {
  move(investorMachine, investor.state, 'change_contact');
  if (contact.contact_id === investor.contact_id) return unchanged(investor);
  const next: Investor = { ...investor, ...contact };
  return { next, events: [occurred(events.InvestorContactChangedV1, today, transition(next, investor.state))] };
}

/** `open`: its match requests that wait for an answer or a meeting. Throws `conflict requests_open`. */
export function retire(investor: Investor, open: number, today: LocalDate): Decision<Investor> {
  const next: Investor = { ...investor, state: move(investorMachine, investor.state, 'retire') };
  if (open > 0) {
    throw new Refusal('conflict', 'requests_open', `${open} match requests of the investor are neither answered nor over.`, {
      extra: { match_requests: open },
    });
  }
  return { next, events: [occurred(events.InvestorRetiredV1, today, transition(next, investor.state))] };
}

function requireContent({ stages, sectors, ticket_from_kcny, ticket_to_kcny }: InvestorContent): void {
  if (stages.length === 0) throw invalid('/stages', 'required', 'stages must name at least one stage.');
  if (sectors.length === 0) throw invalid('/sectors', 'required', 'sectors must name at least one sector.');
  if (ticket_to_kcny < ticket_from_kcny)
    throw invalid('/ticket_to_kcny', 'range_reversed', 'ticket_to_kcny must not be lower than ticket_from_kcny.');
}

function contentOf(investor: Investor): InvestorContent {
  const { name, organisation_uscc, stages, sectors } = investor;
  const { ticket_from_kcny, ticket_to_kcny, meetings_per_gathering } = investor;
  return { name, organisation_uscc, stages, sectors, ticket_from_kcny, ticket_to_kcny, meetings_per_gathering };
}
