/** The ledger in memory, for specs of what it holds and of what figures make of it: the same pure code, without a database. */
import type { KpiFigure, ParkEvent } from '@park/contracts';
import { evaluate, verifiedShare, type DayTotal } from '../kpi/evaluate.ts';
import { measureFor } from '../kpi/kpi.ts';
import { plan, type KpiQuestion, type Plan } from '../kpi/query-plan.ts';
import { contribution, isPicked, type Reading } from '../kpi/reading.ts';
import { kpiOf } from '../kpi/registry.ts';
import { addressed, nameOf, subject, takeIn, told, type Address, type Fact, type World } from './fold.ts';

/** In the order given, as if each event had come alone; an event that came before is left out. */
export function ledgerOf(events: readonly ParkEvent[]): Fact[] {
  const world: World = new Map();
  const bring = (addresses: Address[]): void =>
    addresses.forEach((address) => world.has(nameOf(address)) || world.set(nameOf(address), subject(address, {})));
  const seen = new Set<string>();
  return events.flatMap((event, i) => {
    if (seen.has(event.id)) return [];
    seen.add(event.id);
    bring(addressed([event]));
    bring(told(world, [event]));
    return takeIn(world, event, i + 1).facts;
  });
}

function rowsFor({ groupBy, filters }: Plan, facts: readonly Fact[]): (reading: Reading) => DayTotal[] {
  const asked = [...Object.keys(filters), ...(groupBy === null ? [] : [groupBy])];
  return (reading) => {
    const measure = measureFor(reading, asked);
    return facts
      .filter((fact) => fact.measure === measure)
      .map(({ dimensions, effective_on, delta }) => ({
        measure: measure!,
        effective_on,
        end_on: dimensions['end_on'] ?? null,
        delta,
        key: groupBy && (dimensions[groupBy] ?? 'unknown'),
        matching: Object.entries(filters).every(([code, value]) => dimensions[code] === value) ? 1 : 0,
      }));
  };
}

type Question = Partial<KpiQuestion> & { as_of: string };

/** The figure, as the API would answer it. */
export function figure(facts: readonly Fact[], code: string, question: Question): KpiFigure {
  const asked = plan(kpiOf(code), { filters: {}, ...question }, question.as_of);
  return evaluate(kpiOf(code), asked.window, rowsFor(asked, facts));
}

export function value(facts: readonly Fact[], code: string, question: Question): number | null {
  return figure(facts, code, question).value;
}

export function shareVerified(facts: readonly Fact[], code: string, asOf: string): number | null {
  const asked = plan(kpiOf(code), { filters: {}, as_of: asOf }, asOf);
  return verifiedShare(kpiOf(code), asked.window, rowsFor(asked, facts));
}

/** The figure's value per group. */
export function groups(facts: readonly Fact[], code: string, by: string, asOf: string): Record<string, number | null> {
  const asked = plan(kpiOf(code), { filters: {}, as_of: asOf, group_by: by }, asOf);
  const rows = rowsFor(asked, facts);
  const keys = [...new Set(rows(kpiOf(code).value!).map(({ key }) => key!))].sort();
  return Object.fromEntries(
    keys.map((key) => [key, evaluate(kpiOf(code), asked.window, (reading) => rows(reading).filter((row) => row.key === key)).value]),
  );
}

/** What the facts behind the figure add up to, one by one. */
export function factsAddUpTo(facts: readonly Fact[], reading: Reading, { window }: Plan): number {
  const pick = reading.pick(window);
  const amounts = facts
    .filter(({ measure }) => measure === reading.measure)
    .map(({ dimensions, effective_on, delta }) => ({ effective_on, delta, end_on: dimensions['end_on'] ?? null }))
    .filter((amount) => isPicked(pick, amount));
  return amounts.reduce((total, amount) => total + contribution(pick, amount), 0) / 100;
}

/** Measure, dimensions and day with what their facts sum to: what must not depend on the order of arrival. */
export function totals(facts: readonly Fact[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { measure, dimensions, effective_on, delta } of facts) {
    const key = JSON.stringify([measure, effective_on, Object.entries(dimensions).sort()]);
    sums.set(key, (sums.get(key) ?? 0) + Math.round(delta * 100));
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}
