/** A stay: the days on which a market entity 市场主体 counts as one in the park, and as what. */
import { tenants } from '@park/contracts';
import { hearing, logs, phases, type Known, type Phase } from '../ledger/said.ts';
import { always } from '../ledger/spans.ts';
import type { Dimensions } from '../ledger/timeline.ts';

interface Registration {
  state: string;
  kind: string;
  registration_status: string;
  residency: string;
  industry_code: string;
  size_class: string;
}

const hear = hearing<Registration>();

export const entityHearings = [
  // Entered into the books today, it is what it is since long ago: stays before that day are told by later events.
  hear(tenants.EntityRegisteredV1, (data) => ({
    on: always,
    is: {
      state: data.to_state,
      kind: data.kind,
      registration_status: data.registration_status,
      residency: data.residency,
      industry_code: data.industry_code,
      size_class: data.size_class,
    },
  })),
  // Nobody moves in whose registration is not in operation on that day.
  hear(tenants.EntityMovedInV1, (data) => ({
    on: data.effective_date,
    is: { state: data.to_state, residency: data.residency, registration_status: 'in_operation' },
  })),
  hear(tenants.EntityRegistrationChangedV1, (data) => ({ on: data.effective_date, is: { [data.field]: data.new } })),
  hear(tenants.EntitySuspendedV1, (data) => ({ on: data.effective_date, is: { state: data.to_state } })),
  hear(tenants.EntityReinstatedV1, (data) => ({ on: data.effective_date, is: { state: data.to_state } })),
  hear(tenants.EntityDepartedV1, (data) => ({ on: data.effective_date, is: { state: data.to_state } })),
];

/** A stay in the park during which nothing changes that a figure is broken down by. */
export type Stay = Phase<Registration>;

const marketKinds = ['enterprise', 'individual_business', 'farmer_coop'];
const presentStates = ['resident', 'suspended'];

/** Market entities in operation that reside or are registered here; an irregular one still counts, a service platform never does. */
function counts({ state }: Stay): boolean {
  return (
    marketKinds.includes(state.kind ?? '') &&
    presentStates.includes(state.state ?? '') &&
    state.registration_status === 'in_operation' &&
    state.residency !== 'none'
  );
}

export function dimensionsOf({ state }: Stay): Dimensions {
  return {
    kind: state.kind ?? 'unknown',
    residency: state.residency ?? 'unknown',
    industry: state.industry_code?.slice(0, 1) ?? 'unknown',
    size_class: state.size_class ?? 'unknown',
  };
}

export function staysOf(known: Known): Stay[] {
  return logs<Registration>(known, 'entity').flatMap(({ log }) => phases(log).filter(counts));
}
