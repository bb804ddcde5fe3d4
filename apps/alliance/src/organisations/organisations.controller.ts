import {
  Body,
  Controller,
  Get,
  Header,
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
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { contactsInClear, ContactsService, type ContactsInClear } from './contacts.service.ts';
import type { Organisation } from './organisation.ts';
import { organisations } from './organisation.table.ts';
import {
  ChangeOrganisationDto,
  OrganisationsQuery,
  RegisterOrganisationDto,
  SetContactDto,
  UpdateProfileDto,
} from './organisations.dto.ts';
import { OrganisationsService } from './organisations.service.ts';

const read = 'alliance:organisation:read';
const write = 'alliance:organisation:write';
const pii = 'alliance:organisation:pii';

@ApiTags('organisations 单位')
@Controller('organisations')
export class OrganisationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(OrganisationsService) private readonly service: OrganisationsService,
    @Inject(ContactsService) private readonly contacts: ContactsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find organisations; an organisation sees itself alone; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: OrganisationsQuery): Promise<Page<Organisation> | StreamableFile> {
    return this.lists.answer(request, organisations, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One organisation' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Organisation> {
    return this.lists.one(request, organisations, id);
  }

  @Get(':id/contacts')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(contactsInClear))
  @ApiOAuth2([pii])
  @ApiOperation({ summary: 'Its secretary 书记 and liaison 联络员 in clear; the look is recorded' })
  async inClear(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ContactsInClear> {
    return await this.contacts.show(request, await this.lists.one(request, organisations, id));
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register an organisation of the park or from outside' })
  register(@Req() request: ParkRequest, @Body() body: RegisterOrganisationDto): Promise<Organisation> {
    return this.commands.run(request, (command) => this.service.register(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its name or kind (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeOrganisationDto): Promise<Organisation> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/update-profile')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'The numbers of its party and league organisation 党团组织信息, by itself or by the park; never who is a member',
  })
  updateProfile(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateProfileDto,
  ): Promise<Organisation> {
    return this.commands.runForMembers(request, organisations, (command) => this.service.updateProfile(command, id, body));
  }

  @Post(':id/set-contact')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Name its secretary 书记 or liaison 联络员; the one before is forgotten' })
  setContact(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SetContactDto): Promise<Organisation> {
    return this.commands.run(request, (command) => this.service.setContact(command, id, body));
  }
}
