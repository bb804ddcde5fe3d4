import { Id, InstantField, Whole } from '@park/service-kit';
import { mostTables } from './match-requests.dto.ts';
import { longestMinutes, shortestMinutes } from './meeting.ts';

export class MatchScheduleDto {
  @Whole(1, mostTables, { description: 'Tables 1 to this number' })
  tables: number;

  @Whole(shortestMinutes, longestMinutes, { description: 'Length of a meeting, with the time to change tables' })
  slot_minutes: number;

  @InstantField({ description: 'Within the gathering, not earlier than now', example: '2025-08-19T09:00:00+08:00' })
  from: string;

  @InstantField({ description: 'Exclusive; at most 24 hours later', example: '2025-08-19T12:00:00+08:00' })
  to: string;
}

export class SuggestionsQuery {
  @Id()
  gathering_id: string;

  @Whole(1, 100, { description: 'Suggestions', default: 20, optional: true })
  limit?: number;
}
