/** Clock jobs and import of postings. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { archivedAfterDays } from './posting.ts';
import { PostingRow } from './postings.dto.ts';
import { PostingsImportService } from './postings-import.service.ts';
import { PostingsService } from './postings.service.ts';

@Injectable()
export class PostingsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(PostingsService) postings: PostingsService,
    @Inject(PostingsImportService) postingsImport: PostingsImportService,
  ) {
    schedule.addForEach({
      name: 'postings: expire',
      due: `select id, closes_on as due_at from posting
            where published_on is not null and state not in ('closed', 'archived') and closes_on <= :today`,
      step: (command, id) => postings.expire(command, id),
    });
    schedule.addForEach({
      name: 'postings: archive',
      due: `select id, closed_on as due_at from posting where state = 'closed' and closed_on <= cast(:today as date) - ${archivedAfterDays}`,
      step: (command, id) => postings.archive(command, id),
    });
    // A row may carry an approval, so the scope for reviewing is asked for.
    imports.add({
      kind: 'postings',
      scope: 'recruitment:posting:review',
      row: PostingRow,
      records: {
        scope: 'recruitment:posting:read',
        sql: `select p.code, p.employer_uscc, f.code as fair_code, p.title, p.category, p.headcount, p.salary_min_fen, p.salary_max_fen, p.education,
                     p.experience_years, p.location, p.terms, p.closes_on, p.fee_fen, p.published_on as approved_on
              from posting p left join fair f on f.id = p.fair_id`,
        keys: [['code']],
      },
      apply: (command, rows) => postingsImport.importRows(command, rows),
    });
  }
}
