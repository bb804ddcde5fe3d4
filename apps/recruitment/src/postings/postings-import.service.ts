import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, type NewIdentity } from '@park/kernel';
import { knownByCode, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { requireVerified, type Employer } from '../employers/employer.ts';
import { knownEmployer, sharedEmployersOf } from '../employers/employer.store.ts';
import { fairIdsOf, knownFair } from './fair-reference.store.ts';
import { opened } from './opening.ts';
import { saveOpenings } from './opening.store.ts';
import { approve, draft, revise, submit, type Posting } from './posting.ts';
import { PostingTable } from './posting.table.ts';
import type { PostingRow } from './postings.dto.ts';
import { factsOf } from './postings.service.ts';

/** Postings as a clerk has them in a file, also those of earlier years. */
@Injectable()
export class PostingsImportService {
  /** By code. */
  async importRows(command: Command, rows: PostingRow[]): Promise<Outcome[]> {
    const { tx, actor } = command;
    const employers = await sharedEmployersOf(
      tx,
      rows.map(({ employer_uscc }) => employer_uscc),
    );
    const fairs = await fairIdsOf(
      tx,
      rows.map(({ fair_code }) => fair_code),
    );
    const known = await knownByCode(
      command,
      PostingTable,
      rows.map(({ code }) => code),
    );
    const { outcomes, created } = await upsertRows(command, PostingTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, knownEmployer(employers, row.employer_uscc), fairs, actor.id),
      update: (posting, row) => revised(posting, row, knownEmployer(employers, row.employer_uscc), fairs, dateAt(command.now)),
    });
    await saveOpenings(
      tx,
      created.flatMap((posting) => (posting.published_on === null ? [] : opened(posting, posting.published_on))),
    );
    return outcomes;
  }
}

/** Each step dates from the day of the approval. The park that imports has reviewed it itself. Throws `invalid in_future`. */
function imported(
  identity: NewIdentity,
  row: PostingRow,
  employer: Employer,
  fairs: ReadonlyMap<string, string>,
  by: string,
): Decision<Posting> {
  const { approved_on, headcount } = row;
  if (approved_on !== undefined && approved_on > identity.today)
    throw invalid('/approved_on', 'in_future', 'approved_on must not be later than today.');
  const on = approved_on ?? identity.today;
  const drafted = draft({ ...identity, today: on }, factsOf(employer), { ...contentOf(row, fairs), headcount });
  if (approved_on === undefined) return drafted;
  requireVerified(employer);
  return followedBy(
    drafted,
    (posting) => submit(posting, by, on),
    (posting) => approve({ ...posting, submitted_by: null }, by, on),
  );
}

/** Throws `invalid employer_is_fixed`. */
function revised(
  posting: Posting,
  row: PostingRow,
  employer: Employer,
  fairs: ReadonlyMap<string, string>,
  today: string,
): Decision<Posting> {
  if (posting.employer_id !== employer.id) throw invalid('/employer_uscc', 'employer_is_fixed', 'The posting is of another employer.');
  return revise(posting, contentOf(row, fairs), today);
}

function contentOf(row: PostingRow, fairs: ReadonlyMap<string, string>) {
  const { code: _, employer_uscc: __, fair_code, headcount: ___, approved_on: ____, fee_fen = 0, ...content } = row;
  return { ...content, fee_fen, fair_id: knownFair(fairs, fair_code) };
}
