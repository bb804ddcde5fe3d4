/** Fairs, booths, the funnel and employers as tables. */
import type { EmployerStandingList, FairAnswer, FairList, TalentFunnel } from '@park/contracts';

interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
}

export function fairsTable({ items }: FairList): Table {
  const sums = ['employers_confirmed', 'employers_checked_in', 'booth_no_shows', 'postings', 'headcount'];
  return {
    columns: ['id', 'code', 'name_zh', 'name_en', 'state', 'fair_on', 'gathering_id', ...sums, 'report_due_on', 'is_report_overdue'],
    rows: items.map(({ name, ...fair }) => ({ ...fair, name_zh: name?.zh ?? null, name_en: name?.en ?? null })),
  };
}

export function boothsTable({ fair: { code: fair }, booths }: FairAnswer): Table {
  const employer = ['employer_code', 'employer_name', 'industry_zh', 'industry_en'];
  return {
    columns: ['fair', 'zone', 'code', 'class', 'state', ...employer, 'checked_in_at', 'missed_by_code', 'missed_by_name'],
    rows: booths.map(({ employer: own, missed_by, ...booth }) => ({
      fair,
      ...booth,
      employer_code: own?.code ?? null,
      employer_name: own?.name ?? null,
      industry_zh: own?.industry.zh ?? null,
      industry_en: own?.industry.en ?? null,
      missed_by_code: missed_by?.code ?? null,
      missed_by_name: missed_by?.name ?? null,
    })),
  };
}

export function funnelTable({ from, to, fair, industry, stages }: TalentFunnel): Table {
  return {
    columns: ['from', 'to', 'fair', 'industry', 'stage', 'count', 'of', 'share', 'median_days', 'p90_days'],
    rows: stages.map((stage) => ({ from, to, fair, industry, ...stage })),
  };
}

export function employersTable({ items }: EmployerStandingList): Table {
  const own = ['standing', 'no_shows', 'sits_out_after', 'banned_until', 'booths', 'booths_missed'];
  return {
    columns: ['id', 'code', 'name', 'industry_zh', 'industry_en', 'is_resident', ...own],
    rows: items.map(({ industry, ...employer }) => ({ ...employer, industry_zh: industry.zh, industry_en: industry.en })),
  };
}
