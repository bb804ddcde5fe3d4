import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, Refusal, type NewIdentity } from '@park/kernel';
import { upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Booth } from '../booths/booth.ts';
import { BoothTable } from '../booths/booth.table.ts';
import type { Employer } from '../employers/employer.ts';
import { knownEmployer, sharedEmployersOf } from '../employers/employer.store.ts';
import { endedOn } from '../fairs/fair-end.ts';
import type { Fair } from '../fairs/fair.ts';
import { knownFair, lockedFairsOf } from '../fairs/fair.store.ts';
import { approve, boothApplicationMachine, draft, submit, type BoothApplication, type Offering } from './booth-application.ts';
import { BoothApplicationTable } from './booth-application.table.ts';
import type { BoothApplicationRow } from './booth-applications.dto.ts';
import { cancel, checkedIn, checkInMinutesBefore, complete, confirm, hold, minuteMs, release } from './booth-use.ts';
import { FairBoothsService } from './fair-booths.service.ts';

/** A row with everything that it names. */
interface Paper {
  row: BoothApplicationRow;
  fair: Fair;
  employer: Employer;
  booth: Booth | null;
  offering: Offering;
}

/** Booth applications as a clerk has them in a file. Locks in the order that BoothApplicationsService documents. */
@Injectable()
export class BoothApplicationsImportService {
  constructor(@Inject(FairBoothsService) private readonly fairBooths: FairBoothsService) {}

  /** By fair and employer; of a known one that was confirmed, only what became of it is caught up on. */
  async importRows(command: Command, rows: BoothApplicationRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const papers = await papersOf(tx, rows);
    const known = await knownApplications(tx, papers);
    const { outcomes, created, updated } = await upsertRows(command, BoothApplicationTable, papers, {
      known: ({ fair, employer }) => known.get(`${fair.id} ${employer.uscc}`),
      code: 'BA',
      create: (identity, paper) => imported(identity, paper),
      update: (application, paper) => (application.state === 'confirmed' ? concluded(application, paper, now) : unchanged(application)),
    });
    const fairs = new Map(papers.map(({ fair }) => [fair.id, fair]));
    for (const one of [...created, ...updated]) await this.fairBooths.noteLapse(command, one, fairs.get(one.fair_id)!);
    return outcomes;
  }
}

/** Each step dates from its own moment. Throws what the steps throw, and of the row's own times `invalid`. */
function imported(identity: NewIdentity, paper: Paper): Decision<BoothApplication> {
  const { row, fair, employer, booth, offering } = paper;
  const { now } = identity;
  if (['closed', 'reported', 'cancelled'].includes(fair.state))
    throw new Refusal('conflict', 'fair_over', `The fair is ${fair.state}, and its totals were counted.`, { extra: { state: fair.state } });
  const submittedAt = momentOf('submitted_at', row.submitted_at, { from: fair.employer_registration_from, to: fair.ends_at, now });
  const submittedOn = dateAt(submittedAt);
  const submitted = followedBy(draft({ ...identity, now: submittedAt, today: submittedOn }, fair, employer), (one) =>
    submit(one, offering, fair, submittedOn),
  );
  if (booth === null) {
    if (row.state !== 'cancelled') throw invalid('/booth_code', 'required', 'booth_code is required unless the application was cancelled.');
    return followedBy(submitted, (one) => concluded(one, paper, now));
  }
  const confirmedAt = momentOf('confirmed_at', row.confirmed_at ?? row.submitted_at, { from: submittedAt, to: fair.ends_at, now });
  return followedBy(
    submitted,
    (one) => approve(one, fair, dateAt(confirmedAt)),
    (one) => hold(one, booth, fair, confirmedAt),
    (one) => confirm(one, fair, confirmedAt),
    (one) => concluded(one, paper, now),
  );
}

/** The application in the state that its row gives. */
function concluded(application: BoothApplication, { row, fair, booth }: Paper, now: Date): Decision<BoothApplication> {
  switch (row.state) {
    case 'confirmed':
      return unchanged(application);
    case 'completed': {
      if (row.checked_in_at === undefined) throw invalid('/checked_in_at', 'required', 'checked_in_at is required of a completed one.');
      const opensAt = new Date(fair.starts_at.getTime() - checkInMinutesBefore * minuteMs);
      const at = momentOf('checked_in_at', row.checked_in_at, { from: opensAt, to: fair.ends_at, now });
      const there = checkedIn(application, boothApplicationMachine.check_in.to as 'checked_in', fair, at);
      return now < fair.ends_at ? there : followedBy(there, (one) => complete(one, fair, endedOn(fair, now)));
    }
    case 'no_show':
      return release(application, fair, now);
    case 'cancelled': {
      if (row.cancelled_at === undefined) throw invalid('/cancelled_at', 'required', 'cancelled_at is required of a cancelled one.');
      const from = booth === null ? new Date(row.submitted_at) : application.confirmed_at!;
      const at = momentOf('cancelled_at', row.cancelled_at, { from, to: fair.ends_at, now });
      return cancel(application, { by: 'employer', reason: 'as imported' }, fair, at);
    }
  }
}

