import { Controller, Get, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { BuildingOccupancy, UnitOccupancy } from '@park/contracts';
import { DateField } from '@park/service-kit';
import { Space } from './space.service.ts';

class SpaceQuery {
  @DateField({ description: 'Today without it', optional: true })
  as_of?: string;
}

@ApiTags('space 楼宇')
@Controller('buildings')
@ApiOAuth2(['reporting:kpi:read'])
export class SpaceController {
  constructor(@Inject(Space) private readonly space: Space) {}

  @Get()
  @ApiOperation({ summary: 'All buildings with what can be rented in them, what is let, and what of it ends soon' })
  async buildings(@Query() { as_of }: SpaceQuery): Promise<{ items: BuildingOccupancy[] }> {
    return { items: await this.space.buildings(as_of) };
  }

  @Get(':id/units')
  @ApiOperation({ summary: 'A building’s units, each with the lease that is in force' })
  units(@Param('id', ParseUUIDPipe) id: string, @Query() { as_of }: SpaceQuery): Promise<{ building: BuildingOccupancy; items: UnitOccupancy[] }> {
    return this.space.units(id, as_of);
  }
}
