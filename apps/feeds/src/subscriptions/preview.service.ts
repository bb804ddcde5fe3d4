import type { ParkEvent } from '@park/contracts';
import { isOperator, type Actor } from '@park/kernel';
import { CLOCK, type Clock } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpenMembers } from '../members/open-members.service.ts';
import { requireMatchable, typesOf, type Filter } from './filter.ts';
import { mostCounted, previewDays, type Preview } from './preview.ts';

const newestShown = 10;

@Injectable()
export class PreviewService {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OpenMembers) private readonly members: OpenMembers,
  ) {}

  /**
   * Looks at the events of these days alone, and at most so many of each type. It shows events, as the feed does: to whom the feed is
   * closed it throws what `requireOpen` throws. Throws `invalid filter_matches_nothing`.
   */
  async of(caller: Actor, filter: Filter): Promise<Preview> {
    if (!isOperator(caller)) await this.members.of(caller);
    requireMatchable(filter);
    const from = new Date(this.clock().getTime() - previewDays * 86_400_000);
    const types = typesOf(filter).map(({ type }) => type);
    const { modes, topics, resources } = filter;
    const rows: { event_no: number; type: string }[] = await this.dataSource.query(
      `select e.event_no, e.type
       from unnest($1::text[]) t(type) cross join lateral (
         select event_no, type from feed_event f
         where f.type = t.type and f.event_no >= (select event_no from feed_event where received_at >= $2 order by received_at, event_no limit 1)
           and (cardinality($3::text[]) = 0 or f.modes && $3) and (cardinality($4::text[]) = 0 or f.topics && $4)
           and (cardinality($5::uuid[]) = 0 or f.resources && $5)
         order by event_no desc limit ${mostCounted + 1}) e`,
      [types, from, modes, topics, resources],
    );
    const byType = Map.groupBy(rows, ({ type }) => type);
    const counted = [...byType].map(([type, found]) => ({ type, count: Math.min(found.length, mostCounted) }));
    return {
      from: from.toISOString(),
      count: counted.reduce((sum, { count }) => sum + count, 0),
      is_more: [...byType.values()].some(({ length }) => length > mostCounted),
      types: counted.sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
      newest: await this.shown(rows.map(({ event_no }) => event_no)),
    };
  }

  private async shown(numbers: number[]): Promise<Preview['newest']> {
    const newest = numbers.sort((a, b) => b - a).slice(0, newestShown);
    const rows: { json: string }[] = await this.dataSource.query(
      'select json from feed_event where event_no = any ($1) order by event_no desc',
      [newest],
    );
    return rows.map(({ json }) => {
      const { type, subject, time, data } = JSON.parse(json) as ParkEvent<Record<string, unknown>>;
      return { type, subject, time, data };
    });
  }
}
