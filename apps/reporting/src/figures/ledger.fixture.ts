/** The ledger in memory, for specs of what it holds and of what figures make of it: the same pure code, without a database. */
import type { KpiFigure, ParkEvent } from '@park/contracts';
import { evaluate, verifiedShare, type DayTotal } from '../kpi/evaluate.ts';
import { measureFor } from '../kpi/kpi.ts';
import { plan, type KpiQuestion, type Plan } from '../kpi/query-plan.ts';
import { contribution, isPicked, type Reading } from '../kpi/reading.ts';
import { applyChanges, changesOf, factsOf, newSubject, type Fact, type Groups, type Step, type Subject } from '../ledger/derivation.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { figures } from './registry.ts';

const { kpiOf } = figures;

/** In the order given, as if each event had come alone; an event that came before is left out. */
export function ledgerOf(events: readonly ParkEvent[], kinds = figures.kinds): Fact[] {
  const seen = new Set<string>();
  const places = events.flatMap((event, i) => {
    if (seen.has(event.id)) return [];
    seen.add(event.id);
    return [{ event, position: i + 1 }];
  });
  const worlds = kinds.map((kind) => ({ kind, subjects: new Map<string, Subject>(), groups: new Map() as Groups }));
  return places.flatMap(({ event, position }) => worlds.flatMap((world) => factsOfEvent(world, event, position)));
}

interface World {
  kind: SubjectKind;
  subjects: Map<string, Subject>;
  groups: Groups;
}

function factsOfEvent({ kind, subjects, groups }: World, event: ParkEvent, position: number): Fact[] {
  return factsOf(kind, applyEvent(kind, subjects, event, position), groups);
}

/** Adds the subjects that are not there yet. */
export function applyEvent(kind: SubjectKind, subjects: Map<string, Subject>, event: ParkEvent, position: number): Step {
  const changes = changesOf(kind, event);
  for (const id of changes.flatMap((change) => change.subjects)) if (!subjects.has(id)) subjects.set(id, newSubject(id));
  return applyChanges(kind, subjects, changes, position);
}

function rowsFor({ groupBy, filters }: Plan, facts: readonly Fact[]): (reading: Reading) => DayTotal[] {
  const asked = [...Object.keys(filters), ...(groupBy === null ? [] : [groupBy])];
  return (reading) => {
    const measure = measureFor(reading, asked)!;
    return facts
      .filter((fact) => fact.measure === measure.code)
      .map(({ dimensions, effective_on, delta }) => ({
        measure: measure.code,
        effective_on,
        scale: scaleOf(reading, dimensions),
        delta,
        key: groupBy && (dimensions[groupBy] ?? 'unknown'),
        matching: Object.entries(filters).every(([code, value]) => dimensions[code] === value) ? 1 : 0,
      }));
  };
}

function scaleOf({ measure: { scale } }: Reading, dimensions: Record<string, string>): string | null {
  return (scale !== undefined && dimensions[scale]) || null;
}

type Question = Partial<KpiQuestion> & { as_of: string };

/** The figure, as the API would answer it. */
export function figure(facts: readonly Fact[], code: string, question: Question): KpiFigure {
  const asked = plan(kpiOf(code), { filters: {}, ...question }, question.as_of);
  return evaluate(kpiOf(code), asked.time, rowsFor(asked, facts));
}

export function value(facts: readonly Fact[], code: string, question: Question): number | null {
  return figure(facts, code, question).value;
}

export function shareVerified(facts: readonly Fact[], code: string, asOf: string): number | null {
  const asked = plan(kpiOf(code), { filters: {}, as_of: asOf }, asOf);
  return verifiedShare(kpiOf(code), asked.time, rowsFor(asked, facts));
}

/** The figure's value per group. */
export function groups(facts: readonly Fact[], code: string, by: string, asOf: string): Record<string, number | null> {
  const asked = plan(kpiOf(code), { filters: {}, as_of: asOf, group_by: by }, asOf);
  const rows = rowsFor(asked, facts);
  const keys = [...new Set(rows(kpiOf(code).value!).map(({ key }) => key!))].sort();
  return Object.fromEntries(
    keys.map((key) => [key, evaluate(kpiOf(code), asked.time, (reading) => rows(reading).filter((row) => row.key === key)).value]),
  );
}

/** The sum of the facts behind the figure, taken one by one. */
export function factsAddUpTo(facts: readonly Fact[], reading: Reading, { time }: Plan): number {
  const pick = reading.pick(time);
  const amounts = facts
    .filter(({ measure }) => measure === reading.measure.code)
    .map(({ dimensions, effective_on, delta }) => ({ effective_on, delta, scale: scaleOf(reading, dimensions) }))
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
