import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Patch, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CorrectNameDto, PersonsService, shownPerson, type ShownPerson } from '@park/directory';
import { answerOf, Commands, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';

@ApiTags('persons 人员')
@Controller('persons')
@ApiOAuth2(['housing:person:correct'])
export class PersonsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get(':id')
  @ApiOkResponse(answerOf(shownPerson))
  @ApiOperation({ summary: 'A person of the register, masked' })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ShownPerson> {
    return this.persons.one(this.dataSource.manager, id);
  }

  @Patch(':id')
  @ApiOkResponse(answerOf(shownPerson))
  @ApiOperation({ summary: 'Correct a name that was entered wrongly; masked names in records made before stay as they were' })
  correctName(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CorrectNameDto): Promise<ShownPerson> {
    return this.commands.run(request, (command) => this.persons.correctName(command, request, id, body));
  }
}
