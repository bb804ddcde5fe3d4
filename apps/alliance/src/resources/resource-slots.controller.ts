import { Controller, Get, Inject, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Lists, type Page, type ParkRequest } from '@park/service-kit';
import { resourceSlots } from './resource.table.ts';
import { ResourceSlotsQuery } from './resources.dto.ts';
import type { Slot } from './slot.ts';

@ApiTags('resources 资源清单')
@Controller('resource-slots')
export class ResourceSlotsController {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  @Get()
  @ApiOAuth2(['alliance:resource:read'])
  @ApiOperation({ summary: 'Find slots 时段 of the resources that the caller sees' })
  list(@Req() request: ParkRequest, @Query() query: ResourceSlotsQuery): Promise<Page<Slot> | StreamableFile> {
    return this.lists.answer(request, resourceSlots, query);
  }
}
