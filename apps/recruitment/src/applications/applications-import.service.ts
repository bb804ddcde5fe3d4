import { followedBy, unchanged, type Decision } from '@park/contracts';
import { invalid, startOfDay, type LocalDate, type NewIdentity } from '@park/kernel';
import { newIdentities, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Candidate } from '../candidates/candidate.ts';
import { CandidatesService } from '../candidates/candidates.service.ts';
import { ConsentsService } from '../consents/consents.service.ts';
import { fairIdsOf, knownFair } from '../postings/fair-reference.store.ts';
import type { Posting } from '../postings/posting.ts';
import { knownPosting, sharedPostingsOf } from '../postings/posting.store.ts';
import { saveApplications } from './application.store.ts';
import { apply, moveStage, reject, requireFairNamed, withdraw, type Application } from './application.ts';
import type { ApplicationRow } from './applications.dto.ts';
import { employerSide } from './applications.service.ts';

interface Paper {
  row: ApplicationRow;
  posting: Posting;
  candidate: Candidate;
  fair_id: string | null;
}

/** Applications of earlier times, as a clerk has them in a file. */
@Injectable()
export class ApplicationsImportService {
  constructor(
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(ConsentsService) private readonly consents: ConsentsService,
  ) {}

  async importRows(command: Command, rows: ApplicationRow[]): Promise<Outcome[]> {
    const papers = await this.papersOf(command, rows);
    const known = await knownPairs(command.tx, papers);
    const isNew = papers.map((paper) => {
      const pair = pairOf({ posting_id: paper.posting.id, candidate_id: paper.candidate.id });
      return !known.has(pair) && known.add(pair) !== undefined;
    });
    const fresh = papers.filter((_, i) => isNew[i]);
    const identities = await newIdentities(command, 'AP', fresh.length);
    await saveApplications(
      command,
      fresh.map((paper, i) => imported(identities[i]!, paper)),
    );
    const agreed = papers.filter(({ row }) => row.consent === true);
    await this.consents.giveAll(
      command,
      agreed.map(({ row, posting: { employer_id, employer_uscc }, candidate }) => ({
        candidate_id: candidate.id,
        purpose: 'application' as const,
        employer_id,
        employer_uscc,
        on: row.applied_on,
      })),
    );
    return isNew.map((fresh) => (fresh ? 'created' : 'unchanged'));
  }

  /** Candidates are kept from the day of the application on. */
  private async papersOf(command: Command, rows: readonly ApplicationRow[]): Promise<Paper[]> {
    const postings = await sharedPostingsOf(
      command.tx,
      rows.map(({ posting_code }) => posting_code),
    );
    const fairs = await fairIdsOf(
      command.tx,
      rows.map(({ fair_code }) => fair_code),
    );
    const told = rows.map((row) => ({ row, posting: knownPosting(postings, row.posting_code), fair_id: knownFair(fairs, row.fair_code) }));
    const wishes = rows.map(({ applied_on, ...row }) => ({ ...row, on: applied_on }));
    const candidates = await this.candidates.enter(command, wishes);
    return told.map((paper, i) => ({ ...paper, candidate: candidates[i]! }));
  }
}

/** Each step dates from its own day. Throws `invalid in_future`, `invalid posting_not_open`, `invalid before_application`. */
function imported(identity: NewIdentity, { row, posting, candidate, fair_id }: Paper): Decision<Application> {
  const { applied_on, source = 'import', stage = 'submitted', ended, state_on, reason } = row;
  requireDays(row, posting, identity.today);
  requireFairNamed(source, fair_id, 'fair_code');
  const about = { candidate_id: candidate.id, candidate_masked: candidate.name_masked, resume_version: null };
  const wish = { ...employerSide(posting), ...about, source, fair_id, applied_on };
  const at = startOfDay(state_on ?? applied_on);
  return followedBy(
    apply(identity, wish, null, startOfDay(applied_on)),
    (application) => (stage === 'submitted' ? unchanged(application) : moveStage(application, { from: 'submitted', to: stage }, at)),
    (application) => (ended === 'rejected' ? reject(application, reason!, at) : unchanged(application)),
    (application) => (ended === 'withdrawn' ? withdraw(application, reason!, at) : unchanged(application)),
  );
}

function requireDays({ applied_on, stage, ended, state_on, reason }: ApplicationRow, posting: Posting, today: LocalDate): void {
  if (applied_on > today) throw invalid('/applied_on', 'in_future', 'applied_on must not be later than today.');
  if (posting.published_on === null || applied_on < posting.published_on || applied_on >= posting.closes_on)
    throw invalid('/applied_on', 'posting_not_open', 'The posting took no applications on that day.');
  if (state_on === undefined && (ended !== undefined || (stage !== undefined && stage !== 'submitted')))
    throw invalid('/state_on', 'required', 'state_on is required with a stage or an end.');
  if (ended !== undefined && reason === undefined) throw invalid('/reason', 'required', 'reason is required with an end.');
  if (state_on === undefined) return;
  if (state_on > today) throw invalid('/state_on', 'in_future', 'state_on must not be later than today.');
  if (state_on < applied_on) throw invalid('/state_on', 'before_application', 'state_on must not be earlier than applied_on.');
}

function pairOf({ posting_id, candidate_id }: Pick<Application, 'posting_id' | 'candidate_id'>): string {
  return `${posting_id} ${candidate_id}`;
}

async function knownPairs(tx: EntityManager, papers: readonly Paper[]): Promise<Set<string>> {
  const rows: Pick<Application, 'posting_id' | 'candidate_id'>[] = await tx.query(
    'select posting_id, candidate_id from application where candidate_id = any ($1) and posting_id = any ($2)',
    [papers.map(({ candidate }) => candidate.id), papers.map(({ posting }) => posting.id)],
  );
  return new Set(rows.map(pairOf));
}
