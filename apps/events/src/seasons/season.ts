/** A season 活动季: gatherings over several days under one name, announced and closed as one. */
import { type DataOf, type Decision, events, occurred, unchanged } from '@park/contracts';
import {
  addMonths,
  amended,
  invalid,
  move,
  Refusal,
  requireDay,
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

/** Throws `invalid period_reversed`, `invalid day_too_late`. */
export function plan(identity: NewIdentity, content: Content): Decision<Season> {
  requirePeriod(content, identity.today);
  const next: Season = { ...content, ...rowOf(identity), state: 'planned' };
  return { next, events: [occurred(events.SeasonPlannedV1, identity.today, { ...transition(next, null), ...contentOf(next) })] };
}

/** Of a season that is entered by hand; one of the past comes from a file. Throws `invalid day_too_early`. */
export function requireAhead({ starts_on, ends_on }: Partial<Pick<Content, 'starts_on' | 'ends_on'>>, today: LocalDate): void {
  const from = { on: today, what: 'which is today' };
  if (starts_on !== undefined) requireDay('starts_on', starts_on, { from });
  if (ends_on !== undefined) requireDay('ends_on', ends_on, { from });
}

/**
 * `extent`: of its gatherings. No event where nothing changes. Throws `invalid period_reversed`, `invalid day_too_early`,
 * `invalid day_too_late`, `conflict gatherings_outside`.
 */
export function changeContent(season: Season, change: Partial<Content>, extent: Extent, today: LocalDate): Decision<Season> {
  move(seasonMachine, season.state, 'change');
  const next = amended(season, change);
  if (next === season) return unchanged(season);
  const { starts_on, ends_on } = next;
  requireAhead({ ...(starts_on !== season.starts_on && { starts_on }), ...(ends_on !== season.ends_on && { ends_on }) }, today);
  requirePeriod(next, today);
  if (extent !== null && (extent.first < next.starts_on || extent.last >= next.ends_on)) {
    throw new Refusal(
      'conflict',
      'gatherings_outside',
      `The season has gatherings from ${extent.first} to ${extent.last}, which must stay between starts_on and ends_on.`,
    );
  }
  return { next, events: [occurred(events.SeasonChangedV1, today, { code: next.code, ...contentOf(next) })] };
}

/** One that is over has nothing to announce; it is cancelled. Throws `conflict season_over`. */
export function publish(season: Season, today: LocalDate): Decision<Season> {
  const published = publishAsHistory(season, today);
  if (season.ends_on <= today)
    throw new Refusal('conflict', 'season_over', `The season was over on ${season.ends_on}; it is published before that day.`);
  return published;
}

/** For one that took place before the park kept it here. */
export function publishAsHistory(season: Season, today: LocalDate): Decision<Season> {
  const next: Season = { ...season, state: move(seasonMachine, season.state, 'publish') };
  return { next, events: [occurred(events.SeasonPublishedV1, today, { ...transition(next, season.state), ...contentOf(next) })] };
}

/**
 * From `ends_on` on, as nothing can be added to a closed season, and it is never opened again. A season that ends early gets an earlier
 * `ends_on` first. `open`: its gatherings that are still to come or going on. Throws `conflict gatherings_open`, `conflict not_over`.
 */
export function close(season: Season, open: number, today: LocalDate): Decision<Season> {
  const next: Season = { ...season, state: move(seasonMachine, season.state, 'close') };
  requireNoneOpen(open);
  if (season.ends_on > today)
    throw new Refusal('conflict', 'not_over', `The season runs until ${season.ends_on}, and is closed from that day on.`);
  return { next, events: [occurred(events.SeasonClosedV1, today, { ...transition(next, season.state), ...contentOf(next) })] };
}

/** Throws `conflict gatherings_open`: its gatherings are cancelled first, one by one, each with its registrations. */
export function cancel(season: Season, reason: string, open: number, today: LocalDate): Decision<Season> {
  const next: Season = { ...season, state: move(seasonMachine, season.state, 'cancel') };
  requireNoneOpen(open);
  const data = { ...transition(next, season.state), ...contentOf(next), reason };
  return { next, events: [occurred(events.SeasonCancelledV1, today, data)] };
}

const planningMonths = 36;
const longestMonths = 12;

function requirePeriod({ starts_on, ends_on }: Content, today: LocalDate): void {
  requireDay('starts_on', starts_on, { to: { on: addMonths(today, planningMonths), what: 'three years from today' } });
  if (ends_on <= starts_on) throw invalid('/ends_on', 'period_reversed', 'ends_on must be later than starts_on.');
  requireDay('ends_on', ends_on, { to: { on: addMonths(starts_on, longestMonths), what: 'a year after its start' } });
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
