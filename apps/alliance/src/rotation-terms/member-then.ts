/** Members of earlier times, as the imports of history look for them. */
import { invalid, type LocalDate } from '@park/kernel';
import type { Membership } from '../memberships/membership.ts';

/**
 * That of an organisation which was a member on the day; the active one first. `pointer`: to the member of the row that names it.
 * Throws `invalid unknown_membership`, `invalid before_joining`.
 */
export function memberThen(memberships: readonly Membership[], day: LocalDate, pointer: string): Membership {
  const joined = memberships.filter(({ joined_on }) => joined_on !== null);
  if (joined.length === 0) throw invalid(pointer, 'unknown_membership', 'There is no such member.');
  const then = joined.filter(({ joined_on, ended_on }) => joined_on! <= day && (ended_on === null || ended_on > day));
  const member = then.find(({ state }) => state === 'active') ?? then[0];
  if (member === undefined) throw invalid(pointer, 'before_joining', `The organisation was no member on ${day}.`);
  return member;
}
