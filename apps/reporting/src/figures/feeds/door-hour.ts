/**
 * An hour of a door 通道 of a member's feed, from the summaries that fell into it. A door has a summary every five minutes for as long as
 * it is used, so that it cannot be the subject itself: an hour ends, and knows twelve at most. The hours of a door are its group.
 */
import { feeds, type DataOf } from '@park/contracts';
import { addDays, type LocalDate } from '@park/kernel';
import { logsOf, mappingsTo, type Change, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { outside, span } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { ofMember } from '../alliance/dimensions.ts';
import { doorKind } from './dimensions.ts';

const dimensions = [ofMember, doorKind];

/** Attempts to deliver, on the day of the summary. */
export const attempts: Measure = { code: 'feed_attempts', dimensions };
/** Events that members acknowledged. */
export const acknowledgements: Measure = { code: 'feed_acknowledgements', dimensions };
/** The same; the scale is the upper bound, in seconds, of the class of the time from the event to its acknowledgement. */
export const latencies: Measure = { code: 'feed_latencies', dimensions, scale: 'le_s' };
/** Events that wait for their acknowledgement, as the last summary of the door says. */
export const waiting: Measure = { code: 'feed_waiting', dimensions };

/** Stands for the open class: longer than its lower bound. */
export const openClassS = feeds.latencyBoundsS.at(-1)! + 1;
/** A door whose summaries have stopped counts for so many days with what the last one said. */
const daysOfLastSummary = 2;

type Summary = Pick<
  DataOf<typeof feeds.DoorSummarisedV1>,
  'organisation_id' | 'door' | 'to' | 'attempted' | 'acknowledged' | 'backlog' | 'latencies'
>;

const map = mappingsTo<Summary>();

function summariesOf(known: Known): { door: string; log: Change<Summary>[] }[] {
  return logsOf<Summary>(known, 'feeds.door').map(({ id, log }) => ({ door: id, log }));
}

function timeline(known: Known): Entry[] {
  return summariesOf(known).flatMap(({ log }) => log.flatMap(({ on, is }) => flowsOf(is as Summary, on)));
}

function flowsOf({ organisation_id, door, attempted, acknowledged, latencies: classes }: Summary, on: LocalDate): Entry[] {
  const of: Dimensions = { member: organisation_id, door };
  return [
    flowEntry(attempts, of, on, attempted),
    flowEntry(acknowledgements, of, on, acknowledged),
    ...classes.map(({ le_s, events }) => flowEntry(latencies, { ...of, le_s: String(le_s ?? openClassS) }, on, events)),
  ];
}

type Standing = { to: string; member: string; door: string; backlog: number };

/** The door, with what its last summary of the hour says. */
function memberships(known: Known): Membership<Standing>[] {
  return summariesOf(known).flatMap(({ door: group, log }) => {
    const { on, is } = log.at(-1)!;
    const { to, organisation_id: member, door, backlog } = is as Summary;
    return span(on, addDays(on, daysOfLastSummary)).map((days) => ({ group, ...days, as: { to, member, door, backlog } }));
  });
}

/** Of each day the last summary by then counts. */
function groupTimeline(hours: readonly Member<Standing>[]): Entry[] {
  const newestFirst = [...hours].sort((a, b) => (a.as.to > b.as.to ? -1 : 1));
  return newestFirst.flatMap((hour, i) => {
    const { member, door, backlog } = hour.as;
    return stockEntries(waiting, { member, door }, outside([hour], newestFirst.slice(0, i)), backlog);
  });
}

export const doorHour: SubjectKind = {
  name: 'feeds.door-hour',
  title: { zh: '通道时段', en: 'Hour of a door' },
  version: 1,
  measures: [attempts, acknowledgements, latencies, waiting],
  mappings: [
    map(feeds.DoorSummarisedV1, ({ organisation_id, door, to, attempted, acknowledged, backlog, latencies: classes }, { subject }) => ({
      subjects: `${subject} ${to.slice(0, 'yyyy-mm-ddThh'.length)}`,
      is: { organisation_id, door, to, attempted, acknowledged, backlog, latencies: classes },
    })),
  ],
  timeline,
  grouping: { memberships, timeline: groupTimeline },
};
