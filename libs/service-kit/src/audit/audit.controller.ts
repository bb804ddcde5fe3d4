import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { auditActions, type AuditAction, type AuditEntry } from './audit.store.ts';
import { Choice, Text, Whole } from '../http/fields.dto.ts';
import { answerOf } from '../documentation/answer.ts';

const auditEntries = z.object({
  items: z.array(
    z.object({
      id: z.int(),
      at: z.iso.datetime(),
      action: z.enum(auditActions),
      actor_id: z.string(),
      actor_type: z.string(),
      organisation: z.string(),
      request_id: z.string(),
      address: z.string(),
      target: z.string().describe('Method and path'),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.int().nullable().describe('`before` of the next page; null on the last one'),
});

class AuditQuery {
  @Choice(auditActions, { optional: true })
  action?: AuditAction;

  @Text(200, { optional: true })
  actor_id?: string;

  @Whole(1, Number.MAX_SAFE_INTEGER, { description: 'Entries older than this id', optional: true })
  before?: number;

  @Whole(1, 100, { default: 20, optional: true })
  limit?: number;
}

@ApiTags('audit')
@Controller('audit')
@ApiOAuth2(['park:audit:read'])
export class AuditController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Get()
  @ApiOkResponse(answerOf(auditEntries))
  @ApiOperation({ summary: 'Denials, exports and looks at personal data; what was changed stands in GET /events' })
  async list(@Query() query: AuditQuery): Promise<{ items: AuditEntry[]; next: number | null }> {
    const { limit = 20 } = query;
    const found: AuditEntry[] = await this.dataSource.query(
      `select * from audit_entry
       where ($1::text is null or action = $1) and ($2::text is null or actor_id = $2) and ($3::bigint is null or id < $3)
       order by id desc limit $4`,
      [query.action ?? null, query.actor_id ?? null, query.before ?? null, limit + 1],
    );
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items.at(-1)!.id : null };
  }
}
