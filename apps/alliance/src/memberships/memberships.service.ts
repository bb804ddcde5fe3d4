import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, isOperator, Refusal, type NewIdentity } from '@park/kernel';
import { changeLocked, lockAll, newIdentities, newIdentity, save, saveAll, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { charterInForce, charterOn } from '../charters/charters.service.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { keepContacts, lockedOrganisation } from '../organisations/organisation.store.ts';
import { OrganisationTable } from '../organisations/organisation.table.ts';
import {
  acceptCharter,
  admit,
  apply,
  applyAnew,
  changeRole,
  comesUnderReview,
  dismiss,
  exit,
  invite,
  openExitReview,
  reinstate,
  reject,
  remove,
  requestExit,
  startReview,
  suspend,
  type MemberRole,
  type Membership,
} from './membership.ts';
import { liveMembershipOf } from './membership.store.ts';
import { MembershipTable, ownMemberships } from './membership.table.ts';
import type { ApplyForMembershipDto, MembershipRow } from './memberships.dto.ts';
import { applicantOf } from './proposals.service.ts';

/** A member that is no longer active gives up its open records, in the same transaction. */
export interface MemberInactive {
  memberInactive(command: Command, membership: Membership): Promise<void>;
}

/** Takes locks in the order that OrganisationsService documents. */
@Injectable()
export class MembershipsService {
  private readonly listeners: MemberInactive[] = [];

  /** Registered once, by the constructor of a service. */
  whenInactive(listener: MemberInactive): void {
    this.listeners.push(listener);
  }

  /** From the invitation or the proposal where there is one. Throws `conflict membership_exists`. */
  async apply(command: Command, { organisation_id }: ApplyForMembershipDto): Promise<Membership> {
    const organisation = await applyingOrganisation(command, organisation_id);
    await keepContacts(command.tx, organisation.id, null);
    const live = await liveMembershipOf(command.tx, organisation.id);
    if (live) return await save(command, MembershipTable, apply(live, dateAt(command.now)));
    return await save(command, MembershipTable, applyAnew(await newIdentity(command, 'MB'), applicantOf(organisation)));
  }

  async dismiss(command: Command, id: string, reason: string): Promise<Membership> {
    return await this.change(command, id, (membership) => dismiss(membership, reason, dateAt(command.now)));
  }

  async invite(command: Command, id: string): Promise<Membership> {
    return await this.change(command, id, (membership) => invite(membership, dateAt(command.now)));
  }

  async startReview(command: Command, id: string): Promise<Membership> {
    return await this.change(command, id, (membership) => startReview(membership, dateAt(command.now)));
  }

  async admit(command: Command, id: string, role: MemberRole): Promise<Membership> {
    return await this.change(command, id, async (membership) =>
      admit(membership, role, await versionInForce(command.tx), dateAt(command.now)),
    );
  }

  async reject(command: Command, id: string, reason: string): Promise<Membership> {
    return await this.change(command, id, (membership) => reject(membership, reason, dateAt(command.now)));
  }

  async acceptCharter(command: Command, id: string, version: number): Promise<Membership> {
    return await changeLocked(command, ownMemberships, id, async (membership) =>
      acceptCharter(membership, version, await versionInForce(command.tx), dateAt(command.now)),
    );
  }

  async changeRole(command: Command, id: string, role: MemberRole): Promise<Membership> {
    return await this.change(command, id, (membership) => changeRole(membership, role, dateAt(command.now)));
  }

  async suspend(command: Command, id: string, reason: string): Promise<Membership> {
    return await this.inactive(command, await this.change(command, id, (row) => suspend(row, reason, dateAt(command.now))));
  }

  async reinstate(command: Command, id: string, reason: string): Promise<Membership> {
    return await this.change(command, id, (membership) => reinstate(membership, reason, dateAt(command.now)));
  }

  async requestExit(command: Command, id: string, reason: string): Promise<Membership> {
    const today = dateAt(command.now);
    return await this.inactive(command, await changeLocked(command, ownMemberships, id, (row) => requestExit(row, reason, today)));
  }

  async exit(command: Command, id: string, reason: string): Promise<Membership> {
    return await this.ended(command, await this.change(command, id, (row) => exit(row, reason, dateAt(command.now))));
  }

  async remove(command: Command, id: string, reason: string): Promise<Membership> {
    return await this.ended(command, await this.change(command, id, (row) => remove(row, reason, dateAt(command.now))));
  }

  /** The organisation has left the park: whether it stays a member is to be decided (flow F2). */
  async noteDeparture(command: Command, organisationId: string, departedOn: string): Promise<void> {
    const live = await liveMembershipOf(command.tx, organisationId);
    if (live === null || !comesUnderReview(live)) return;
    await this.inactive(command, await save(command, MembershipTable, openExitReview(live, departedOn)));
  }

  /**
   * The organisations are locked first, as one that moves in at the same moment is proposed under this lock. Throws
   * `invalid unknown_organisation`, `invalid in_future`, `invalid charter_missing`.
   */
  async importRows(command: Command, rows: MembershipRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const today = dateAt(now);
    const organisations = await tx.findBy(OrganisationTable, { uscc: In(rows.map(({ uscc }) => uscc)) });
    await lockAll(
      command,
      OrganisationTable,
      organisations.map(({ id }) => id),
      'update',
    );
    const byUscc = new Map(organisations.map((one) => [one.uscc, one]));
    const known = await tx.findBy(MembershipTable, { uscc: In(rows.map(({ uscc }) => uscc)) });
    const live = new Set(known.filter(({ ended_on, state }) => ended_on === null && state !== 'proposed').map(({ uscc }) => uscc));
    const proposed = new Map(known.filter(({ state }) => state === 'proposed').map((row) => [row.uscc, row]));
    const isNew = rows.map(({ uscc }) => !live.has(uscc) && live.add(uscc) !== undefined);
    const fresh = rows.filter((_, i) => isNew[i]);
    const identities = await newIdentities(command, 'MB', fresh.length);
    const decisions: Decision<Membership>[] = [];
    for (const [i, row] of fresh.entries()) {
      const organisation = byUscc.get(row.uscc);
      if (!organisation) throw invalid('/uscc', 'unknown_organisation', 'There is no such organisation.');
      if (row.joined_on > today) throw invalid('/joined_on', 'in_future', 'joined_on must not be later than today.');
      const charter = await charterOn(tx, row.joined_on);
      if (charter === null) throw invalid('/joined_on', 'charter_missing', 'No charter was in force on that day.');
      decisions.push(joined(proposed.get(row.uscc) ?? null, identities[i]!, organisation, row, charter.version_number));
    }
    await saveAll(command, MembershipTable, decisions);
    return isNew.map((is) => (is ? 'created' : 'unchanged'));
  }

  private async change(
    command: Command,
    id: string,
    decide: (row: Membership) => Decision<Membership> | Promise<Decision<Membership>>,
  ): Promise<Membership> {
    return await changeLocked(command, MembershipTable, id, decide);
  }

  private async ended(command: Command, membership: Membership): Promise<Membership> {
    await keepContacts(command.tx, membership.organisation_id, membership.ended_on);
    return await this.inactive(command, membership);
  }

  private async inactive(command: Command, membership: Membership): Promise<Membership> {
    for (const listener of this.listeners) await listener.memberInactive(command, membership);
    return membership;
  }
}

/**
 * An organisation's token applies for itself. Throws `invalid required`, `invalid foreign_organisation`, `invalid unknown_organisation`,
 * `forbidden organisation_not_registered`.
 */
async function applyingOrganisation({ tx, actor }: Command, id: string | undefined): Promise<Organisation> {
  if (isOperator(actor)) {
    if (id === undefined) throw invalid('/organisation_id', 'required', 'organisation_id is required.');
    return await lockedOrganisation(tx, id);
  }
  const own = await tx.findOneBy(OrganisationTable, { uscc: actor.organisation });
  if (own === null) throw new Refusal('forbidden', 'organisation_not_registered', 'The park has not registered your organisation yet.');
  if (id !== undefined && id !== own.id)
    throw invalid('/organisation_id', 'foreign_organisation', 'organisation_id must be that of your own organisation.');
  return await lockedOrganisation(tx, own.id);
}

/** Throws `conflict charter_missing`. */
async function versionInForce(tx: EntityManager): Promise<number> {
  const charter = await charterInForce(tx);
  if (charter === null) throw new Refusal('conflict', 'charter_missing', 'No charter is in force, so nobody can be admitted under one.');
  return charter.version_number;
}

/** As if it had gone through all of it on the day on which it joined. */
function joined(
  proposed: Membership | null,
  identity: NewIdentity,
  organisation: Organisation,
  { role, joined_on }: MembershipRow,
  version: number,
): Decision<Membership> {
  const on = joined_on;
  return followedBy(
    proposed === null ? applyAnew({ ...identity, today: on }, applicantOf(organisation)) : apply(proposed, on),
    (one) => startReview(one, on),
    (one) => admit(one, role, version, on),
    (one) => acceptCharter(one, version, version, on),
  );
}
