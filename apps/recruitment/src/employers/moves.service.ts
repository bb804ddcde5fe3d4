import type { MarketEntityMoves } from '@park/directory';
import type { LocalDate } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { FairBoothsService } from '../booth-applications/fair-booths.service.ts';
import { PostingsService } from '../postings/postings.service.ts';
import { EmployersService } from './employers.service.ts';

/** Links the employer that a market entity is when it moves in (flow F1), and ends its part in recruitment when it leaves (F2). */
@Injectable()
export class MovesService implements MarketEntityMoves {
  constructor(
    @Inject(EmployersService) private readonly employers: EmployersService,
    @Inject(FairBoothsService) private readonly fairBooths: FairBoothsService,
    @Inject(PostingsService) private readonly postings: PostingsService,
  ) {}

  async movedIn(command: Command, entityId: string, movedInOn: LocalDate): Promise<void> {
    await this.employers.linkTo(command, entityId, movedInOn);
  }

  async departed(command: Command, entityId: string, departedOn: LocalDate): Promise<void> {
    const employer = await this.employers.noteDeparture(command, entityId, departedOn);
    if (employer === null) return;
    await this.fairBooths.cancelOfEmployer(command, employer.id, 'the employer has left the park');
    await this.postings.closeOfEmployer(command, employer, departedOn);
  }
}