/** Throws `invalid in_future`, `invalid outside_fair`. */
function momentOf(column: string, text: string, { from, to, now }: { from: Date; to: Date; now: Date }): Date {
  const moment = new Date(text);
  if (moment > now) throw invalid(`/${column}`, 'in_future', `${column} must not be later than now.`);
  if (moment < from || moment >= to)
    throw invalid(`/${column}`, 'outside_fair', `${column} must lie between ${from.toISOString()} and ${to.toISOString()}.`);
  return moment;
}

async function papersOf(tx: EntityManager, rows: readonly BoothApplicationRow[]): Promise<Paper[]> {
  const usccs = rows.map(({ employer_uscc }) => employer_uscc);
  // A no-show changes the standing, so the employers are locked for that from the beginning.
  await tx.query('select from employer where uscc = any ($1) order by id for update', [usccs]);
  const employers = await sharedEmployersOf(tx, usccs);
  const fairs = await lockedFairsOf(
    tx,
    rows.map(({ fair_code }) => fair_code),
  );
  const booths = await boothsOf(tx, [...fairs.values()], rows);
  const postings = await postingsOf(
    tx,
    rows.flatMap(({ posting_codes = [] }) => posting_codes),
  );
  return rows.map((row) => {
    const fair = knownFair(fairs, row.fair_code);
    const employer = knownEmployer(employers, row.employer_uscc);
    return { row, fair, employer, booth: boothIn(booths, fair, row.booth_code), offering: offeringIn(postings, employer, row) };
  });
}

async function boothsOf(tx: EntityManager, fairs: readonly Fair[], rows: readonly BoothApplicationRow[]): Promise<Map<string, Booth>> {
  const found = await tx
    .createQueryBuilder(BoothTable, 't')
    .where('t.fair_id = any (:fairs) and t.code = any (:codes)', {
      fairs: fairs.map(({ id }) => id),
      codes: rows.flatMap(({ booth_code }) => booth_code ?? []),
    })
    .getMany();
  return new Map(found.map((booth) => [`${booth.fair_id} ${booth.code}`, booth]));
}

/** Throws `invalid unknown_booth`. */
function boothIn(booths: ReadonlyMap<string, Booth>, fair: Fair, code: string | undefined): Booth | null {
  if (code === undefined) return null;
  const booth = booths.get(`${fair.id} ${code}`);
  if (!booth) throw invalid('/booth_code', 'unknown_booth', `The fair ${fair.code} has no booth ${code}.`);
  return booth;
}

interface KnownPosting {
  id: string;
  code: string;
  employer_id: string;
  headcount: number;
}

async function postingsOf(tx: EntityManager, codes: readonly string[]): Promise<Map<string, KnownPosting>> {
  const rows: KnownPosting[] = await tx.query('select id, code, employer_id, headcount from posting where code = any ($1)', [codes]);
  return new Map(rows.map((posting) => [posting.code, posting]));
}

/** Throws `invalid unknown_posting`. */
function offeringIn(
  postings: ReadonlyMap<string, KnownPosting>,
  employer: Employer,
  { posting_codes = [] }: BoothApplicationRow,
): Offering {
  const own = [...new Set(posting_codes)].map((code) => {
    const posting = postings.get(code);
    if (posting?.employer_id !== employer.id) throw invalid('/posting_codes', 'unknown_posting', `The employer has no posting ${code}.`);
    return posting;
  });
  return { posting_ids: own.map(({ id }) => id), headcount: own.reduce((sum, { headcount }) => sum + headcount, 0) };
}

/** By fair and employer: the one that stands, or else the last one. */
async function knownApplications(tx: EntityManager, papers: readonly Paper[]): Promise<Map<string, BoothApplication>> {
  const rows = await tx
    .createQueryBuilder(BoothApplicationTable, 't')
    .setLock('pessimistic_write')
    .where('t.fair_id = any (:fairs) and t.employer_uscc = any (:usccs)', {
      fairs: papers.map(({ fair }) => fair.id),
      usccs: papers.map(({ employer }) => employer.uscc),
    })
    .orderBy('t.id')
    .getMany();
  const ended = rows.filter(({ state }) => ['rejected', 'cancelled', 'late_cancelled'].includes(state));
  const standing = rows.filter((row) => !ended.includes(row));
  return new Map([...ended, ...standing].map((row) => [`${row.fair_id} ${row.employer_uscc}`, row]));
}
