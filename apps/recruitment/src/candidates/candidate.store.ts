/** Candidates as others name them, their résumés, and until when they are kept. */
import { invalid, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { keptUntil, type Candidate } from './candidate.ts';
import { CandidateTable } from './candidate.table.ts';

/** Locked until the transaction ends: what is done for one candidate is done one after another. Throws `invalid unknown_candidate`. */
export async function lockedCandidate(tx: EntityManager, id: string): Promise<Candidate> {
  const candidate = await tx.findOne(CandidateTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!candidate) throw invalid('/candidate_id', 'unknown_candidate', 'There is no such candidate.');
  return candidate;
}

/** Each is kept until two years after the last of its uses: a registration, an application, a hire. */
export async function keepCandidates(tx: EntityManager, uses: readonly { candidate_id: string; on: LocalDate }[]): Promise<void> {
  const wishes = uses.map(({ candidate_id, on }) => ({ candidate_id, keep_until: keptUntil(on) }));
  await tx.query(
    `insert into candidate_use (candidate_id, keep_until)
     select u.candidate_id, max(u.keep_until) from jsonb_to_recordset($1::jsonb) as u(candidate_id uuid, keep_until date)
     group by u.candidate_id order by u.candidate_id
     on conflict (candidate_id) do update set keep_until = greatest(candidate_use.keep_until, excluded.keep_until)`,
    [JSON.stringify(wishes)],
  );
}

export async function keptUntilOf(tx: EntityManager, candidateId: string): Promise<LocalDate | null> {
  const [use]: { keep_until: LocalDate }[] = await tx.query('select keep_until from candidate_use where candidate_id = $1', [candidateId]);
  return use?.keep_until ?? null;
}

export interface Resume {
  candidate_id: string;
  version: number;
  sha256: string;
  text_sealed: string;
  added_at: Date;
}

export async function resumeOf(tx: EntityManager, candidateId: string, version: number): Promise<Resume | null> {
  const [resume]: Resume[] = await tx.query('select * from candidate_resume where candidate_id = $1 and version = $2', [
    candidateId,
    version,
  ]);
  return resume ?? null;
}

export async function insertResume(tx: EntityManager, resume: Resume): Promise<void> {
  await tx.query('insert into candidate_resume (candidate_id, version, sha256, text_sealed, added_at) values ($1, $2, $3, $4, $5)', [
    resume.candidate_id,
    resume.version,
    resume.sha256,
    resume.text_sealed,
    resume.added_at,
  ]);
}

/** Everything that tells who the candidate was. References and figures stay. */
export async function eraseTraces(tx: EntityManager, candidateId: string): Promise<void> {
  await tx.query('delete from candidate_resume where candidate_id = $1', [candidateId]);
  await tx.query('delete from candidate_use where candidate_id = $1', [candidateId]);
  for (const table of ['application', 'offer', 'hire'])
    await tx.query(`update ${table} set candidate_masked = '' where candidate_id = $1`, [candidateId]);
}

/** Offers that are extended, and hires that did not start yet. The applications stay locked, so that none begins meanwhile. */
export async function openProcesses(tx: EntityManager, candidateId: string): Promise<number> {
  const applications: { state: string }[] = await tx.query('select state from application where candidate_id = $1 order by id for update', [
    candidateId,
  ]);
  const [{ pending }] = await tx.query(`select count(*) as pending from hire where candidate_id = $1 and state = 'pending_start'`, [
    candidateId,
  ]);
  return applications.filter(({ state }) => state === 'offered').length + Number(pending);
}
