/** How a command begins: from a request, or from what the park does by itself. */
import type { ParkEvent } from '@park/contracts';
import { parkOrganisation, Refusal, type Actor } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { ParkRequest } from '../http/request.ts';
import type { Command } from './command.ts';

export function commandOfRequest(request: ParkRequest, tx: EntityManager, now: Date): Command {
  const traceparent = request.headers['traceparent'];
  return {
    ...commandOf(request.caller, String(request.id), tx, now),
    address: request.ip,
    traceparent: typeof traceparent === 'string' ? traceparent : null,
    expectedVersion: expectedVersion(request),
  };
}

/** For what the park does by itself, such as the schedule's jobs. */
export function commandOfSystem(name: string, tx: EntityManager, now: Date): Command {
  return commandOf({ id: name, type: 'system', organisation: parkOrganisation }, uuidv7(), tx, now);
}

/** For what follows from an event of another service: it goes on with that event's correlation and trace. */
export function commandCausedBy(event: ParkEvent, tx: EntityManager, now: Date): Command {
  return {
    ...commandOfSystem('intake', tx, now),
    causationId: event.id,
    correlationId: event.correlationid,
    traceparent: event.traceparent ?? null,
  };
}

export function commandOf(actor: Actor, requestId: string, tx: EntityManager, now: Date): Command {
  return {
    tx,
    now,
    actor,
    requestId,
    correlationId: requestId,
    causationId: null,
    address: null,
    traceparent: null,
    expectedVersion: null,
    newId: uuidv7,
  };
}

function expectedVersion(request: ParkRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined) return null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new Refusal('stale', 'version_mismatch', 'If-Match must be an ETag of this resource, e.g. "3".');
  return Number(version);
}
