/** The figures that must come out of the events, exactly, on the opening day: what the article says, and what the files come to. */
import { sumArea } from '../../libs/kernel/src/money.ts';
import { fairEntries } from './gatherings.ts';
import type { SamplePark } from './sample-park.ts';
import type { Story } from './story.ts';

/** As `POST /kpis/query` takes it. */
export interface KpiQuestion {
  code: string;
  as_of: string;
  from?: string;
  to?: string;
  brand?: string;
}

export interface Figure {
  question: KpiQuestion;
  expected: number;
  /** For figures whose own name does not say it all. */
  of?: string;
}

export function figures({ story, rows }: Pick<SamplePark, 'story' | 'rows'>): Figure[] {
  return [...articleFigures(story), ...furtherFigures(story, rows)];
}

function articleFigures({ openingDay, contribution }: Story): Figure[] {
  const stock = (code: string, expected: number): Figure => ({ question: { code, as_of: openingDay }, expected });
  const { from, to, isYearToDate } = contribution;
  const year = from.slice(0, 4);
  return [
    stock('market_entities_stock', 2_000),
    stock('tech_firms_stock', 400),
    stock('employment_total', 5_236),
    {
      question: { code: 'economic_contribution', as_of: openingDay, ...(!isYearToDate && { from, to }) },
      expected: 160_000,
      of: isYearToDate ? `${year} 年初至开园日 / year to date` : `${year} 全年 / whole year`,
    },
    stock('buildings_renovated', 26),
    stock('indoor_area_renovated', 180_000),
    stock('outdoor_area_renewed', 80_000),
    stock('housing_units_supply', 160),
    { question: { code: 'housing_units_supply', as_of: openingDay, brand: 'hiking' }, expected: 90, of: 'Hiking青年驿站' },
    { question: { code: 'housing_units_supply', as_of: openingDay, brand: 'xihai' }, expected: 70, of: '嘻嗨公寓' },
  ];
}

/** Of what is imported last, so that these agree only when everything has been counted. */
function furtherFigures({ openingDay }: Story, rows: SamplePark['rows']): Figure[] {
  const { units, leases, tenancies, applications, gatherings, registrations, pitches, matchRequests, deals, hires, jobApplications } = rows;
  const areas = new Map(units.map(({ code, use_m2 }) => [code, use_m2]));
  const divided = new Set(units.map(({ parent_code }) => parent_code));
  const rentable = units.filter(({ code, rentable, state }) => rentable && state === 'in_service' && !divided.has(code));
  const inForce = leases.filter(({ start_on, end_on, ended_on }) => start_on <= openingDay && openingDay < (ended_on ?? end_on));
  const occupied = inForce.flatMap(({ unit_codes }) => unit_codes.split(';').map((code) => areas.get(code)!));
  const livedIn = tenancies.filter(
    ({ checked_in_on, closed_on }) => checked_in_on <= openingDay && (closed_on === undefined || openingDay < closed_on),
  );
  const stock = (code: string, expected: number): Figure => ({ question: { code, as_of: openingDay }, expected });
  return [
    stock('rentable_area', sumArea(rentable.map(({ use_m2 }) => use_m2))),
    stock('occupied_area', sumArea(occupied)),
    stock('housing_units_occupied', new Set(livedIn.map(({ apartment_code }) => apartment_code)).size),
    stock('housing_waiting', applications.filter(({ waitlisted_on }) => waitlisted_on !== undefined).length),
    stock(
      'gatherings_held',
      ofTheYear(
        gatherings.flatMap(({ state, starts_at }) => (state === 'ended' ? [starts_at] : [])),
        openingDay,
      ),
    ),
    stock(
      'registrations',
      ofTheYear(
        registrations.map(({ registered_at }) => registered_at),
        openingDay,
      ),
    ),
    stock(
      'participants',
      ofTheYear(
        registrations.flatMap(({ checked_in_at }) => checked_in_at ?? []),
        openingDay,
      ),
    ),
    stock(
      'pitches',
      ofTheYear(
        pitches.flatMap(({ presented_on }) => presented_on ?? []),
        openingDay,
      ),
    ),
    stock(
      'match_meetings',
      ofTheYear(
        matchRequests.flatMap(({ outcome, starts_at = '' }) => (outcome === 'held' ? [starts_at] : [])),
        openingDay,
      ),
    ),
    stock('financing_total', amountOfTheYear(deals, openingDay)),
    stock('employers_at_fair', rows.boothApplications.filter(({ state }) => state === 'completed').length),
    stock('seekers_entered', fairEntries),
    stock(
      'applications_received',
      ofTheYear(
        [...hires, ...jobApplications].map(({ applied_on }) => applied_on),
        openingDay,
      ),
    ),
    stock(
      'offers_accepted',
      ofTheYear(
        hires.map(({ accepted_on }) => accepted_on),
        openingDay,
      ),
    ),
    stock(
      'hires_started',
      ofTheYear(
        hires.flatMap(({ started_on }) => started_on ?? []),
        openingDay,
      ),
    ),
    stock('member_orgs', rows.memberships.length),
    stock(
      'activities',
      ofTheYear(
        rows.activities.flatMap(({ state, starts_at }) => (state === 'held' ? [starts_at.slice(0, 10)] : [])),
        openingDay,
      ),
    ),
    stock('needs_open', rows.needs.filter(({ state }) => state === 'published').length),
    stock('tasks_overdue', rows.resolutions.filter(({ due_on, submitted_on }) => submitted_on === undefined && due_on < openingDay).length),
  ];
}

/** How many instants lie in the calendar year up to the day. */
function ofTheYear(instants: readonly string[], day: string): number {
  return instants.filter((instant) => instant.slice(0, 4) === day.slice(0, 4) && instant.slice(0, 10) <= day).length;
}

function amountOfTheYear(deals: SamplePark['rows']['deals'], day: string): number {
  const funded = deals.filter(({ funded_on = '' }) => funded_on.slice(0, 4) === day.slice(0, 4) && funded_on <= day);
  return funded.reduce((sum, { amount_kcny = 0 }) => sum + amount_kcny, 0);
}
