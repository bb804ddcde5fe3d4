import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req, type StreamableFile } from '@nestjs/common';
import { isOperator } from '@park/kernel';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { buildingOccupancy, unitOccupancy, type BuildingOccupancy, type UnitOccupancy } from '@park/contracts';
import { answerOrFile, DateField, FileQuery, type ParkRequest } from '@park/service-kit';
import { z } from 'zod';
import { Exports } from '../../../export/exports.service.ts';
import { aBuilding, aUnit } from '../../answer-examples.ts';
import { Space } from './space.service.ts';

class SpaceQuery extends FileQuery {
  @DateField({ description: 'Today without it', optional: true })
  as_of?: string;
}

interface BuildingWithUnits {
  building: BuildingOccupancy;
  items: UnitOccupancy[];
}

const asRows = ({ items }: { items: object[] }): { columns: string[]; rows: Record<string, unknown>[] } => ({
  columns: Object.keys(items[0] ?? {}),
  rows: items.map((item) => ({ ...item })),
});

@ApiTags('space 楼宇')
@Controller('buildings')
@ApiOAuth2(['reporting:kpi:read'])
export class SpaceController {
  constructor(
    @Inject(Space) private readonly space: Space,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'All buildings with what can be rented in them, what is let, and what of it ends soon; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(z.object({ items: z.array(buildingOccupancy) }), { items: [aBuilding] }))
  async buildings(
    @Req() request: ParkRequest,
    @Query() { as_of, headings }: SpaceQuery,
  ): Promise<{ items: BuildingOccupancy[] } | StreamableFile> {
    return await this.exports.answer(request, { name: 'buildings', headings }, { items: await this.space.buildings(as_of) }, asRows);
  }

  @Get(':id/units')
  @ApiOperation({
    summary:
      'A building’s units, each with the lease that is in force (whose it is: for the park’s operator); as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(
    answerOrFile(z.object({ building: buildingOccupancy, items: z.array(unitOccupancy) }), { building: aBuilding, items: [aUnit] }),
  )
  async units(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { as_of, headings }: SpaceQuery,
  ): Promise<BuildingWithUnits | StreamableFile> {
    const { building, items } = await this.space.units(id, as_of);
    const shown = isOperator(request.caller) ? items : items.map((unit) => ({ ...unit, lease_code: null, entity_id: null }));
    return await this.exports.answer(request, { name: 'units', headings }, { building, items: shown }, asRows);
  }
}
