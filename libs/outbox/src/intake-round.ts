/** A round of a listener: the messages that Kafka answers together, cut into transactions, and sorted into those that go on and those that wait. */
import type { ParkEvent } from '@park/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import type { IncomingMessage } from './intake-message.ts';
import type { IncomingBatch } from './kafka.client.ts';
import type { KeyPlace, ParkedKeys, ToPark } from './parking.store.ts';

/** A message that somebody wants, read as far as that goes. */
export interface Item {
  message: IncomingMessage;
  handler: MessageHandler;
  event: ParkEvent | null;
  fault: string | null;
}

/** Messages of one partition, in their order. */
export interface Part {
  batch: IncomingBatch;
  messages: IncomingMessage[];
}

export type PlacedItem = Item & { batch: IncomingBatch };

/** Of at most so many messages each. */
export function inTransactions(batches: readonly IncomingBatch[], size: number): Part[][] {
  const all: Part[][] = [];
  let room = 0;
  for (const batch of batches) {
    for (let at = 0; at < batch.messages.length;) {
      if (room === 0) {
        all.push([]);
        room = size;
      }
      const messages = batch.messages.slice(at, at + room);
      all.at(-1)!.push({ batch, messages });
      at += messages.length;
      room -= messages.length;
    }
  }
  return all;
}

export function placeOf({ batch: { topic }, message: { key } }: PlacedItem): KeyPlace {
  return { topic, key };
}

/** Behind a parked message of their key all later ones wait; what cannot be read is parked itself. */
export function sortOut(
  items: readonly PlacedItem[],
  blocked: ParkedKeys,
): { deliverable: PlacedItem[]; toPark: Map<IncomingBatch, ToPark[]> } {
  const deliverable: PlacedItem[] = [];
  const toPark = new Map<IncomingBatch, ToPark[]>();
  const parkOne = (batch: IncomingBatch, one: ToPark): void => void toPark.set(batch, [...(toPark.get(batch) ?? []), one]);
  for (const item of items) {
    const { batch, message, fault } = item;
    if (blocked.has(placeOf(item))) {
      parkOne(batch, { message, state: 'behind', reason: 'an earlier event of this key is parked', attempts: 0 });
    } else if (fault !== null) {
      parkOne(batch, { message, state: 'parked', reason: fault, attempts: 1 });
      blocked.add(placeOf(item));
    } else {
      deliverable.push(item);
    }
  }
  return { deliverable, toPark };
}
