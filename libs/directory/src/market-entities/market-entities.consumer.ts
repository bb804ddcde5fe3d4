/** Keeps a service's directory of market entities from what tenants publishes, and tells the service of those that leave (flow F2). */
import { tenants, type DataOf } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import type { Intake } from '@park/outbox';
import { commandOfSystem, type Command } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { enterMarketEntities, moveMarketEntitiesIn, noteDeparture } from './market-entity.store.ts';

/** Injection token of a service's `Departures`. */
export const DEPARTURES = Symbol('departures of market entities');

export interface Departures {
  /** Called once for each departure, however often it is told, in the transaction in which it is noted. */
  departed(command: Command, entityId: string, departedOn: LocalDate): Promise<void>;
}

@Controller()
export class MarketEntitiesConsumer {
  constructor(@Inject(DEPARTURES) private readonly departures: Departures) {}

  @EventPattern<string>(tenants.EntityRegisteredV1.type)
  async registered({ tx, events }: Intake<DataOf<typeof tenants.EntityRegisteredV1>>): Promise<void> {
    await enterMarketEntities(
      tx,
      events.map(({ subject, data, time }) => ({ entity_id: subject, uscc: data.uscc, registered_at: time })),
    );
  }

  @EventPattern<string>(tenants.EntityMovedInV1.type)
  async movedIn({ tx, events }: Intake<DataOf<typeof tenants.EntityMovedInV1>>): Promise<void> {
    await moveMarketEntitiesIn(
      tx,
      events.map(({ subject }) => subject),
    );
  }

  @EventPattern<string>(tenants.EntityDepartedV1.type)
  async departed({ tx, events, now }: Intake<DataOf<typeof tenants.EntityDepartedV1>>): Promise<void> {
    for (const { id, subject, correlationid, data } of events) {
      if (!(await noteDeparture(tx, subject, data.effective_date, id))) continue;
      const command = { ...commandOfSystem('intake', tx, now), causationId: id, correlationId: correlationid };
      await this.departures.departed(command, subject, data.effective_date);
    }
  }
}
