/** A registration type 报名类型 of a gathering, such as students: the quotas that it draws on, and its own rules. */
import { events, occurred, type DataOf, type Decision } from '@park/contracts';
import { invalid, move, rowOf, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';

type Content = Omit<DataOf<typeof events.RegistrationTypeAddedV1>, 'code'>;
export const registrationTypeStates = ['active', 'retired'] as const;
export type RegistrationTypeState = (typeof registrationTypeStates)[number];

export const registrationTypeMachine: Machine<RegistrationTypeState, 'retire'> = { retire: { from: ['active'], to: 'retired' } };

export interface RegistrationType extends Aggregate, Content {
  state: RegistrationTypeState;
}

export function add(identity: NewIdentity, content: Content): Decision<RegistrationType> {
  const next: RegistrationType = { ...content, ...rowOf(identity), state: 'active' };
  return { next, events: [occurred(events.RegistrationTypeAddedV1, identity.today, contentOf(next))] };
}

/** Those who are registered stay so. */
export function retire(type: RegistrationType, reason: string, today: LocalDate): Decision<RegistrationType> {
  const next: RegistrationType = { ...type, state: move(registrationTypeMachine, type.state, 'retire') };
  return { next, events: [occurred(events.RegistrationTypeRetiredV1, today, { ...contentOf(next), reason })] };
}

function contentOf(type: RegistrationType): DataOf<typeof events.RegistrationTypeAddedV1> {
  const { code, gathering_id, name, name_en, quota_ids, places_at_most, is_moderated } = type;
  return { code, gathering_id, name, name_en, quota_ids, places_at_most, is_moderated };
}

/** Throws `invalid unknown_registration_type` where one of the ids is of no type of the gathering. */
export function requireTypes(ids: readonly string[], types: ReadonlyMap<string, RegistrationType>): void {
  if (ids.every((id) => types.has(id))) return;
  throw invalid('/type_ids', 'unknown_registration_type', 'type_ids must be ids of registration types of this gathering.');
}
