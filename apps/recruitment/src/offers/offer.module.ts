/** Offers, hires and their follow-up, for the module of the service. */
import { HireTable } from '../hires/hire.table.ts';
import { HiresController } from '../hires/hires.controller.ts';
import { HiresImportService } from '../hires/hires-import.service.ts';
import { HiresJobs } from '../hires/hires.jobs.ts';
import { HiresService } from '../hires/hires.service.ts';
import { CreateHire1765000000031 } from '../migrations/hire.migration.ts';
import { CreateOffer1765000000030 } from '../migrations/offer.migration.ts';
import { IdentitiesController } from './identities.controller.ts';
import { IdentitiesService } from './identities.service.ts';
import { OfferTable } from './offer.table.ts';
import { OffersController } from './offers.controller.ts';
import { OffersJobs } from './offers.jobs.ts';
import { OffersService } from './offers.service.ts';

export const offer = {
  controllers: [OffersController, IdentitiesController, HiresController],
  providers: [OffersService, OffersJobs, IdentitiesService, HiresService, HiresImportService, HiresJobs],
  tables: [OfferTable, HireTable],
  migrations: [CreateOffer1765000000030, CreateHire1765000000031],
  rules: {
    offer_code: { code: 'code_taken', detail: 'An offer with this code exists already.' },
    offer_live: { code: 'offer_exists', detail: 'Another offer of the application is live already.' },
    offer_version_once: { code: 'offer_exists', detail: 'The application has an offer of this version already.' },
    hire_code: { code: 'code_taken', detail: 'A hire with this code exists already.' },
    hire_offer: { code: 'already_hired', detail: 'The offer has led to a hire already.' },
    hire_application: { code: 'already_hired', detail: 'The application has led to a hire already.' },
  },
};
