/** A season 活动季: gatherings over several days under one name, announced and closed as one. */
import { type DataOf, type Decision, events, occurred, unchanged } from '@park/contracts';
import {
  amended,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

type Content = Omit<DataOf<typeof events.SeasonChangedV1>, 'code'>;
export type SeasonState = (typeof events.seasonStates)[number];
export type SeasonAction = 'change' | 'publish' | 'close' | 'cancel';

export const seasonMachine: Machine<SeasonState, SeasonAction> = {
  change: { from: ['planned', 'published'], to: 'same' },
  publish: { from: ['planned'], to: 'published' },
  close: { from: ['published'], to: 'closed' },
  cancel: { from: ['planned', 'published'], to: 'cancelled' },
};

export interface Season extends Aggregate, Content {
  state: SeasonState;
}

export type SeasonContent = Content;

/** The first and the last day on which something takes place in a season; null where nothing does. */
export type Extent = { first: LocalDate; last: LocalDate } | null;

/** Throws `invalid period_reversed`. */
export function plan(identity: NewIdentity, content: Content): Decision<Season> {
  requirePeriod(content);
  const next: Season = { ...content, ...rowOf(identity), state: 'planned' };
  return { next, events: [occurred(events.SeasonPlannedV1, identity.today, { ...transition(next, null), ...contentOf(next) })] };
}

/** `extent`: of its gatherings. No event where nothing changes. Throws `invalid period_reversed`, `conflict gatherings_outside`. */
export function changeContent(season: Season, change: Partial<Content>, extent: Extent, today: LocalDate): Decision<Season> {
  move(seasonMachine, season.state, 'change');
  const next = amended(season, change);
  if (next === season) return unchanged(season);
  requirePeriod(next);
  if (extent !== null && (extent.first < next.starts_on || extent.last >= next.ends_on)) {
    throw new Refusal(
      'conflict',
      'gatherings_outside',
      `The season has gatherings from ${extent.first} to ${extent.last}, which must stay between starts_on and ends_on.`,
    );
  }
  return { next, events: [occurred(events.SeasonChangedV1, today, { code: next.code, ...contentOf(next) })] };
}

export function publish(season: Season, today: LocalDate): Decision<Season> {
  const next: Season = { ...season, state: move(seasonMachine, season.state, 'publish') };
  return { next, events: [occurred(events.SeasonPublishedV1, today, { ...transition(next, season.state), ...contentOf(next) })] };
}

/** `open`: its gatherings that are still to come or going on. Throws `conflict gatherings_open`. */
export function close(season: Season, open: number, today: LocalDate): Decision<Season> {
  const next: Season = { ...season, state: move(seasonMachine, season.state, 'close') };
  requireNoneOpen(open);
  return { next, events: [occurred(events.SeasonClosedV1, today, { ...transition(next, season.state), ...contentOf(next) })] };
}

/** Throws `conflict gatherings_open`: its gatherings are cancelled first, one by one, each with its registrations. */
export function cancel(season: Season, reason: string, open: number, today: LocalDate): Decision<Season> {
  const next: Season = { ...season, state: move(seasonMachine, season.state, 'cancel') };
  requireNoneOpen(open);
  const data = { ...transition(next, season.state), ...contentOf(next), reason };
  return { next, events: [occurred(events.SeasonCancelledV1, today, data)] };
}

function requirePeriod({ starts_on, ends_on }: Content): void {
  if (ends_on <= starts_on) throw invalid('/ends_on', 'period_reversed', 'ends_on must be later than starts_on.');
}

function requireNoneOpen(open: number): void {
  if (open === 0) return;
  throw new Refusal('conflict', 'gatherings_open', `${open} gatherings of the season are neither ended nor cancelled.`, {
    extra: { gatherings: open },
  });
}

function contentOf({ name, name_en, starts_on, ends_on }: Season): Content {
  return { name, name_en, starts_on, ends_on };
}
