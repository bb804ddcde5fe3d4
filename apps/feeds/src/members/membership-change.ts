/** The alliance’s events on organisations and their memberships, as far as they decide whose feed is open. */
import { alliance, type DataOf, type ParkEvent } from '@park/contracts';

/** An organisation that the alliance knows, member or not. */
export interface KnownOrganisation {
  organisation_id: string;
  uscc: string | null;
  name: string;
}

export interface KnownMembership {
  membership_id: string;
  organisation_id: string;
  state: string;
  /** Number of the event; a later one of the same membership wins. */
  sequence: number;
}

const registered = alliance.OrganisationRegisteredV1.type;
const changed = alliance.OrganisationChangedV1.type;
const ofMembership = /^park\.alliance\.membership\.[a-z-]+\.v1$/;

/** Each once, as the last event leaves it; the code is told by its registration alone. */
export function organisationsIn(events: readonly ParkEvent[]): KnownOrganisation[] {
  const last = new Map<string, KnownOrganisation>();
  for (const { type, subject, data } of events) {
    if (type !== registered && type !== changed) continue;
    const { name, uscc } = data as DataOf<typeof alliance.OrganisationChangedV1> & { uscc?: string };
    last.set(subject, { organisation_id: subject, uscc: uscc ?? last.get(subject)?.uscc ?? null, name });
  }
  return [...last.values()];
}

/** The state after the last event of each membership. */
export function membershipsIn(events: readonly ParkEvent[]): KnownMembership[] {
  const last = new Map<string, KnownMembership>();
  for (const { type, subject, sequence, data } of events) {
    if (!ofMembership.test(type)) continue;
    const { organisation_id, to_state } = data as { organisation_id: string; to_state: string };
    last.set(subject, { membership_id: subject, organisation_id, state: to_state, sequence });
  }
  return [...last.values()];
}
