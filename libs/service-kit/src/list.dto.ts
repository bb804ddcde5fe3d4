/** What every list can be asked; an aggregate's own query adds its filters as further members. */
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { FromDigits, FromWord, IsInstant } from './rules.dto.ts';

export class ListQuery {
  @ApiPropertyOptional({ description: 'Rows of a page', default: 20, minimum: 1, maximum: 100 })
  @IsOptional() @FromDigits() @IsInt() @Min(1) @Max(100)
  limit?: number;

  @ApiPropertyOptional({ description: 'Where the page before ended: its `next`' })
  @IsOptional() @IsString() @MaxLength(500)
  cursor?: string;

  @ApiPropertyOptional({ description: 'Column to sort by; with - before it, downwards', example: '-created_at' })
  @IsOptional() @IsString() @MaxLength(50)
  sort?: string;

  @ApiPropertyOptional({ description: 'Also count all rows that match' })
  @IsOptional() @FromWord() @IsBoolean()
  count?: boolean;

  @ApiPropertyOptional({ description: 'Only rows that changed since, RFC 3339' })
  @IsOptional() @IsInstant()
  updated_since?: string;
}
