import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { answerOf } from '../documentation/answer.ts';

const whole = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : (value as unknown)));

class HistoryQuery {
  @ApiPropertyOptional({ description: 'Only of this aggregate' })
  @IsOptional()
  @IsUUID()
  subject?: string;

  @ApiPropertyOptional({ description: 'Only of this type' })
  @IsOptional()
  @IsString()
  @MaxLength(120)
  type?: string;

  @ApiPropertyOptional({ description: 'Only by this actor' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  actor_id?: string;

  @ApiPropertyOptional({ description: 'Events after this position', default: 0 })
  @IsOptional()
  @whole()
  @IsInt()
  @Min(0)
  after?: number;

  @ApiPropertyOptional({ default: 100, maximum: 500 })
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
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

/** The events of a service are its status log and its audit trail: this is where they are read. */
@ApiTags('history')
@Controller('events')
@ApiOAuth2(['park:audit:read'])
export class RecordedEventsController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Get()
  @ApiOkResponse(answerOf(recordedEvents))
  @ApiOperation({ summary: 'Who changed what, from which state to which, when and why; also where a newcomer catches up' })
  async list(@Query() query: HistoryQuery): Promise<{ items: RecordedEvent[] }> {
    const items: RecordedEvent[] = await this.dataSource.query(
      `select position, event_id, type, aggregate, aggregate_id as subject, version as sequence, effective_on, occurred_at, actor_id, actor_type,
              organisation, correlation_id, causation_id, request_id, address, data
       from outbox
       where position > $1 and ($2::uuid is null or aggregate_id = $2) and ($3::text is null or type = $3) and ($4::text is null or actor_id = $4)
       order by position limit $5`,
      [query.after ?? 0, query.subject ?? null, query.type ?? null, query.actor_id ?? null, query.limit ?? 100],
    );
    return { items };
  }
}
