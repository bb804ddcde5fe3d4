/** A job fair as the dashboard shows it: how it stands, its map of booths, and what its employers look for. */
import type { EmployerAtBooth, FairBooth, FairIndustry, FairSummary } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { labelOf } from '../../../kpi/dimension.ts';
import { sumOf, type DayTotal } from '../../../kpi/evaluate.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Measure } from '../../../ledger/measure.ts';
import { gatheringName } from '../../events/gathering-log.ts';
import { industry, sectionOf } from '../../industry.ts';
import {
  boothApplicationOf,
  boothFacts,
  boothHeadcount,
  boothOf,
  boothPostings,
  boothsCheckedIn,
  boothsConfirmed,
  boothsMissed,
  takesPart,
  type BoothApplication,
} from '../booth.ts';
import { employerOf } from '../employer.ts';
import { fairLogOf, fairOf } from '../fair.ts';

const beforeItIsAnnounced = ['draft', 'filed', 'cancelled'];

/** Member organisations may see a fair from the registration of employers on. */
export function isFairAnnounced(known: Known): boolean {
  return fairLogOf(known).some(({ is: { state } }) => state !== undefined && !beforeItIsAnnounced.includes(state));
}

export type FairSums = Pick<FairSummary, 'employers_confirmed' | 'employers_checked_in' | 'booth_no_shows' | 'postings' | 'headcount'>;

/** `totals`: of the fair alone. */
export function sumsOfTotals(totals: readonly DayTotal[]): FairSums {
  return sumsBy(({ code }) => sumOf(totals.filter(({ measure }) => measure === code)));
}

/** By the same facts as the totals, whatever day the fair was moved to. */
export function sumsOfApplications(applications: readonly Known[]): FairSums {
  const facts = applications.flatMap((known) => boothFacts(known));
  return sumsBy(({ code }) => facts.reduce((sum, { measure, delta }) => sum + (measure.code === code ? delta : 0), 0));
}

function sumsBy(amount: (of: Measure) => number): FairSums {
  return {
    employers_confirmed: amount(boothsConfirmed),
    employers_checked_in: amount(boothsCheckedIn),
    booth_no_shows: amount(boothsMissed),
    postings: amount(boothPostings),
    headcount: amount(boothHeadcount),
  };
}

/** `gathering`: undefined where no event has told of it. */
export function fairSummary(id: string, known: Known, gathering: Known | undefined, sums: FairSums, today: LocalDate): FairSummary {
  const { code = '', state = 'draft', fair_on = null, gathering_id = '', report_due_on = null } = fairOf(known);
  return {
    id,
    code,
    name: gathering ? gatheringName(gathering) : null,
    state: state as FairSummary['state'],
    fair_on,
    gathering_id,
    ...sums,
    report_due_on,
    is_report_overdue: state === 'closed' && report_due_on !== null && report_due_on < today,
  };
}

/** The newest first; above them those whose day is not known. */
export function newestFirst(a: FairSummary, b: FairSummary): number {
  const [one, other] = [a, b].map(({ fair_on, code }) => `${fair_on ?? '9'} ${code}`) as [string, string];
  return one > other ? -1 : 1;
}

type Application = Partial<BoothApplication>;

export function isWaiting({ state }: Application): boolean {
  return state === 'waitlisted';
}

const stateByApplication: Record<string, FairBooth['state']> = {
  booth_held: 'held',
  offered: 'offered',
  confirmed: 'confirmed',
  checked_in: 'checked_in',
  completed: 'checked_in',
};

/** By id; `employers` are those of the applications. */
export interface FairFloor {
  booths: ReadonlyMap<string, Known>;
  applications: readonly Known[];
  employers: ReadonlyMap<string, Known>;
}

/** The booths by zone and code, each with the employer that has it, and with the one that did not come to it. */
export function boothMap({ booths, applications, employers }: FairFloor): FairBooth[] {
  const byBooth = Map.groupBy(applications.map(boothApplicationOf), ({ booth_id }) => booth_id ?? null);
  return [...booths].map(([id, known]) => boothAt(id, known, byBooth.get(id) ?? [], employers)).sort(byZone);
}

function boothAt(id: string, known: Known, applications: readonly Application[], employers: FairFloor['employers']): FairBooth {
  const { code = '', zone = '', class: of = 'standard', status } = boothOf(known);
  const live = applications.find(({ state = '' }) => Object.hasOwn(stateByApplication, state));
  const missed = applications.findLast(({ state }) => state === 'no_show');
  const whileFree = status === 'blocked' ? 'blocked' : missed ? 'missed' : 'free';
  return {
    id,
    code,
    zone,
    class: of as FairBooth['class'],
    state: live ? stateByApplication[live.state!]! : whileFree,
    employer: live ? employerAtBooth(live, employers) : null,
    checked_in_at: live?.checked_in_at ?? null,
    missed_by: missed ? employerAtBooth(missed, employers) : null,
  };
}

function employerAtBooth({ employer_id = '', industry_code }: Application, employers: FairFloor['employers']): EmployerAtBooth {
  const known = employers.get(employer_id);
  const { code = '', name = null, industry_code: own } = known ? employerOf(known) : {};
  return { id: employer_id, code, name, industry: labelOf(industry, sectionOf(own ?? industry_code)) };
}

/** A-2 stands before A-10. */
const inOrder = new Intl.Collator('en', { numeric: true });

function byZone(a: FairBooth, b: FairBooth): number {
  return inOrder.compare(a.zone, b.zone) || inOrder.compare(a.code, b.code);
}

/** Of the employers that are confirmed or checked in; the most people first. */
export function fairIndustries(applications: readonly Known[]): FairIndustry[] {
  const taking = applications.map(boothApplicationOf).filter(({ state = '' }) => takesPart.includes(state));
  return [...Map.groupBy(taking, ({ industry_code }) => sectionOf(industry_code))]
    .map(([section, own]) => ({
      industry: section,
      name: labelOf(industry, section),
      employers: own.length,
      postings: total(own, ({ postings }) => postings),
      headcount: total(own, ({ headcount }) => headcount),
    }))
    .sort((a, b) => b.headcount - a.headcount || (a.industry < b.industry ? -1 : 1));
}

function total(applications: readonly Application[], of: (one: Application) => number | undefined): number {
  return applications.reduce((sum, one) => sum + (of(one) ?? 0), 0);
}
