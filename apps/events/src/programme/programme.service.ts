import { addDays, dateAt, daysBetween, invalid, isInstant, startOfDay } from '@park/kernel';
import { CLOCK, SETTINGS, type Clock, type CommonSettings } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Gathering } from '../gatherings/gathering.ts';
import { calendarOf, type CalendarLanguage } from './calendar.service.ts';
import type { ProgrammeQuery } from './programme.dto.ts';
import { publicGathering, publicSeason, type PublicGathering, type PublicSeason } from './programme.ts';
import {
  gatheringsBetween,
  gatheringsOfSeason,
  publicGatheringOf,
  publicSeasonOf,
  seasonCodes,
  type ProgrammePage,
} from './programme.store.ts';

const mostDays = 366;
const pageOf = 100;

export interface Programme {
  items: PublicGathering[];
  next: string | null;
}

export interface SeasonProgramme extends PublicSeason {
  gatherings: PublicGathering[];
}

@Injectable()
export class ProgrammeService {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: CommonSettings,
  ) {}

  /** Throws `invalid empty_period`, `invalid too_long`, `invalid malformed_cursor`. */
  async page({
    from = dateAt(this.clock()),
    to = addDays(from, mostDays),
    type,
    limit = pageOf,
    cursor,
  }: ProgrammeQuery): Promise<Programme> {
    if (to <= from) throw invalid('/to', 'empty_period', 'to must be later than from.');
    if (daysBetween(from, to) > mostDays) throw invalid('/to', 'too_long', `to must be at most ${mostDays} days after from.`);
    const after = cursor === undefined ? null : readCursor(cursor);
    const rows = await gatheringsBetween(this.tx, { from: startOfDay(from), to: startOfDay(to), type, after, limit: limit + 1 });
    const last = rows.length > limit ? rows[limit - 1]! : null;
    return { items: await this.shown(rows.slice(0, limit)), next: last && writeCursor(last) };
  }

  async season(code: string): Promise<SeasonProgramme> {
    const season = await publicSeasonOf(this.tx, code);
    return { ...publicSeason(season), gatherings: await this.shown(await gatheringsOfSeason(this.tx, season.id)) };
  }

  async gathering(code: string): Promise<PublicGathering> {
    const [shown] = await this.shown([await publicGatheringOf(this.tx, code)]);
    return shown!;
  }

  async calendarOfSeason(code: string, language: CalendarLanguage): Promise<string> {
    const season = await publicSeasonOf(this.tx, code);
    const name = language === 'en' ? (season.name_en ?? season.name) : season.name;
    return this.calendar(name, language, await gatheringsOfSeason(this.tx, season.id));
  }

  async calendarOfGathering(code: string, language: CalendarLanguage): Promise<string> {
    const gathering = await publicGatheringOf(this.tx, code);
    const name = language === 'en' ? (gathering.title_en ?? gathering.title) : gathering.title;
    return this.calendar(name, language, [gathering]);
  }

  private get tx() {
    return this.dataSource.manager;
  }

  private async shown(gatherings: readonly Gathering[]): Promise<PublicGathering[]> {
    const codes = await seasonCodes(this.tx, gatherings);
    return gatherings.map((one) => publicGathering(one, codes.get(one.season_id ?? '') ?? null, this.clock()));
  }

  private calendar(name: string, language: CalendarLanguage, gatherings: readonly Gathering[]): string {
    return calendarOf({ name, language, gatherings, parkCode: this.settings.PARK_CODE });
  }
}

function writeCursor({ starts_at, id }: Gathering): string {
  return Buffer.from(JSON.stringify([starts_at.toISOString(), id])).toString('base64url');
}

function readCursor(cursor: string): ProgrammePage['after'] {
  try {
    const [instant, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    if (isInstant(instant) && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      return { starts_at: new Date(instant), id };
  } catch {
    // Falls through to the refusal: a cursor that does not parse is as wrong as one of another list.
  }
  throw invalid('/cursor', 'malformed_cursor', 'The cursor does not belong to this list.');
}
