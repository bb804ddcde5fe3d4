/** A deal as a file tells it: as far as it has come. The stages between are dated like the one before them, whose day is known. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { invalid, type LocalDate, type NewIdentity } from '@park/kernel';
import { advance, closeLost, fund, open, stages, type Deal, type DealState, type FinancingRound, type Parties } from './deal.ts';

export interface History {
  opened_on: LocalDate;
  stage?: DealState;
  amount_kcny?: number;
  round?: FinancingRound;
  funded_on?: LocalDate;
  evidence_sha256?: string;
  evidence_file_name?: string;
  closed_on?: LocalDate;
  closed_reason?: string;
}

export function imported(identity: NewIdentity, row: History, parties: Parties): Decision<Deal> {
  return followedBy(open(identity, parties, row.opened_on), (deal) => caughtUp(deal, row, identity.today));
}

/** The steps that it lacks; what the row has fewer of is left as it is. Throws what the steps throw, and `invalid required`. */
export function caughtUp(known: Deal, row: History, today: LocalDate): Decision<Deal> {
  const { stage = 'open' } = row;
  if (known.state === 'funded' || known.state === 'closed_lost') return unchanged(known);
  if (stage === 'closed_lost') return lost(known, row, today);
  const wanted = ['open', ...stages, 'funded'].indexOf(stage);
  const steps = stages.slice(reached(known), wanted).map((to) => (deal: Deal) => advance(deal, to, deal.stage_since, today));
  const advanced = followedBy(unchanged(known), ...steps);
  return stage === 'funded' ? followedBy(advanced, (deal) => funded(deal, row, today)) : advanced;
}

function reached({ state }: Deal): number {
  return (stages as readonly string[]).indexOf(state) + 1;
}

function lost(deal: Deal, { closed_on, closed_reason = 'as recorded before the import' }: History, today: LocalDate): Decision<Deal> {
  if (closed_on === undefined) throw invalid('/closed_on', 'required', 'closed_on is required of a closed_lost deal.');
  return closeLost(deal, closed_reason, closed_on, today);
}

function funded(deal: Deal, row: History, today: LocalDate): Decision<Deal> {
  const { amount_kcny, round, funded_on, evidence_sha256, evidence_file_name = null } = row;
  if (amount_kcny === undefined) throw invalid('/amount_kcny', 'required', 'amount_kcny is required of a funded deal.');
  if (round === undefined) throw invalid('/round', 'required', 'round is required of a funded deal.');
  if (funded_on === undefined) throw invalid('/funded_on', 'required', 'funded_on is required of a funded deal.');
  if (evidence_sha256 === undefined) throw invalid('/evidence_sha256', 'required', 'evidence_sha256 is required of a funded deal.');
  return fund(deal, { amount_kcny, round, funded_on, evidence_sha256, evidence_file_name }, today);
}
