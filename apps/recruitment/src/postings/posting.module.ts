/** Postings, candidates, consents and applications, for the module of the service. */
import { ApplicationTable } from '../applications/application.table.ts';
import { ApplicationViewsService } from '../applications/application-views.service.ts';
import { ApplicationsController } from '../applications/applications.controller.ts';
import { ApplicationsImportService } from '../applications/applications-import.service.ts';
import { ApplicationsJobs } from '../applications/applications.jobs.ts';
import { ApplicationsService } from '../applications/applications.service.ts';
import { CandidateTable } from '../candidates/candidate.table.ts';
import { CandidatesController } from '../candidates/candidates.controller.ts';
import { CandidatesJobs } from '../candidates/candidates.jobs.ts';
import { CandidatesService } from '../candidates/candidates.service.ts';
import { ErasuresService } from '../candidates/erasures.service.ts';
import { ConsentTable } from '../consents/consent.table.ts';
import { ConsentsController } from '../consents/consents.controller.ts';
import { ConsentsService } from '../consents/consents.service.ts';
import { CreateApplication1765000000023 } from '../migrations/application.migration.ts';
import { CreateCandidate1765000000021 } from '../migrations/candidate.migration.ts';
import { CreateConsent1765000000022 } from '../migrations/consent.migration.ts';
import { CreatePosting1765000000020 } from '../migrations/posting.migration.ts';
import { OpeningsService } from './openings.service.ts';
import { PostingTable } from './posting.table.ts';
import { PostingsController } from './postings.controller.ts';
import { PostingsImportService } from './postings-import.service.ts';
import { PostingsJobs } from './postings.jobs.ts';
import { PostingsService } from './postings.service.ts';

export const posting = {
  controllers: [PostingsController, CandidatesController, ConsentsController, ApplicationsController],
  providers: [
    PostingsService,
    PostingsImportService,
    PostingsJobs,
    OpeningsService,
    ConsentsService,
    CandidatesService,
    ErasuresService,
    CandidatesJobs,
    ApplicationsService,
    ApplicationViewsService,
    ApplicationsImportService,
    ApplicationsJobs,
  ],
  tables: [PostingTable, CandidateTable, ConsentTable, ApplicationTable],
  migrations: [CreatePosting1765000000020, CreateCandidate1765000000021, CreateConsent1765000000022, CreateApplication1765000000023],
  rules: {
    posting_code: { code: 'code_taken', detail: 'A posting with this code exists already.' },
    opening_offer: { code: 'already_filled', detail: 'The offer fills an opening already.' },
    opening_application: { code: 'already_filled', detail: 'The application fills an opening already.' },
    candidate_code: { code: 'code_taken', detail: 'A candidate with this code exists already.' },
    candidate_person: { code: 'already_registered', detail: 'The person is a candidate already.' },
    consent_code: { code: 'code_taken', detail: 'A consent with this code exists already.' },
    consent_given: { code: 'already_given', detail: 'The candidate has given this consent already.' },
    application_code: { code: 'code_taken', detail: 'An application with this code exists already.' },
    application_once: { code: 'already_applied', detail: 'The candidate has applied for this posting already.' },
    application_offer: { code: 'already_filled', detail: 'The offer has hired another application already.' },
  },
};
