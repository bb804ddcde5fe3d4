/** How an event type is declared: once, with its schema, what of it may leave the park, and an example that every test of it uses. */
import { z } from 'zod';
import type { Bilingual } from './bilingual.ts';
import { topicOf } from './topic.ts';

/** The widest circle that learns of an event: the park alone, the alliance's members, or anyone. */
export type Visibility = 'internal' | 'alliance' | 'public';

/** The circles outside the park. */
export type Audience = Exclude<Visibility, 'internal'>;

export interface EventType<Data = unknown> {
  /** `park.<service>.<aggregate>.<past-tense>.v<major>` */
  type: string;
  service: string;
  aggregate: string;
  /** Kafka topic, one per service. */
  topic: string;
  visibility: Visibility;
  /** Paths of the members that may leave the park, by audience; what is not listed stays inside. */
  discloses: Record<Audience, readonly string[]>;
  summary: Bilingual;
  /** Closed for producers: an unknown member is a bug of ours. */
  schema: z.ZodType<Data>;
  /** Open for consumers: a newer producer may say more. */
  openSchema: z.ZodType<Data>;
  example: Data;
}

export type DataOf<T> = T extends EventType<infer Data> ? Data : never;

interface Declaration<Shape extends z.ZodRawShape> {
  summary: Bilingual;
  data: Shape;
  example: z.infer<z.ZodObject<Shape>>;
  /**
   * Members that the alliance's members or anyone may see, e.g. `{ alliance: ['entity_id', 'units.building_id'] }`: a path leads into
   * objects, and into each element of a list. Public members need no second mention for the alliance.
   */
  discloses?: Partial<Record<Audience, readonly PathIn<Shape>[]>>;
}

type PathIn<Shape> = (keyof Shape & string) | `${keyof Shape & string}.${string}`;

export function eventType<Shape extends z.ZodRawShape>(
  type: string,
  declaration: Declaration<Shape>,
): EventType<z.infer<z.ZodObject<Shape>>> {
  const [, service, aggregate] = type.split('.') as [string, string, string];
  const { public: open = [], alliance = [] } = declaration.discloses ?? {};
  return {
    type,
    service,
    aggregate,
    topic: topicOf(service),
    visibility: open.length > 0 ? 'public' : alliance.length > 0 ? 'alliance' : 'internal',
    discloses: { public: open, alliance: [...open, ...alliance] },
    summary: declaration.summary,
    schema: z.strictObject(declaration.data) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>>>,
    openSchema: z.looseObject(declaration.data) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>>>,
    example: declaration.example,
  };
}

/** The event types that modules export, in the modules' order. */
export function eventTypesIn(...modules: readonly object[]): readonly EventType[] {
  return modules.flatMap((exported) => Object.values(exported).filter(isEventType));
}

function isEventType(value: unknown): value is EventType {
  return typeof value === 'object' && value !== null && 'openSchema' in value;
}

/** An event that a decision leads to, before it has an envelope. */
export interface NewEvent<Data = unknown> {
  of: EventType<Data>;
  data: Data;
  /** The calendar date from which it counts in the park. */
  effectiveOn: string;
  /** Narrower than that of its type: of a gathering that is announced to the alliance alone, say. */
  visibility?: Visibility;
}

export function occurred<Data>(of: EventType<Data>, effectiveOn: string, data: Data, visibility?: Visibility): NewEvent<Data> {
  return { of, data, effectiveOn, ...(visibility && { visibility: narrower(visibility, of.visibility) }) };
}

const circles: readonly Visibility[] = ['internal', 'alliance', 'public'];

function narrower(a: Visibility, b: Visibility): Visibility {
  return circles.indexOf(a) < circles.indexOf(b) ? a : b;
}
