import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Resource } from './resource.ts';
import { resources } from './resource.table.ts';
import { AddSlotsDto, ChangeResourceDto, DelistResourceDto, DraftResourceDto, RemoveSlotDto, ResourcesQuery } from './resources.dto.ts';
import { ResourcesService } from './resources.service.ts';

const read = 'alliance:resource:read';
const write = 'alliance:resource:write';

@ApiTags('resources 资源清单')
@Controller('resources')
export class ResourcesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ResourcesService) private readonly service: ResourcesService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find resources; a member sees those that are listed, those that it has claimed, and its own' })
  list(@Req() request: ParkRequest, @Query() query: ResourcesQuery): Promise<Page<Resource> | StreamableFile> {
    return this.lists.answer(request, resources, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One resource; its slots are at /resource-slots' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Resource> {
    return this.lists.one(request, resources, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a resource 起草, by a member for itself or by the park for it' })
  draft(@Req() request: ParkRequest, @Body() body: DraftResourceDto): Promise<Resource> {
    return this.commands.runForMembers(request, resources, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change a draft, or title, day and way of acceptance of a listed resource' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeResourceDto): Promise<Resource> {
    return this.commands.runForMembers(request, resources, (command) => this.service.change(command, id, body));
  }

  @Post(':id/list')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → listed 已上架 to the members' })
  listToMembers(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Resource> {
    return this.commands.runForMembers(request, resources, (command) => this.service.list(command, id));
  }

  @Post(':id/add-slots')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add slots 时段; no two of a resource overlap' })
  addSlots(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AddSlotsDto): Promise<Resource> {
    return this.commands.runForMembers(request, resources, (command) => this.service.addSlots(command, id, body));
  }

  @Post(':id/remove-slot')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Take a free slot out; the proposals for it are declined' })
  removeSlot(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RemoveSlotDto): Promise<Resource> {
    return this.commands.runForMembers(request, resources, (command) => this.service.removeSlot(command, id, body.slot_id));
  }

  @Post(':id/delist')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'listed → delisted 已下架; what was given of it stands, proposals are declined' })
  delist(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DelistResourceDto): Promise<Resource> {
    return this.commands.runForMembers(request, resources, (command) => this.service.delist(command, id, body.reason));
  }
}
