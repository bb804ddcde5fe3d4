import type { MarketEntityMoves } from '@park/directory';
import type { LocalDate } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ApplicationsService } from '../applications/applications.service.ts';
import { TenanciesService } from '../tenancies/tenancies.service.ts';

/** Flags the nominees of an employer who leaves the park for review. No tenancy ends by it. */
@Injectable()
export class NomineesService implements MarketEntityMoves {
  constructor(
    @Inject(ApplicationsService) private readonly applications: ApplicationsService,
    @Inject(TenanciesService) private readonly tenancies: TenanciesService,
  ) {}

  /** Applications first: one that becomes a tenancy at this moment holds the transaction up, and is seen as a tenancy then. */
  async departed(command: Command, entityId: string, departedOn: LocalDate): Promise<void> {
    await this.applications.flagNominees(command, entityId, departedOn);
    await this.tenancies.flagNominees(command, entityId, departedOn);
  }
}
