/** Events for specs: each type's example from the contracts, with what the spec cares about put in its place. */
import { dataSchemaOf, sourceOf, type EventType, type ParkEvent } from '@park/contracts';

export interface Occasion<Data> {
  /** Id of the aggregate. */
  of: string;
  /** Effective date. */
  on?: string;
  version?: number;
  data?: Partial<Data>;
}

let made = 0;

export function anEvent<Data>(type: EventType<Data>, { of, on = '2025-01-01', version = 1, data = {} }: Occasion<Data>): ParkEvent<Data> {
  const time = `${on}T02:00:00.000Z`;
  return {
    specversion: '1.0',
    id: `event-${++made}`,
    source: sourceOf('qd-ccy', type.service),
    type: type.type,
    subject: of,
    time,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type.type),
    sequence: version,
    partitionkey: of,
    correlationid: 'c-1',
    actorid: 'operations',
    actortype: 'api_key',
    effectivedate: on,
    recordedtime: time,
    visibility: type.visibility,
    data: { ...type.example, ...data },
  };
}

/** Tells a story event by event and counts the versions of its aggregates. */
export class Story {
  readonly events: ParkEvent[] = [];
  private readonly versions = new Map<string, number>();

  tell<Data>(type: EventType<Data>, of: string, on: string, data: Partial<Data> = {}): this {
    const version = (this.versions.get(of) ?? 0) + 1;
    this.versions.set(of, version);
    this.events.push(anEvent(type, { of, on, version, data }) as ParkEvent);
    return this;
  }
}
