import { dateAt, invalid } from '@park/kernel';
import { changeLocked, newIdentity, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sharedInvestor } from '../investors/investor.store.ts';
import { sharedProject } from '../projects/project.store.ts';
import { originOfPitch, partiesOfMeeting } from './deal-origin.store.ts';
import { advance, closeLost, correct, fund, open, type Deal, type Parties } from './deal.ts';
import { DealTable } from './deal.table.ts';
import type { AdvanceDealDto, CloseDealDto, CorrectDealDto, FundDealDto, OpenDealDto } from './deals.dto.ts';

@Injectable()
export class DealsService {
  async open(command: Command, body: OpenDealDto): Promise<Deal> {
    const today = dateAt(command.now);
    const parties = await partiesOf(command.tx, body);
    return await save(command, DealTable, open(await newIdentity(command, 'DL'), parties, body.opened_on ?? today));
  }

  async advance(command: Command, id: string, { to, on }: AdvanceDealDto): Promise<Deal> {
    const today = dateAt(command.now);
    return await changeLocked(command, DealTable, id, (deal) => advance(deal, to, on ?? today, today));
  }

  async fund(command: Command, id: string, { evidence_file_name, ...body }: FundDealDto): Promise<Deal> {
    const funding = { ...body, evidence_file_name: evidence_file_name ?? null };
    return await changeLocked(command, DealTable, id, (deal) => fund(deal, funding, dateAt(command.now)));
  }

  async closeLost(command: Command, id: string, { reason, on }: CloseDealDto): Promise<Deal> {
    const today = dateAt(command.now);
    return await changeLocked(command, DealTable, id, (deal) => closeLost(deal, reason, on ?? today, today));
  }

  async correct(command: Command, id: string, { amount_kcny, reason }: CorrectDealDto): Promise<Deal> {
    return await changeLocked(command, DealTable, id, (deal) => correct(deal, amount_kcny, reason));
  }
}

async function partiesOf(tx: EntityManager, { match_request_id, pitch_id, investor_id, project_id }: OpenDealDto): Promise<Parties> {
  if (match_request_id !== undefined) {
    const parties = await partiesOfMeeting(tx, match_request_id);
    requireNoOther('investor_id', investor_id, parties.investor_id);
    requireNoOther('project_id', project_id, parties.project_id);
    requireNoOther('pitch_id', pitch_id, null);
    return parties;
  }
  if (investor_id === undefined) throw invalid('/investor_id', 'required', 'investor_id is required unless the deal came of a meeting.');
  await sharedInvestor(tx, investor_id);
  if (pitch_id !== undefined) {
    const origin = await originOfPitch(tx, pitch_id);
    requireNoOther('project_id', project_id, origin.project_id);
    return { ...origin, investor_id };
  }
  if (project_id === undefined)
    throw invalid('/project_id', 'required', 'project_id is required unless the deal came of a meeting or a pitch.');
  const { entity_id, sector } = await sharedProject(tx, project_id);
  const nothing = { match_request_id: null, pitch_id: null, met_on: null, gathering_id: null, season_id: null };
  return { investor_id, project_id, entity_id, sector, ...nothing };
}

/** Throws `invalid another_party`. */
function requireNoOther(member: string, given: string | undefined, known: string | null): void {
  if (given !== undefined && given !== known)
    throw invalid(`/${member}`, 'another_party', `${member} is not that of the meeting or the pitch; leave it out.`);
}
