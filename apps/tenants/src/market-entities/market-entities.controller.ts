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
import { dateAt, requireDay, upToToday } from '@park/kernel';
import { CLOCK, type Clock, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { MarketEntity } from './market-entity.ts';
import { marketEntities } from './market-entity.table.ts';
import {
  ChangeRegistrationDto,
  DepartureDto,
  MarketEntitiesQuery,
  MoveInDto,
  RegisterEntityDto,
  RiskDto,
  SuspensionDto,
} from './market-entities.dto.ts';
import { MarketEntitiesService } from './market-entities.service.ts';

const read = 'tenants:entity:read';
const write = 'tenants:entity:write';

@ApiTags('market entities 市场主体')
@Controller('market-entities')
export class MarketEntitiesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(MarketEntitiesService) private readonly service: MarketEntitiesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find entities; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: MarketEntitiesQuery): Promise<Page<MarketEntity> | StreamableFile> {
    const today = upToToday(dateAt(this.clock()));
    if (query.as_of !== undefined) requireDay('as_of', query.as_of, { from: today });
    return this.lists.answer(request, marketEntities, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One entity' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<MarketEntity> {
    return this.lists.one(request, marketEntities, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register an entity as a prospect 意向' })
  register(@Req() request: ParkRequest, @Body() body: RegisterEntityDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.register(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change the registration (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeRegistrationDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.changeRegistration(command, id, body));
  }

  @Post(':id/move-in')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'prospect or departed → resident 入驻; on a day ahead it is scheduled, or moved where it is scheduled already' })
  moveIn(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveInDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.moveIn(command, id, body));
  }

  @Post(':id/cancel-move-in')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Cancel the scheduled move-in 取消预定入驻' })
  cancelMoveIn(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.cancelMoveIn(command, id));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'resident → suspended 列为异常' })
  suspend(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SuspensionDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.suspend(command, id, body));
  }

  @Post(':id/reinstate')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'suspended → resident 移出异常' })
  reinstate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SuspensionDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.reinstate(command, id, body));
  }

  @Post(':id/depart')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'resident or suspended → departed 离园; it must hold and occupy nothing. A day ahead is scheduled, or moved' })
  depart(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DepartureDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.depart(command, id, body));
  }

  @Post(':id/cancel-departure')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Cancel the scheduled departure 取消预定离园' })
  cancelDeparture(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.cancelDeparture(command, id));
  }

  @Post(':id/risk')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change the risk level' })
  changeRisk(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RiskDto): Promise<MarketEntity> {
    return this.commands.run(request, (command) => this.service.changeRisk(command, id, body));
  }
}
