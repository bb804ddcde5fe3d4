/** What housing hears from tenants: which employers there are, and which of them leave (flow F2). */
import { type DataOf, tenants } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { commandOfSystem } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { ApplicationsService } from '../applications/applications.service.ts';
import { TenanciesService } from '../tenancies/tenancies.service.ts';
import { enterEmployers, moveEmployersIn, noteDeparture } from './employer.store.ts';

@Controller()
export class EmployersConsumer {
  constructor(
    @Inject(ApplicationsService) private readonly applications: ApplicationsService,
    @Inject(TenanciesService) private readonly tenancies: TenanciesService,
  ) {}

  @EventPattern<string>(tenants.EntityRegisteredV1.type)
  async registered({ tx, events }: Intake<DataOf<typeof tenants.EntityRegisteredV1>>): Promise<void> {
    await enterEmployers(
      tx,
      events.map(({ subject, data, time }) => ({ entity_id: subject, uscc: data.uscc, registered_at: time })),
    );
  }

  @EventPattern<string>(tenants.EntityMovedInV1.type)
  async movedIn({ tx, events }: Intake<DataOf<typeof tenants.EntityMovedInV1>>): Promise<void> {
    await moveEmployersIn(
      tx,
      events.map(({ subject }) => subject),
    );
  }

  /**
   * Each departure flags once, however often it is told. Applications first: one that becomes a tenancy at this moment holds us
   * up, and is seen as a tenancy then.
   */
  @EventPattern<string>(tenants.EntityDepartedV1.type)
  async departed({ tx, events, now }: Intake<DataOf<typeof tenants.EntityDepartedV1>>): Promise<void> {
    for (const { id, subject, correlationid, data } of events) {
      if (!(await noteDeparture(tx, subject, data.effective_date, id))) continue;
      const command = { ...commandOfSystem('intake', tx, now), causationId: id, correlationId: correlationid };
      await this.applications.flagNominees(command, subject, data.effective_date);
      await this.tenancies.flagNominees(command, subject, data.effective_date);
    }
  }
}
