/** Keeps what the events service tells of the gatherings of activities and of those who come to them (flow F6). */
import { events as of, type DataOf, type ParkEvent } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { commandCausedBy, type Command } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { ActivityFlowService } from './activity-flow.service.ts';
import { endedGatherings, enterCheckIns, noteGathering, revertCheckIns, type KnownGathering } from './gathering.store.ts';

type Head = DataOf<typeof of.GatheringSubmittedV1>;
type Content = DataOf<typeof of.GatheringPublishedV1>;
type Rescheduled = DataOf<typeof of.GatheringRescheduledV1>;
type Cancelled = DataOf<typeof of.GatheringCancelledV1>;
type CheckedIn = DataOf<typeof of.RegistrationCheckedInV1>;
type Reverted = DataOf<typeof of.RegistrationCheckInRevertedV1>;

type Step<Data> = (command: Command, gathering: KnownGathering, data: Data) => Promise<void>;

@Controller()
export class GatheringsConsumer {
  constructor(@Inject(ActivityFlowService) private readonly activities: ActivityFlowService) {}

  @EventPattern<string>(of.GatheringDraftedV1.type)
  async drafted(intake: Intake<Content>): Promise<void> {
    await follow(intake, (command, gathering) => this.activities.link(command, gathering));
  }

  @EventPattern<string>(of.GatheringSubmittedV1.type)
  async submitted(intake: Intake<Head>): Promise<void> {
    await follow(intake);
  }

  @EventPattern<string>(of.GatheringApprovedV1.type)
  async approved(intake: Intake<Head>): Promise<void> {
    await follow(intake);
  }

  @EventPattern<string>(of.GatheringRejectedV1.type)
  async rejected(intake: Intake<Head>): Promise<void> {
    await follow(intake);
  }

  @EventPattern<string>(of.GatheringWithdrawnV1.type)
  async withdrawn(intake: Intake<Head>): Promise<void> {
    await follow(intake);
  }

  /** While it was a draft, its times were those of the activity; from now on it is the other way round. */
  @EventPattern<string>(of.GatheringPublishedV1.type)
  async published(intake: Intake<Content>): Promise<void> {
    await follow(intake, (command, gathering, { venue, ...data }) =>
      this.activities.move(command, gathering, { ...timesOf(data), place: venue }),
    );
  }

  @EventPattern<string>(of.GatheringPostponedV1.type)
  async postponed(intake: Intake<Head>): Promise<void> {
    await follow(intake);
  }

  @EventPattern<string>(of.GatheringRescheduledV1.type)
  async rescheduled(intake: Intake<Rescheduled>): Promise<void> {
    await follow(intake, (command, gathering, data) => this.activities.move(command, gathering, timesOf(data.new)));
  }

  @EventPattern<string>(of.GatheringCancelledV1.type)
  async cancelled(intake: Intake<Cancelled>): Promise<void> {
    await follow(intake, (command, gathering, { reason }) => this.activities.cancel(command, gathering, reason));
  }

  @EventPattern<string>(of.GatheringStartedV1.type)
  async started(intake: Intake<Head>): Promise<void> {
    await follow(intake, (command, gathering) => this.activities.begin(command, gathering));
  }

  @EventPattern<string>(of.GatheringEndedV1.type)
  async ended(intake: Intake<Head>): Promise<void> {
    await follow(intake, (command, gathering) => this.activities.count(command, gathering));
  }

  @EventPattern<string>(of.GatheringArchivedV1.type)
  async archived(intake: Intake<Head>): Promise<void> {
    await follow(intake);
  }

  @EventPattern<string>(of.RegistrationCheckedInV1.type)
  async checkedIn({ tx, events, now }: Intake<CheckedIn>): Promise<void> {
    const own = events.filter(({ data }) => data.gathering_type === 'party_activity');
    await enterCheckIns(
      tx,
      own.map(({ subject, data: { list_id, gathering_id, entity_id, places }, effectivedate }) => ({
        registration_id: subject,
        list_id,
        gathering_id,
        entity_id,
        came_on: effectivedate,
        places,
      })),
    );
    await this.countAgain(tx, own, now);
  }

  @EventPattern<string>(of.RegistrationCheckInRevertedV1.type)
  async reverted({ tx, events, now }: Intake<Reverted>): Promise<void> {
    const own = events.filter(({ data }) => data.gathering_type === 'party_activity');
    await revertCheckIns(
      tx,
      own.map(({ subject, data }) => ({ registration_id: subject, list_id: data.list_id })),
    );
    await this.countAgain(tx, own, now);
  }

  /** Caused by the last event of each gathering. */
  private async countAgain(tx: EntityManager, events: readonly ParkEvent<{ gathering_id: string }>[], now: Date): Promise<void> {
    if (events.length === 0) return;
    const last = new Map(events.map((event) => [event.data.gathering_id, event]));
    for (const gathering of await endedGatherings(tx, [...last.keys()]))
      await this.activities.count(commandCausedBy(last.get(gathering.gathering_id)! as ParkEvent, tx, now), gathering);
  }
}

/** Gatherings of no activity are none of the alliance's business. */
async function follow<Data extends Head>({ tx, events, now }: Intake<Data>, step: Step<Data> = () => Promise.resolve()): Promise<void> {
  for (const event of events) {
    const { activity_id, to_state: state } = event.data;
    if (!activity_id) continue;
    const has_ended = state === 'ended' || state === 'archived';
    const gathering = await noteGathering(tx, { gathering_id: event.subject, activity_id, state, has_ended });
    await step(commandCausedBy(event as ParkEvent, tx, now), gathering, event.data);
  }
}

function timesOf({ starts_at, ends_at }: { starts_at: string; ends_at: string }) {
  return { starts_at: new Date(starts_at), ends_at: new Date(ends_at) };
}
