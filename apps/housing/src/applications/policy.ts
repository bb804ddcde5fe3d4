/** The eligibility policy 准入条件 for talent apartments, in versions: which rules an applicant must meet, told one by one. */
import { addMonths, type LocalDate } from '@park/kernel';
import type { Product } from '../tenancies/tenancy.ts';

/** From the lowest to the highest. */
export const degrees = ['none', 'secondary', 'associate', 'bachelor', 'master', 'doctor'] as const;
export type Degree = (typeof degrees)[number];

export interface Policy {
  version: string;
  /** Applications submitted from this day on are judged by it. */
  from: LocalDate;
  maxAge: number;
  minDegree: Record<Product, Degree>;
  /** For the hostel 驿站: how long before and after graduation. */
  graduation: { monthsBefore: number; monthsAfter: number };
  /** How long a finding of eligibility holds. */
  validMonths: number;
  /** With this many offers declined or expired, an application leaves the waiting list. */
  offersAtMost: number;
}

/** The newest first. Modelled on the policies that domain/housing.md cites; the park puts its own figures in their place. */
export const policies: readonly Policy[] = [
  {
    version: '2023-1',
    from: '2023-01-01',
    maxAge: 45,
    minDegree: { short_stay: 'bachelor', long_let: 'associate' },
    graduation: { monthsBefore: 12, monthsAfter: 24 },
    validMonths: 12,
    offersAtMost: 3,
  },
];

export function policyAt(day: LocalDate): Policy {
  return policies.find(({ from }) => from <= day) ?? policies.at(-1)!;
}

export function policyOf(version: string): Policy {
  return policies.find((policy) => policy.version === version)!;
}

export interface Facts {
  degree: Degree;
  graduated_on: LocalDate | null;
  age: number;
  employerInPark: boolean;
  social_insurance: boolean;
  owns_home: boolean;
  other_housing_benefit: boolean;
}

export interface Reason {
  rule: string;
  passed: boolean;
  detail: string;
}

/** Every rule that applies to the product, passed or not; what it says of a person tells no more than which side of the line they are on. */
export function judge(policy: Policy, product: Product, facts: Facts, on: LocalDate): Reason[] {
  const reasons = [degreeRule(policy.minDegree[product], facts.degree)];
  if (product === 'long_let') reasons.push(employerRule(facts));
  else reasons.push(graduationRule(policy.graduation, facts.graduated_on, on));
  reasons.push(
    facts.owns_home ? failed('no_own_home', 'owns a home in the city') : passed('no_own_home', 'owns no home in the city'),
    facts.age <= policy.maxAge ? passed('age', `at most ${policy.maxAge} years old`) : failed('age', `older than ${policy.maxAge} years`),
    facts.other_housing_benefit
      ? failed('no_other_benefit', 'enjoys another housing benefit')
      : passed('no_other_benefit', 'enjoys no other housing benefit'),
  );
  return reasons;
}

function degreeRule(least: Degree, degree: Degree): Reason {
  const meets = degrees.indexOf(degree) >= degrees.indexOf(least);
  return meets ? passed('degree', `${least} or higher`) : failed('degree', `lower than ${least}`);
}

function employerRule({ employerInPark, social_insurance }: Facts): Reason {
  if (employerInPark) return passed('employer', 'employed in the park');
  if (social_insurance) return passed('employer', 'social insurance paid in the city');
  return failed('employer', 'neither an employer in the park nor social insurance in the city');
}

function graduationRule({ monthsBefore, monthsAfter }: Policy['graduation'], graduatedOn: LocalDate | null, on: LocalDate): Reason {
  const near = graduatedOn !== null && on >= addMonths(graduatedOn, -monthsBefore) && on <= addMonths(graduatedOn, monthsAfter);
  const window = `between ${monthsBefore} months before and ${monthsAfter} months after graduation`;
  return near ? passed('graduation', window) : failed('graduation', `not ${window}`);
}

function passed(rule: string, detail: string): Reason {
  return { rule, passed: true, detail };
}

function failed(rule: string, detail: string): Reason {
  return { rule, passed: false, detail };
}
