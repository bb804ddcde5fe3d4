import type { MarketEntityMoves } from '@park/directory';
import type { LocalDate } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ProjectsService } from '../projects/projects.service.ts';
import { RegistrationsService } from '../registrations/registrations.service.ts';

/** Flags what is still to come of an organisation that leaves the park. Nothing is cancelled by it. */
@Injectable()
export class DeparturesService implements MarketEntityMoves {
  constructor(
    @Inject(RegistrationsService) private readonly registrations: RegistrationsService,
    @Inject(ProjectsService) private readonly projects: ProjectsService,
  ) {}

  async departed(command: Command, entityId: string, departedOn: LocalDate): Promise<void> {
    await this.registrations.flagOfOrganisation(command, entityId, departedOn);
    await this.projects.flagOfOrganisation(command, entityId, departedOn);
  }
}
