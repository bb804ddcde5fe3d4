/**
 * The figures of entities counted once more, from what the services themselves say today: lists of records instead of events, and none of the
 * code that the ledger is made with. What a row does not remember (an earlier stay, a change that counts only from a day ahead)
 * this count does not know; it is a check on the present.
 */
import { addDays, periodEnd, periodStart, type LocalDate } from '@park/kernel';

export interface EntityRow {
  id: string;
  kind: string;
  state: string;
  residency: string;
  registration_status: string;
  moved_in_on: LocalDate | null;
  departed_on: LocalDate | null;
}

export interface QualificationRow {
  entity_id: string;
  state: string;
  valid_from: LocalDate;
  valid_to: LocalDate;
}

export interface ReportRow {
  entity_id: string;
  period: string;
  state: string;
  revenue_kcny: number;
  tax_total_kcny: number;
  tax_local_kcny: number;
  employees_end: number;
}

function isHere(entity: EntityRow, today: LocalDate): boolean {
  if (entity.kind === 'service_platform' || entity.moved_in_on === null || entity.moved_in_on > today) return false;
  if (entity.state === 'departed') return entity.departed_on !== null && entity.departed_on > today;
  return ['resident', 'suspended'].includes(entity.state) && entity.residency !== 'none' && entity.registration_status === 'in_operation';
}

export function countEntities(entities: readonly EntityRow[], today: LocalDate): number {
  return entities.filter((entity) => isHere(entity, today)).length;
}

export function countTechFirms(entities: readonly EntityRow[], qualifications: readonly QualificationRow[], today: LocalDate): number {
  const here = new Set(entities.filter((entity) => isHere(entity, today)).map(({ id }) => id));
  const valid = qualifications.filter(({ state, valid_from, valid_to }) => state !== 'revoked' && valid_from <= today && today < valid_to);
  return new Set(valid.map(({ entity_id }) => entity_id).filter((id) => here.has(id))).size;
}

/** Of the calendar year so far, in thousand CNY; null where nothing of the year is reported yet. */
export function sumReported(
  amount: 'revenue_kcny' | 'tax_total_kcny' | 'tax_local_kcny',
  entities: readonly EntityRow[],
  reports: readonly ReportRow[],
  today: LocalDate,
): number | null {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const year = today.slice(0, 4);
  const counted = reports.filter(({ state, period, entity_id }) => {
    const [first, end] = [periodStart(period), periodEnd(period)];
    if (state !== 'verified' || !period.startsWith(year) || addDays(end, -1) > today) return false;
    const { kind, moved_in_on = null, departed_on = null } = byId.get(entity_id) ?? {};
    return kind !== 'service_platform' && moved_in_on !== null && moved_in_on < end && (departed_on === null || departed_on > first);
  });
  if (counted.length === 0) return null;
  const total = (rows: readonly ReportRow[]): number => rows.reduce((sum, row) => sum + row[amount], 0);
  // A year's report says it all, its quarters are not added to it; those of before the entity came are taken off it.
  const withYear = new Set(counted.filter(({ period }) => !period.includes('Q')).map(({ entity_id }) => entity_id));
  const beside = counted.filter(({ period, entity_id }) => !period.includes('Q') || !withYear.has(entity_id));
  const before = reports.filter(
    (report) =>
      report.state === 'verified' && report.period.startsWith(`${year}-Q`) && withYear.has(report.entity_id) && !counted.includes(report),
  );
  return total(beside) - total(before);
}

/** By the last verified report of each entity that is here; null where none is. */
export function countEmployed(entities: readonly EntityRow[], reports: readonly ReportRow[], today: LocalDate): number | null {
  const here = new Set(entities.filter((entity) => isHere(entity, today)).map(({ id }) => id));
  const last = new Map<string, ReportRow>();
  for (const report of reports) {
    if (report.state !== 'verified' || periodEnd(report.period) > today || !here.has(report.entity_id)) continue;
    const known = last.get(report.entity_id);
    if (!known || rank(known) < rank(report)) last.set(report.entity_id, report);
  }
  return last.size === 0 ? null : [...last.values()].reduce((sum, { employees_end }) => sum + employees_end, 0);
}

/** Of two that end on the same day the year's is the later word. */
function rank({ period }: ReportRow): string {
  return `${periodEnd(period)} ${period.includes('Q') ? 0 : 1}`;
}
