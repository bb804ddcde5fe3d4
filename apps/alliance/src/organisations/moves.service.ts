import type { MarketEntityMoves } from '@park/directory';
import type { LocalDate } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MembershipsService } from '../memberships/memberships.service.ts';
import { OrganisationsService } from './organisations.service.ts';

/** Proposes whom to invite when a market entity moves in (flow F1), and puts its membership under review when it leaves (F2). */
@Injectable()
export class MovesService implements MarketEntityMoves {
  constructor(
    @Inject(OrganisationsService) private readonly organisations: OrganisationsService,
    @Inject(MembershipsService) private readonly memberships: MembershipsService,
  ) {}

  async movedIn(command: Command, entityId: string, movedInOn: LocalDate): Promise<void> {
    await this.organisations.noteMovedIn(command, entityId, movedInOn);
  }

  async departed(command: Command, entityId: string, departedOn: LocalDate): Promise<void> {
    const organisation = await this.organisations.noteDeparture(command, entityId, departedOn);
    if (organisation !== null) await this.memberships.noteDeparture(command, organisation.id, departedOn);
  }
}
