import { newIdentities, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { proposalGround, type Organisation } from '../organisations/organisation.ts';
import { propose, type Applicant } from './membership.ts';
import { MembershipTable } from './membership.table.ts';

/** Organisations that the park should invite (flow F1). */
@Injectable()
export class ProposalsService {
  /**
   * Those that have moved in and have a party organisation, or as many members as ought to have one; each once, whatever became of it.
   * The organisations are locked, so that none is proposed twice.
   */
  async propose(command: Command, organisations: readonly Organisation[]): Promise<void> {
    const candidates = organisations.filter((one) => one.is_resident && proposalGround(one) !== null);
    if (candidates.length === 0) return;
    const known = await command.tx.find(MembershipTable, {
      select: { organisation_id: true },
      where: { organisation_id: In(candidates.map(({ id }) => id)) },
    });
    const settled = new Set(known.map(({ organisation_id }) => organisation_id));
    const fresh = candidates.filter(({ id }) => !settled.has(id));
    const identities = await newIdentities(command, 'MB', fresh.length);
    await saveAll(
      command,
      MembershipTable,
      fresh.map((one, i) => propose(identities[i]!, applicantOf(one), proposalGround(one)!, one.moved_in_on)),
    );
  }
}

export function applicantOf({ id, uscc, name, entity_id }: Organisation): Applicant {
  return { organisation_id: id, uscc, organisation_name: name, entity_id };
}
