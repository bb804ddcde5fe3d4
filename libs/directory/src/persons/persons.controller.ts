import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Patch, Req, type Type } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { CorrectNameDto } from './persons.dto.ts';
import type { ShownPerson } from './person.ts';
import { PersonsService, shownPerson } from './persons.service.ts';

/** The routes of a service's register of persons, for callers with `scope`. */
export function personsController(scope: string): Type {
  @ApiTags('persons 人员')
  @Controller('persons')
  @ApiOAuth2([scope])
  class PersonsController {
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
  return PersonsController;
}
