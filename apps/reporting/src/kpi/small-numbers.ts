/**
 * Small numbers of persons (K-18): a member organisation sees none below five, and none that could be worked out from what it is answered.
 * Of groups or points that add up to a whole, others are left out with them until those that are left out are together five or more.
 * Answers to different questions are not held against each other: who asks for many periods can subtract them.
 */
import type { KpiAnswer, KpiFigure } from '@park/contracts';
import { isOperator, Refusal, type Actor } from '@park/kernel';
import { dimensionsOf, type Kpi } from './kpi.ts';
import type { KpiQuestion } from './query-plan.ts';

export const fewestShown = 5;
export const tooFewPersons = 'too_few_persons';

/** Throws `forbidden operator_only` where a member organisation asks by a dimension that is the park's alone. */
export function requireAllowed(caller: Actor, kpi: Kpi, { group_by, filters }: KpiQuestion): void {
  if (isOperator(caller)) return;
  const asked = [...Object.keys(filters), group_by];
  const hidden = dimensionsOf(kpi).find(({ code, operatorOnly }) => operatorOnly && asked.includes(code));
  if (hidden) throw new Refusal('forbidden', 'operator_only', `Numbers by ${hidden.code} are for the park’s operator.`);
}

/** The answer as the caller may see it. */
export function shownTo(caller: Actor, { countsPersons }: Kpi, answer: KpiAnswer): KpiAnswer {
  if (isOperator(caller) || !countsPersons) return answer;
  const { groups, series } = answer;
  return {
    ...(isFew(answer) ? withoutNumbers(answer) : answer),
    ...(groups && { groups: withoutFew(groups) }),
    ...(series && { series: withoutFew(series) }),
  };
}

function isFew({ value }: KpiFigure): boolean {
  return value !== null && value > 0 && value < fewestShown;
}

function withoutFew<Figure extends KpiFigure>(figures: readonly Figure[]): Figure[] {
  const hidden = new Set(figures.filter(isFew));
  const others = figures.filter((one) => !hidden.has(one) && (one.value ?? 0) > 0).sort((a, b) => a.value! - b.value!);
  while (hidden.size > 0 && (hidden.size < 2 || sumOf(hidden) < fewestShown) && others.length > 0) hidden.add(others.shift()!);
  return figures.map((one) => (hidden.has(one) ? withoutNumbers(one) : one));
}

function sumOf(figures: ReadonlySet<KpiFigure>): number {
  return [...figures].reduce((sum, { value }) => sum + value!, 0);
}

function withoutNumbers<Figure extends KpiFigure>(figure: Figure): Figure {
  return { ...figure, value: null, null_reason: tooFewPersons, numerator: null, denominator: null };
}
