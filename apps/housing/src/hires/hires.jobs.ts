/** Hire-to-home by the clock, and as soon as an acceptance was heard of: somebody waits for a home. */
import { CLOCK, commandOfSystem, Schedule, type Clock } from '@park/service-kit';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HiresService } from './hires.service.ts';

const jobName = 'hires: draft applications';

@Injectable()
export class HiresJobs implements BeforeApplicationShutdown {
  private readonly log = new Logger('Hires');
  private drafting: Promise<void> = Promise.resolve();
  private isClosing = false;

  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(HiresService) private readonly hires: HiresService,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    schedule.add(jobName, (command) => hires.draftNext(command));
  }

  /** Not to wait for the clock. What another instance has in hand is left to it; what fails here is the clock's. */
  soon(): void {
    this.drafting = this.drafting
      .then(() => this.draftAll())
      .catch((err: unknown) => this.log.error({ msg: 'applications of hires wait for the clock', err }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await this.drafting;
  }

  private async draftAll(): Promise<void> {
    for (let drafted = 1; drafted > 0 && !this.isClosing;) {
      drafted = await this.dataSource.transaction((tx) => this.hires.draftNext(commandOfSystem(jobName, tx, this.clock())));
    }
  }
}
