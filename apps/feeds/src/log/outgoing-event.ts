/** An event as it leaves the park: the members of its data that the alliance may see, in an envelope that names no person and no request. */
import { disclosed, type EventType, type ParkEvent } from '@park/contracts';
import { topicsOf, type FeedTopic } from './feed-topic.ts';

export interface OutgoingEvent {
  source: string;
  id: string;
  type: string;
  subject: string;
  sequence: number;
  /** When it happened. */
  time: string;
  modes: string[];
  topics: FeedTopic[];
  /** Ids of what it is about: its aggregate, and the records that its data names. */
  resources: string[];
  /** The CloudEvent as JSON, without its position. */
  json: string;
}

/** Null where the event stays inside, by its type or by itself. */
export function outgoing(event: ParkEvent, type: EventType): OutgoingEvent | null {
  if (event.visibility === 'internal') return null;
  const data = disclosed(type, 'alliance', event.data);
  if (data === null) return null;
  const { source, id, subject, sequence, time } = event;
  return {
    source,
    id,
    type: event.type,
    subject,
    sequence,
    time,
    modes: modesOf(event.data as Record<string, unknown>),
    topics: topicsOf(type, data),
    resources: [...new Set([subject, ...idsIn(data)])],
    json: JSON.stringify(envelopeOf(event, data)),
  };
}

/** The attributes that leave: not the actor, nor the request that led to it. */
function envelopeOf(
  { specversion, id, source, type, subject, time, datacontenttype, dataschema, sequence, effectivedate }: ParkEvent,
  data: object,
) {
  return { specversion, id, source, type, subject, time, datacontenttype, dataschema, sequence, effectivedate, data };
}

/** Of an activity or a gathering several, of a need or a project one; also where this event of it does not disclose them. */
function modesOf({ modes, mode }: Record<string, unknown>): string[] {
  if (Array.isArray(modes)) return modes as string[];
  return typeof mode === 'string' ? [mode] : [];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return uuid.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
