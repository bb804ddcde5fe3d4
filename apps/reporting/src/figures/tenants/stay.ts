/** A stay: the days on which a market entity 市场主体 counts as one in the park, and as what. */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { logsOf, mappingsTo, phases, type Known, type Phase } from '../../ledger/log.ts';
import { always, within } from '../../ledger/spans.ts';
import type { Dimensions } from '../../ledger/timeline.ts';
import { industry, sectionOf } from '../industry.ts';
import { entityKind, residency, sizeClass } from './dimensions.ts';

interface Registration {
  state: string;
  kind: string;
  registration_status: string;
  residency: string;
  industry_code: string;
  size_class: string;
  /** The day of the departure that is scheduled; null where none is. */
  departs_on: LocalDate | null;
}

const map = mappingsTo<Registration>();

export const entityMappings = [
  // The day of registration is the day of the entry into the books. Later events may report stays before that day, with the same particulars.
  map(tenants.EntityRegisteredV1, (data) => ({
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
  // An entity moves in only while its registration is in operation.
  map(tenants.EntityMovedInV1, (data) => ({
    on: data.effective_date,
    is: { state: data.to_state, residency: data.residency, registration_status: 'in_operation' },
  })),
  map(tenants.EntityRegistrationChangedV1, (data) => ({ on: data.effective_date, is: { [data.field]: data.new } })),
  map(tenants.EntitySuspendedV1, (data) => ({ on: data.effective_date, is: { state: data.to_state } })),
  map(tenants.EntityReinstatedV1, (data) => ({ on: data.effective_date, is: { state: data.to_state } })),
  map(tenants.EntityDepartedV1, (data) => ({ on: data.effective_date, is: { state: data.to_state, departs_on: null } })),
  map(tenants.EntityMoveInScheduledV1, (data) => ({
    on: data.effective_date,
    is: { state: 'resident', residency: data.residency, registration_status: 'in_operation' },
  })),
  map(tenants.EntityMoveInCancelledV1, (data) => ({ on: data.effective_date, is: { state: data.to_state, residency: 'none' } })),
  // Kept as a day and not as a state: what else happens to the entity until then does not put its departure off.
  map(tenants.EntityDepartureScheduledV1, (data) => ({ on: always, is: { departs_on: data.effective_date } })),
  map(tenants.EntityDepartureCancelledV1, () => ({ on: always, is: { departs_on: null } })),
];

/** A stay in the park during which nothing changes that a figure is broken down by. */
export type Stay = Phase<Registration>;

const marketKinds = ['enterprise', 'individual_business', 'farmer_coop'];
const presentStates = ['resident', 'suspended'];

/** Market entities in operation that reside or are registered here. A suspended entity still counts, a service platform never does. */
function counts({ state }: Stay): boolean {
  return (
    marketKinds.includes(state.kind ?? '') &&
    presentStates.includes(state.state ?? '') &&
    state.registration_status === 'in_operation' &&
    state.residency !== 'none'
  );
}

/** The dimensions of every measure of entities. */
export const ofEntity = [entityKind, residency, industry, sizeClass] as const;

export function dimensionsOf({ state }: Stay): Dimensions {
  return {
    kind: state.kind ?? 'unknown',
    residency: state.residency ?? 'unknown',
    industry: sectionOf(state.industry_code),
    size_class: state.size_class ?? 'unknown',
  };
}

export function staysOf(known: Known): Stay[] {
  return logsOf<Registration>(known, 'tenants.entity').flatMap(({ log }) => phases(log).filter(counts).flatMap(untilDeparture));
}

function untilDeparture(stay: Stay): Stay[] {
  const { departs_on } = stay.state;
  return departs_on ? within([stay], [{ from: always, to: departs_on }]) : [stay];
}
