/** Keeps a service's directory of market entities from what tenants publishes, and tells the service of those that come and go. */
import { tenants, type DataOf } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import type { Intake } from '@park/outbox';
import { commandCausedBy, type Command } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { enterMarketEntities, moveMarketEntitiesIn, noteDeparture } from './market-entity.store.ts';

/** Injection token of a service's `MarketEntityMoves`. */
export const MOVES = Symbol('moves of market entities');

/** What a service does when a market entity comes or goes. Each is called in the transaction in which the directory notes it. */
export interface MarketEntityMoves {
  /** Called each time that it is told (flow F1). */
  movedIn?(command: Command, entityId: string, movedInOn: LocalDate): Promise<void>;
  /** Called once for each departure, however often it is told (flow F2). */
  departed(command: Command, entityId: string, departedOn: LocalDate): Promise<void>;
}

@Controller()
export class MarketEntitiesConsumer {
  constructor(@Inject(MOVES) private readonly moves: MarketEntityMoves) {}

  @EventPattern<string>(tenants.EntityRegisteredV1.type)
  async registered({ tx, events }: Intake<DataOf<typeof tenants.EntityRegisteredV1>>): Promise<void> {
    await enterMarketEntities(
      tx,
      events.map(({ subject, data, time }) => ({ entity_id: subject, uscc: data.uscc, registered_at: time })),
    );
  }

  @EventPattern<string>(tenants.EntityMovedInV1.type)
  async movedIn({ tx, events, now }: Intake<DataOf<typeof tenants.EntityMovedInV1>>): Promise<void> {
    await moveMarketEntitiesIn(
      tx,
      events.map(({ subject }) => subject),
    );
    for (const event of events) await this.moves.movedIn?.(commandCausedBy(event, tx, now), event.subject, event.data.effective_date);
  }

  @EventPattern<string>(tenants.EntityDepartedV1.type)
  async departed({ tx, events, now }: Intake<DataOf<typeof tenants.EntityDepartedV1>>): Promise<void> {
    for (const event of events) {
      const { id, subject, data } = event;
      if (!(await noteDeparture(tx, subject, data.effective_date, id))) continue;
      await this.moves.departed(commandCausedBy(event, tx, now), subject, data.effective_date);
    }
  }
}
