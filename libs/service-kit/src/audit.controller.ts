import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Refusal } from '@park/kernel';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import type { AuditAction, AuditEntry } from './audit.store.ts';
import { seesAll, type ParkRequest } from './request.ts';
import { FromDigits } from './rules.dto.ts';

class AuditQuery {
  @ApiPropertyOptional({ enum: ['denied', 'exported', 'personal_data_read'] })
  @IsOptional() @IsIn(['denied', 'exported', 'personal_data_read'])
  action?: AuditAction;

  @ApiPropertyOptional()
  @IsOptional() @IsString() @MaxLength(200)
  actor_id?: string;

  @ApiPropertyOptional({ description: 'Entries older than this id' })
  @IsOptional() @FromDigits() @IsInt() @Min(1)
  before?: number;

  @ApiPropertyOptional({ default: 20, maximum: 100 })
  @IsOptional() @FromDigits() @IsInt() @Min(1) @Max(100)
  limit?: number;
}

@ApiTags('audit')
@Controller('audit')
@ApiOAuth2(['park:audit:read'])
export class AuditController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'Denials, exports and looks at personal data; what was changed stands in GET /events' })
  async list(@Req() { caller }: ParkRequest, @Query() query: AuditQuery): Promise<{ items: AuditEntry[] }> {
    if (!seesAll(caller)) throw new Refusal('forbidden', 'operator_only', 'The audit trail is for the park’s operator.');
    const items = await this.dataSource.query(
      `select * from audit_entry
       where ($1::text is null or action = $1) and ($2::text is null or actor_id = $2) and ($3::bigint is null or id < $3)
       order by id desc limit $4`,
      [query.action ?? null, query.actor_id ?? null, query.before ?? null, query.limit ?? 20],
    );
    return { items };
  }
}
