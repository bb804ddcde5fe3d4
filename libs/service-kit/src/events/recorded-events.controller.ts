import { Controller, Get, Inject, Query as Queried, ServiceUnavailableException } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { sourceOf, type ParkEvent } from '@park/contracts';
import { invalid, type Refusal } from '@park/kernel';
import {
  archivePage,
  beginArchive,
  ensureHere,
  envelopeOf,
  ForeignPlace,
  isArchived,
  RestoreUnderWay,
  type ArchivePlace,
  type Query,
} from '@park/outbox';
import { answerOf } from '../documentation/answer.ts';
import { Id, Text, Whole } from '../http/fields.dto.ts';
import type { CommonSettings } from '../service/settings.config.ts';
import { SERVICE_NAME, SETTINGS } from '../service/tokens.ts';

/** Positions that one request looks through for a type or an actor, which no index knows: 20 ms. */
const searched = 20_000;

class PageQuery {
  @Text(8_000, { description: '`next` of the page before', optional: true })
  cursor?: string;

  @Whole(1, 500, { default: 100, optional: true })
  limit?: number;
}

class HistoryQuery extends PageQuery {
  @Id({ description: 'Only of this aggregate', optional: true })
  subject?: string;

  @Text(120, { description: 'Only of this type', optional: true })
  type?: string;

  @Text(200, { description: 'Only by this actor', optional: true })
  actor_id?: string;
}

/** One event as the service recorded it; `request_id` and `address` are known here and never published. */
export interface RecordedEvent {
  position: number;
  event_id: string;
  type: string;
  aggregate: string;
  subject: string;
  sequence: number;
  effective_on: string;
  occurred_at: Date;
  actor_id: string;
  actor_type: string;
  organisation: string;
  correlation_id: string;
  causation_id: string | null;
  request_id: string;
  address: string | null;
  data: Record<string, unknown>;
}

const recordedEvents = z.object({
  items: z.array(
    z.object({
      position: z.int(),
      event_id: z.uuid(),
      type: z.string(),
      aggregate: z.string(),
      subject: z.uuid(),
      sequence: z.int().describe('Version of the aggregate'),
      effective_on: z.iso.date(),
      occurred_at: z.iso.datetime(),
      actor_id: z.string(),
      actor_type: z.string(),
      organisation: z.string(),
      correlation_id: z.string(),
      causation_id: z.string().nullable(),
      request_id: z.string(),
      address: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

const next = z.string().nullable().describe('Cursor of the next page; null after the last. A page that is not full may have one');
const publishedEvents = z.object({
  items: z.array(z.object({ position: z.int(), event: z.looseObject({ id: z.uuid(), type: z.string() }).describe('A CloudEvent') })),
  next,
});

/**
 * The events of a service are its status log and its audit trail: this is where they are read. The pages of one reading are of one
 * snapshot, taken with the first: none is left out that a transaction commits meanwhile at a lower position.
 */
@ApiTags('history')
@Controller('events')
export class RecordedEventsController {
  private readonly query: Query = (sql, values) => this.dataSource.query(sql, values);

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SERVICE_NAME) private readonly service: string,
    @Inject(SETTINGS) private readonly settings: CommonSettings,
  ) {}

  @Get()
  @ApiOAuth2(['park:audit:read'])
  @ApiOkResponse(answerOf(recordedEvents.extend({ next })))
  @ApiOperation({ summary: 'Who changed what, from which state to which, when and why' })
  async list(@Queried() { subject, type, actor_id, cursor, limit = 100 }: HistoryQuery): Promise<Page<RecordedEvent>> {
    const isSearch = subject === undefined && (type !== undefined || actor_id !== undefined);
    return await this.page(cursor, limit, isSearch, (place, upTo) =>
      this.query<RecordedEvent>(
        `select o.position, o.event_id, o.type, o.aggregate, o.aggregate_id as subject, o.version as sequence, o.effective_on, o.occurred_at,
                o.actor_id, o.actor_type, o.organisation, o.correlation_id, o.causation_id, o.request_id, o.address, o.data
         from outbox o
         where o.position > $3::bigint and ($4::bigint is null or o.position <= $4) and ${isArchived('$1', '$2')}
           and ($5::uuid is null or o.aggregate_id = $5) and ($6::text is null or o.type = $6) and ($7::text is null or o.actor_id = $7)
         order by o.position limit $8`,
        [place.snapshot, place.restoredTo, place.after, upTo, subject ?? null, type ?? null, actor_id ?? null, limit],
      ),
    );
  }

  @Get('published')
  @ApiOAuth2(['park:events:read'])
  @ApiOkResponse(answerOf(publishedEvents))
  @ApiOperation({ summary: 'What was published, from the beginning: for a listener that needs more than Kafka still has' })
  async published(@Queried() { cursor, limit = 100 }: PageQuery): Promise<Page<{ position: number; event: ParkEvent }>> {
    const source = sourceOf(this.settings.PARK_CODE, this.service);
    return await this.page(cursor, limit, false, async (place) =>
      (await archivePage(this.query, place, limit)).map((row) => ({
        position: Number(row.position),
        event: { ...envelopeOf(row, source), data: JSON.parse(row.data) as unknown },
      })),
    );
  }

  /** A search ends at a position, found or not: what it costs does not depend on how many events there are. */
  private async page<Item extends { position: number }>(
    cursor: string | undefined,
    limit: number,
    isSearch: boolean,
    read: (place: ArchivePlace, upTo: number | null) => Promise<Item[]>,
  ): Promise<Page<Item>> {
    try {
      const place = cursor === undefined ? await beginArchive(this.query) : placeOf(cursor);
      await ensureHere(this.query, place);
      const upTo = isSearch ? await this.endOfSearch(place.after) : null;
      const items = await read(place, upTo);
      const after = items.length === limit ? items.at(-1)!.position : upTo;
      return { items, next: after === null ? null : cursorOf({ ...place, after: String(after) }) };
    } catch (error) {
      if (error instanceof ForeignPlace) throw malformedCursor();
      if (error instanceof RestoreUnderWay) throw new ServiceUnavailableException(error.message);
      throw error;
    }
  }

  /** The last position that is looked at; null where the search reaches the last event. */
  private async endOfSearch(after: string): Promise<number | null> {
    const [row] = await this.query<{ first: number | null; last: number | null }>(
      'select min(position) as first, max(position) as last from outbox where position > $1',
      [after],
    );
    const upTo = (row!.first ?? 0) + searched - 1;
    return upTo < (row!.last ?? 0) ? upTo : null;
  }
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

function cursorOf({ cluster, snapshot, restoredTo, after }: ArchivePlace): string {
  return Buffer.from(JSON.stringify([cluster, snapshot, restoredTo, after])).toString('base64url');
}

/** A cursor is text that its holder can rewrite. */
const place = z.tuple([
  z.string().regex(/^\d{1,20}$/),
  z.string().regex(/^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$/),
  z.string().regex(/^\d{1,18}$/),
  z.string().regex(/^\d{1,18}$/),
]);

function placeOf(cursor: string): ArchivePlace {
  try {
    const [cluster, snapshot, restoredTo, after] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { cluster, snapshot, restoredTo, after };
  } catch {
    throw malformedCursor();
  }
}

function malformedCursor(): Refusal {
  return invalid('/cursor', 'malformed_cursor', 'The cursor does not belong to these events. Begin without one.');
}
