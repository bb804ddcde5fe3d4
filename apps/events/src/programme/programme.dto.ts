import { events } from '@park/contracts';
import { Choice, DateField, Text, Whole } from '@park/service-kit';
import type { GatheringType } from '../gatherings/gathering.ts';
import type { CalendarLanguage } from './calendar.service.ts';

export class ProgrammeQuery {
  @DateField({ description: 'The first day; today without it', optional: true })
  from?: string;

  @DateField({ description: 'The day after the last; at most 366 days after the first, and so many where it is left out', optional: true })
  to?: string;

  @Choice(events.gatheringTypes, { optional: true })
  type?: GatheringType;

  @Whole(1, 100, { description: 'Gatherings of a page', default: 100, optional: true })
  limit?: number;

  @Text(200, { description: 'Where the page before ended: its `next`', optional: true })
  cursor?: string;
}

export class CalendarQuery {
  @Choice(['zh', 'en'], { default: 'zh', optional: true })
  lang?: CalendarLanguage;
}
