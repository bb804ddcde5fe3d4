/** Keeps the gatherings that recruitment knows from what events publishes; a job fair goes the way of its gathering (flow F5). */
import { events as of, type DataOf, type ParkEvent } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { commandCausedBy } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { FairsService } from '../fairs/fairs.service.ts';
import { enterCheckIns, noteGathering, revertCheckIns } from './gathering.store.ts';

type Head = DataOf<typeof of.GatheringSubmittedV1>;
type Content = DataOf<typeof of.GatheringPublishedV1>;

@Controller()
export class GatheringsConsumer {
  constructor(@Inject(FairsService) private readonly fairs: FairsService) {}

  @EventPattern<string>(of.GatheringDraftedV1.type)
  async drafted(intake: Intake<Content>): Promise<void> {
    await this.note(intake, contentOf);
  }

  @EventPattern<string>(of.GatheringChangedV1.type)
  async changed(intake: Intake<Content>): Promise<void> {
    await this.note(intake, contentOf);
  }

  @EventPattern<string>(of.GatheringPublishedV1.type)
  async published(intake: Intake<Content>): Promise<void> {
    await this.note(intake, contentOf);
  }

  @EventPattern<string>(of.GatheringSubmittedV1.type)
  async submitted(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringApprovedV1.type)
  async approved(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringRejectedV1.type)
  async rejected(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringWithdrawnV1.type)
  async withdrawn(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringPostponedV1.type)
  async postponed(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringRescheduledV1.type)
  async rescheduled(intake: Intake<DataOf<typeof of.GatheringRescheduledV1>>): Promise<void> {
    await this.note(intake, (data) => data.new);
  }

  @EventPattern<string>(of.GatheringCancelledV1.type)
  async cancelled(intake: Intake<DataOf<typeof of.GatheringCancelledV1>>): Promise<void> {
    await this.note(intake, undefined, (data) => data.reason);
  }

  @EventPattern<string>(of.GatheringStartedV1.type)
  async started(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringEndedV1.type)
  async ended(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.GatheringArchivedV1.type)
  async archived(intake: Intake<Head>): Promise<void> {
    await this.note(intake);
  }

  @EventPattern<string>(of.RegistrationCheckedInV1.type)
  async checkedIn({ tx, events }: Intake<DataOf<typeof of.RegistrationCheckedInV1>>): Promise<void> {
    const entries = events
      .filter(({ data }) => data.gathering_type === 'job_fair')
      .map(({ subject, data: { list_id, gathering_id, places }, effectivedate }) => ({
        registration_id: subject,
        list_id,
        gathering_id,
        came_on: effectivedate,
        places,
      }));
    if (entries.length > 0) await enterCheckIns(tx, entries);
  }

  @EventPattern<string>(of.RegistrationCheckInRevertedV1.type)
  async reverted({ tx, events }: Intake<DataOf<typeof of.RegistrationCheckInRevertedV1>>): Promise<void> {
    const entries = events
      .filter(({ data }) => data.gathering_type === 'job_fair')
      .map(({ subject, data }) => ({ registration_id: subject, list_id: data.list_id }));
    if (entries.length > 0) await revertCheckIns(tx, entries);
  }

  private async note<Data extends Head>(
    { tx, events, now }: Intake<Data>,
    told: (data: Data) => { title?: string; starts_at?: string; ends_at?: string } = () => ({}),
    reasonOf: (data: Data) => string | null = () => null,
  ): Promise<void> {
    for (const event of events) {
      const gathering = await noteGathering(tx, { ...headOf(event), ...told(event.data) });
      if (gathering.type === 'job_fair') await this.fairs.follow(commandCausedBy(event, tx, now), gathering, reasonOf(event.data));
    }
  }
}

function headOf({ subject, data: { code, type, to_state } }: ParkEvent<Head>) {
  return { id: subject, code, type, state: to_state as (typeof of.gatheringStates)[number] };
}

function contentOf({ title, starts_at, ends_at }: Content) {
  return { title, starts_at, ends_at };
}
