import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { serviceFigures, type ServiceFigures } from '@park/contracts';
import { dateAt } from '@park/kernel';
import { DataSource } from 'typeorm';
import { answerOf } from '../documentation/answer.ts';
import { DateField } from '../http/fields.dto.ts';
import { CLOCK, type Clock } from '../service/tokens.ts';

/**
 * Figures that a service counts from its own tables: statements with the day as `$1` (a date) that answer rows of `code`, `value` and,
 * of what the service compares within its own records, `other`.
 */
export const FIGURE_STATEMENTS = Symbol('statements that count figures');

class FiguresQuery {
  @DateField({
    description: 'The last day that counts; today without it. Rows tell the present: what a row no longer says is not counted',
    optional: true,
  })
  as_of?: string;
}

@ApiTags('figures')
@Controller('figures')
@ApiOAuth2(['park:figures:read'])
export class FiguresController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FIGURE_STATEMENTS) private readonly statements: readonly string[],
  ) {}

  @Get()
  @ApiOkResponse(answerOf(serviceFigures, { as_of: '2025-06-16', items: [{ code: 'housing_units_supply', value: 160, other: null }] }))
  @ApiOperation({ summary: 'The park’s figures as this service counts them from its own records, to be held against those of reporting' })
  async figures(@Query() { as_of }: FiguresQuery): Promise<ServiceFigures> {
    const day = as_of ?? dateAt(this.clock());
    const rows = await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const answers: { code: string; value: number | null; other?: number | null }[][] = [];
      for (const statement of this.statements) answers.push(await tx.query(statement, [day]));
      return answers.flat();
    });
    return { as_of: day, items: rows.map(({ code, value, other = null }) => ({ code, value, other })) };
  }
}
