/** Members as the rows of a file name them, by USCC. */
import { invalid, isUscc, normaliseUscc, type LocalDate } from '@park/kernel';
import type { Membership } from './membership.ts';

/** By USCC, the memberships of an organisation that it joined: the active one first, then the latest. */
export type MembersOfFile = ReadonlyMap<string, readonly Membership[]>;

/** By USCC in normal form. */
export function membersOfFile(memberships: readonly Membership[]): MembersOfFile {
  const inOrder = [...memberships].sort(
    (a, b) => Number(b.state === 'active') - Number(a.state === 'active') || (a.joined_on! > b.joined_on! ? -1 : 1),
  );
  return Map.groupBy(inOrder, ({ uscc }) => uscc);
}

/** The active membership of an organisation, or else its last. Throws `invalid invalid_input`, `invalid unknown_membership`. */
export function memberOf(members: MembersOfFile, uscc: string, column: string): Membership {
  return membershipsOf(members, uscc, column)[0]!;
}

/**
 * The membership of an organisation on a day; the active one first. Throws `invalid invalid_input`, `invalid unknown_membership`,
 * `invalid before_joining`.
 */
export function memberThen(members: MembersOfFile, uscc: string, day: LocalDate, column: string): Membership {
  const then = membershipsOf(members, uscc, column).find(
    ({ joined_on, ended_on }) => joined_on! <= day && (ended_on === null || ended_on > day),
  );
  if (then === undefined) throw invalid(`/${column}`, 'before_joining', `The organisation was no member on ${day}.`);
  return then;
}

function membershipsOf(members: MembersOfFile, text: string, column: string): readonly Membership[] {
  const uscc = normaliseUscc(text);
  if (!isUscc(uscc)) throw invalid(`/${column}`, 'invalid_input', `${text} is no USCC with a correct check character (GB 32100).`);
  const memberships = members.get(uscc);
  if (memberships === undefined)
    throw invalid(`/${column}`, 'unknown_membership', `No organisation with the USCC ${uscc} was ever a member.`);
  return memberships;
}
