/** A service with one aggregate, as small as the kit allows: a note that an organisation writes. The kit's own specs try the kit on it. */
import { eventType, occurred, unchanged, type Decision } from '@park/contracts';
import { move, rowOf, transition, type Aggregate, type Machine, type NewIdentity } from '@park/kernel';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Module,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  SetMetadata,
} from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOAuth2 } from '@nestjs/swagger';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { aggregateTable, change, save } from '../commands/aggregate.store.ts';
import { requireIfMatch } from '../commands/command.ts';
import { Commands } from '../commands/commands.service.ts';
import { newIdentity } from '../commands/new-identity.store.ts';
import { publicRoute } from '../http/auth.guard.ts';
import { Choice, NestedList, SomeOf, Text, Whole } from '../http/fields.dto.ts';
import type { ParkRequest } from '../http/request.ts';
import { ListQuery } from '../lists/list.dto.ts';
import type { Listing } from '../lists/listing.ts';
import { Lists, type Page } from '../lists/lists.service.ts';
import { commonSettings, readSettings } from '../service/settings.config.ts';
import type { Service } from '../service/service.ts';

type NoteState = 'draft' | 'posted';

const noteMachine: Machine<NoteState, 'revise' | 'post'> = {
  revise: { from: ['draft'], to: 'same' },
  post: { from: ['draft'], to: 'posted' },
};

export interface Note extends Aggregate {
  organisation: string;
  text: string;
  stars: number;
  state: NoteState;
}

const noteHead = { code: z.string(), from_state: z.string().nullable(), to_state: z.string() };
const NoteMovedV1 = eventType('park.toy.note.moved.v1', {
  summary: { zh: '便条', en: 'A note went from one state to another' },
  data: noteHead,
  example: { code: 'TY-000001', from_state: null, to_state: 'draft' },
});

function moved(next: Note, from: NoteState | null): Decision<Note> {
  return { next, events: [occurred(NoteMovedV1, '2025-06-16', transition(next, from))] };
}

function write(
  identity: NewIdentity,
  organisation: string,
  { text, stars = 0 }: { text: string; stars?: number | undefined },
): Decision<Note> {
  return moved({ ...rowOf(identity), organisation, text, stars, state: 'draft' }, null);
}

const NoteTable = aggregateTable<Note>('note', {
  organisation: { type: 'text' },
  text: { type: 'text' },
  stars: { type: 'integer' },
  state: { type: 'text' },
});

const notes: Listing<Note> = {
  table: NoteTable,
  sorts: ['code', 'stars', 'created_at'],
  search: ['text'],
  own: 'organisation = :organisation',
};

class MarginDto {
  @Text(20)
  remark: string;

  @Whole(1, 9, { optional: true })
  line?: number;
}

class WriteNoteDto {
  @Text(100)
  text: string;

  @Whole(0, 5, { optional: true })
  stars?: number;

  @NestedList(() => MarginDto, 1, 100, { optional: true })
  margin?: MarginDto[];
}

class ReviseNoteDto extends SomeOf(WriteNoteDto) {}

class NotesQuery extends ListQuery {
  @Choice(['draft', 'posted'], { optional: true })
  state?: NoteState;

  @Text(100, { optional: true })
  q?: string;
}

const read = 'tenants:unit:read';
const scope = 'tenants:unit:write';
const decide = 'tenants:lease:approve';
export const noteScopes = [read, scope, decide, 'park:audit:read'];

@Controller('notes')
export class NotesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
  ) {}

  @Get()
  @ApiOAuth2([read])
  list(@Req() request: ParkRequest, @Query() query: NotesQuery): Promise<Page<Note> | StreamableFile> {
    return this.lists.answer(request, notes, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Note> {
    return this.lists.one(request, notes, id);
  }

  @Post()
  @ApiOAuth2([scope])
  write(@Req() request: ParkRequest, @Body() body: WriteNoteDto): Promise<Note> {
    return this.commands.runForMembers(request, notes, async (command) =>
      save(command, NoteTable, write(await newIdentity(command, 'TY'), command.actor.organisation, body)),
    );
  }

  @Patch(':id')
  @ApiOAuth2([scope])
  revise(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReviseNoteDto): Promise<Note> {
    return this.commands.runForMembers(request, notes, (command) =>
      change(requireIfMatch(command), notes, id, (note) => {
        move(noteMachine, note.state, 'revise');
        const { text = note.text, stars = note.stars } = body;
        return text === note.text && stars === note.stars ? unchanged(note) : moved({ ...note, text, stars }, note.state);
      }),
    );
  }

  @Post(':id/post')
  @HttpCode(200)
  @ApiOAuth2([decide])
  post(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Note> {
    return this.commands.run(request, (command) =>
      change(command, NoteTable, id, (note) => moved({ ...note, state: move(noteMachine, note.state, 'post') }, note.state)),
    );
  }
}

@Controller('door')
@SetMetadata(publicRoute, true)
export class DoorController {
  @Get()
  @ApiExcludeEndpoint()
  open(): { open: boolean } {
    return { open: true };
  }
}

class CreateNote1762000000001 implements MigrationInterface {
  name = 'CreateNote1762000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ty;
      create table note (
        id uuid primary key,
        code text not null unique,
        organisation text not null,
        text text not null constraint note_text unique,
        stars integer not null,
        state text not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table note; drop sequence code_ty');
  }
}

@Module({ controllers: [DoorController, NotesController] })
class ToyModule {}

export const toy: Service = {
  name: 'toy',
  title: { zh: '便条', en: 'Notes' },
  portOffset: 0,
  heapMb: 64,
  publishes: true,
  listensTo: [],
  scopes: { records: {}, others: {}, operator: {}, members: [] },
  description: 'Notes, to try the kit on.',
  module: ToyModule,
  settings: (environment) => readSettings(commonSettings, environment),
  tables: [NoteTable],
  migrations: [CreateNote1762000000001],
  rules: { note_text: { code: 'already_written', detail: 'A note says this already.' } },
};
