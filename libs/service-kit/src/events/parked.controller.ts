import { Body, Controller, Get, HttpCode, Inject, Param, ParseIntPipe, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Refusal, type Actor } from '@park/kernel';
import { IsObject, ValidateBy, ValidateIf } from 'class-validator';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { waitingCount, type WaitingCount } from '@park/contracts';
import { countWaiting, discard, IntakeTransport, repair, type ParkedMessage } from '@park/outbox';
import { answerOf } from '../documentation/answer.ts';
import { Choice, Text } from '../http/fields.dto.ts';

const states = ['parked', 'behind', 'replayed', 'discarded'] as const;

class ParkedQuery {
  @Choice(states, { description: 'Without it: what waits (parked and behind)', optional: true })
  state?: ParkedMessage['state'];

  @Text(120, { optional: true })
  type?: string;

  @Text(200, { optional: true })
  key?: string;
}

const isTexts = (value: unknown): boolean => Object.values(value ?? {}).every((text) => typeof text === 'string');

class ReasonDto {
  @Text(500, { description: 'Why; kept with the message' })
  reason: string;
}

class RepairDto extends ReasonDto {
  @Text(90_000, { description: 'The value in place of the broken one, JSON text; a body of 100 kB holds no more', optional: true })
  value?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, description: 'Headers to set, e.g. ce_type' })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  @ValidateBy({ name: 'isTexts', validator: { validate: isTexts, defaultMessage: () => 'headers must be texts by name' } })
  headers?: Record<string, string>;
}

const parkedMessage = z.object({
  id: z.int(),
  topic: z.string(),
  partition: z.int(),
  offset: z.int(),
  key: z.string().nullable(),
  type: z.string().nullable(),
  event_id: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  value: z.string().nullable(),
  state: z.enum(states),
  reason: z.string().describe('Why it could not be taken in'),
  attempts: z.int(),
  parked_at: z.iso.datetime(),
  settled_at: z.iso.datetime().nullable(),
  handled: z
    .array(z.object({ at: z.iso.datetime(), by: z.string(), did: z.enum(['repaired', 'discarded']), because: z.string() }))
    .describe('What operators did with it, oldest first'),
});
const messagesOfAPage = 500;
const replayed = z.int().describe('Messages that are taken in now');

@ApiTags('parked')
@Controller('parked')
@ApiOAuth2(['park:parked:manage'])
export class ParkedController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(IntakeTransport) private readonly intake: IntakeTransport,
  ) {}

  @Get()
  @ApiOkResponse(answerOf(z.object({ items: z.array(parkedMessage), more: z.boolean().describe('There are more than these') })))
  @ApiOperation({ summary: 'Messages that could not be taken in, and what waits behind them' })
  async list(@Query() query: ParkedQuery): Promise<{ items: ParkedMessage[]; more: boolean }> {
    const found: ParkedMessage[] = await this.dataSource.query(
      `select * from parked where ${picked} order by topic, key, id limit ${messagesOfAPage + 1}`,
      valuesOf(query),
    );
    return { items: found.slice(0, messagesOfAPage), more: found.length > messagesOfAPage };
  }

  @Get('count')
  @ApiOkResponse(answerOf(waitingCount, { total: 3, parked: 1, behind: 2, oldest_at: '2025-06-16T02:00:00.000Z' }))
  @ApiOperation({ summary: 'How many messages wait here, and since when' })
  async count(): Promise<WaitingCount> {
    const { parked, behind, oldest_at } = await countWaiting(this.dataSource.manager);
    return { total: parked + behind, parked, behind, oldest_at: oldest_at?.toISOString() ?? null };
  }

  @Patch(':id')
  @ApiOkResponse(answerOf(parkedMessage))
  @ApiOperation({ summary: 'Repair a message before it is replayed' })
  async repair(
    @Req() request: { caller: Actor },
    @Param('id', ParseIntPipe) id: number,
    @Body() { reason, ...change }: RepairDto,
  ): Promise<ParkedMessage> {
    const how = { at: this.intake.now(), by: request.caller.id, did: 'repaired', because: reason } as const;
    return found(id, await repair(this.dataSource.manager, id, change, how));
  }

  @Post(':id/replay')
  @ApiOkResponse(answerOf(z.object({ replayed, reason: z.string().nullable().describe('Why it stopped') })))
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the message and all that waits behind it in, in order, until one fails again' })
  async replay(@Param('id', ParseIntPipe) id: number): Promise<{ replayed: number; reason: string | null }> {
    const [row] = await this.dataSource.query(`select * from parked where id = $1 and state in ('parked', 'behind')`, [id]);
    return await this.intake.replay(found(id, row));
  }

  @Post('replay')
  @ApiOkResponse(answerOf(z.object({ replayed, failed: z.int() })))
  @HttpCode(200)
  @ApiOperation({ summary: 'Replay all that waits, or what the query picks' })
  async replayAll(@Query() query: ParkedQuery): Promise<{ replayed: number; failed: number }> {
    let replayed = 0;
    let failed = 0;
    for (const head of await this.heads(query)) {
      const result = await this.intake.replay(head);
      replayed += result.replayed;
      if (result.reason !== null) failed++;
    }
    return { replayed, failed };
  }

  /** The first of each key: replaying it takes all behind it along. */
  private async heads(query: ParkedQuery): Promise<Pick<ParkedMessage, 'topic' | 'key' | 'id'>[]> {
    return await this.dataSource.query(
      `select distinct on (topic, coalesce(key, id::text)) topic, key, id from parked where ${picked} order by topic, coalesce(key, id::text), id`,
      valuesOf(query),
    );
  }

  @Post(':id/discard')
  @ApiOkResponse(answerOf(parkedMessage))
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a message up; what waits behind it can be replayed then' })
  async discard(
    @Req() request: { caller: Actor },
    @Param('id', ParseIntPipe) id: number,
    @Body() { reason }: ReasonDto,
  ): Promise<ParkedMessage> {
    const how = { at: this.intake.now(), by: request.caller.id, did: 'discarded', because: reason } as const;
    return found(id, await discard(this.dataSource.manager, id, how));
  }
}

const picked = `state = any ($1) and ($2::text is null or type = $2) and ($3::text is null or key = $3)`;

function valuesOf({ state, type, key }: ParkedQuery): unknown[] {
  return [state ? [state] : ['parked', 'behind'], type ?? null, key ?? null];
}

function found(id: number, row: ParkedMessage | null | undefined): ParkedMessage {
  if (!row) throw new Refusal('not-found', 'parked_not_found', `There is no waiting message "${id}".`);
  return row;
}
