/** Events of the seasons 活动季: many gatherings over several days under one name. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, date, reason, transitionData } from '../fields.ts';

export const seasonStates = ['planned', 'published', 'closed', 'cancelled'] as const;

const content = {
  name: z.string(),
  name_en: z.string().nullable(),
  starts_on: date,
  ends_on: date.describe('Exclusive'),
};
const season = { name: '青年闯创季', name_en: 'Youth Innovation Season', starts_on: '2025-08-18', ends_on: '2025-08-21' };

export const SeasonPlannedV1 = eventType('park.events.season.planned.v1', {
  summary: { zh: '活动季筹备', en: 'A season was planned' },
  data: { ...transitionData, ...content },
  example: { code: 'QCJ-2025', from_state: null, to_state: 'planned', ...season },
});
export const SeasonChangedV1 = eventType('park.events.season.changed.v1', {
  summary: { zh: '活动季信息变更', en: 'A season’s particulars changed' },
  data: { code, ...content },
  example: { code: 'QCJ-2025', ...season },
});
export const SeasonPublishedV1 = eventType('park.events.season.published.v1', {
  summary: { zh: '活动季发布', en: 'A season was published' },
  data: { ...transitionData, ...content },
  discloses: { public: ['code', 'to_state', 'name', 'name_en', 'starts_on', 'ends_on'] },
  example: { code: 'QCJ-2025', from_state: 'planned', to_state: 'published', ...season },
});
export const SeasonClosedV1 = eventType('park.events.season.closed.v1', {
  summary: { zh: '活动季结束', en: 'A season was closed' },
  data: { ...transitionData, ...content },
  discloses: { public: ['code', 'to_state', 'name', 'name_en', 'starts_on', 'ends_on'] },
  example: { code: 'QCJ-2025', from_state: 'published', to_state: 'closed', ...season },
});
export const SeasonCancelledV1 = eventType('park.events.season.cancelled.v1', {
  summary: { zh: '活动季取消', en: 'A season was cancelled' },
  data: { ...transitionData, ...content, reason },
  discloses: { public: ['code', 'to_state', 'name', 'name_en', 'starts_on', 'ends_on'] },
  example: { code: 'QCJ-2025', from_state: 'planned', to_state: 'cancelled', ...season, reason: 'moved to the next year' },
});
