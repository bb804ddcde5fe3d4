/** A version of the charter 章程: drafted, adopted, and in force until the next one is. */
import { alliance, occurred, type Decision } from '@park/contracts';
import { move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';

export type CharterState = (typeof alliance.charterStates)[number];
export type CharterAction = 'adopt' | 'supersede';

export const charterMachine: Machine<CharterState, CharterAction> = {
  adopt: { from: ['draft'], to: 'in_force' },
  supersede: { from: ['in_force'], to: 'superseded' },
};

export interface CharterContent {
  title: string;
  /** Of the file. */
  sha256: string;
}

export interface Charter extends Aggregate, CharterContent {
  version_number: number;
  state: CharterState;
  drafted_by: string;
  in_force_from: LocalDate | null;
  /** Exclusive. */
  in_force_until: LocalDate | null;
}

export function draft(identity: NewIdentity, version_number: number, content: CharterContent, drafted_by: string): Decision<Charter> {
  const next: Charter = {
    ...rowOf(identity),
    ...content,
    version_number,
    state: 'draft',
    drafted_by,
    in_force_from: null,
    in_force_until: null,
  };
  const { title, sha256 } = next;
  const data = { ...transition(next, null), version_number, title, sha256 };
  return { next, events: [occurred(alliance.CharterDraftedV1, identity.today, data)] };
}

/** From today on. Throws `forbidden segregation_of_duties`. */
export function adopt(charter: Charter, by: string, today: LocalDate): Decision<Charter> {
  const next: Charter = { ...charter, state: move(charterMachine, charter.state, 'adopt'), in_force_from: today };
  if (by === charter.drafted_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who drafted the charter must not adopt it.');
  const { version_number } = next;
  const data = { ...transition(next, charter.state), version_number, in_force_from: today };
  return { next, events: [occurred(alliance.CharterAdoptedV1, today, data)] };
}

export function supersede(charter: Charter, today: LocalDate): Decision<Charter> {
  const next: Charter = { ...charter, state: move(charterMachine, charter.state, 'supersede'), in_force_until: today };
  const { version_number } = next;
  const data = { ...transition(next, charter.state), version_number, in_force_until: today };
  return { next, events: [occurred(alliance.CharterSupersededV1, today, data)] };
}
