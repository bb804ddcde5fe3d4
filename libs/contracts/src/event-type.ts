/** How an event type is declared: once, with its schema, its visibility and an example that every test of it uses. */
import { z } from 'zod';
import type { Bilingual } from './kpi-api.ts';

/** Who may see an event: the park alone, the alliance's members, or anyone. */
export type Visibility = 'internal' | 'alliance' | 'public';

export interface EventType<Data = unknown> {
  /** `park.<service>.<aggregate>.<past-tense>.v<major>` */
  type: string;
  service: string;
  aggregate: string;
  /** Kafka topic, one per service. */
  topic: string;
  visibility: Visibility;
  summary: Bilingual;
  /** Closed for producers: an unknown member is a bug of ours. */
  schema: z.ZodType<Data>;
  /** Open for consumers: a newer producer may say more. */
  openSchema: z.ZodType<Data>;
  example: Data;
}

export type DataOf<T> = T extends EventType<infer Data> ? Data : never;

export function eventType<Shape extends z.ZodRawShape>(
  type: string,
  declaration: { summary: Bilingual; data: Shape; example: z.infer<z.ZodObject<Shape>>; visibility?: Visibility },
): EventType<z.infer<z.ZodObject<Shape>>> {
  const [, service, aggregate] = type.split('.') as [string, string, string];
  return {
    type,
    service,
    aggregate,
    topic: topicOf(service),
    visibility: declaration.visibility ?? 'internal',
    summary: declaration.summary,
    schema: z.strictObject(declaration.data) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>>>,
    openSchema: z.looseObject(declaration.data) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>>>,
    example: declaration.example,
  };
}

export function topicOf(service: string): string {
  return `park.${service}`;
}

/** An event that a decision leads to, before it has an envelope. */
export interface NewEvent<Data = unknown> {
  of: EventType<Data>;
  data: Data;
  /** The calendar date from which it counts in the park. */
  effectiveOn: string;
}

export function occurred<Data>(of: EventType<Data>, effectiveOn: string, data: Data): NewEvent<Data> {
  return { of, data, effectiveOn };
}

/** What an aggregate looks like after a decision, and the events that tell of it, in order. */
export interface Decision<Row> {
  next: Row;
  events: NewEvent[];
}

/** Nothing is to be done: no event, nothing to save. */
export function unchanged<Row>(row: Row): Decision<Row> {
  return { next: row, events: [] };
}

/** Several decisions on one aggregate as one, with all their events. */
export function followedBy<Row>(first: Decision<Row>, ...steps: ((row: Row) => Decision<Row>)[]): Decision<Row> {
  return steps.reduce(({ next, events }, decide) => {
    const then = decide(next);
    return { next: then.next, events: [...events, ...then.events] };
  }, first);
}
