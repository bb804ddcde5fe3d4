/** Gatherings as iCalendar (RFC 5545): a stable UID, a SEQUENCE that rises with each change, and what was cancelled stays as cancelled. */
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Gathering } from '../gatherings/gathering.ts';

export type CalendarLanguage = 'zh' | 'en';

export interface CalendarOf {
  name: string;
  parkCode: string;
  language: CalendarLanguage;
  gatherings: readonly Gathering[];
}

const statuses: Partial<Record<Gathering['state'], ICalEventStatus>> = {
  postponed: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

const postponed = { zh: '【延期，时间另行通知】', en: '[Postponed, new time to follow] ' };

/** The same text for the same gatherings: its stamps are those of the records. */
export function calendarOf({ name, parkCode, language, gatherings }: CalendarOf): string {
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: parkCode, product: 'events', language: language.toUpperCase() },
  });
  for (const { id, title, title_en, venue, starts_at, ends_at, state, version, updated_at, created_at } of gatherings) {
    const summary = language === 'en' ? (title_en ?? title) : title;
    calendar.createEvent({
      id: `${id}@${parkCode}.events`,
      sequence: version,
      status: statuses[state] ?? ICalEventStatus.CONFIRMED,
      summary: state === 'postponed' ? postponed[language] + summary : summary,
      location: venue,
      start: starts_at,
      end: ends_at,
      stamp: updated_at,
      created: created_at,
      lastModified: updated_at,
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return calendar.toString();
}
