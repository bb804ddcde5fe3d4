import { alliance } from '@park/contracts';
import { Choice, DateField, Formed, Ids, ListQuery, SomeOf, Text, Uscc, Whole } from '@park/service-kit';
import type { RotationPeriod, RotationPlanState } from './rotation-plan.ts';

const code = { description: 'Never changed, never used again', example: 'RP-2025' };
const codeForm = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
const codeWords = 'at most 40 capital letters, digits and hyphens';
/** Terms of a plan: five years of months. */
const mostMembers = 60;

class RotationOrderDto {
  @Ids(mostMembers, { description: 'Memberships in the order of their terms, one for each period; none is an observer' })
  members: string[];

  @Ids(mostMembers, {
    description: 'Memberships outside of the cycle that take a term which is skipped, the first one first',
    optional: true,
  })
  substitutes?: string[];
}

export class DraftRotationPlanDto extends RotationOrderDto {
  @Formed(codeForm, codeWords, code)
  code: string;

  @Choice(alliance.rotationPeriods, { description: 'The length of a term' })
  period: RotationPeriod;

  @DateField({ description: 'First day of a month or a quarter, not earlier than the present one', example: '2025-07-01' })
  start_on: string;

  @DateField({ description: 'Exclusive; first day of a month or a quarter', example: '2026-01-01' })
  end_on: string;
}

export class ChangeRotationPlanDto extends SomeOf(RotationOrderDto) {}

export class WithdrawRotationPlanDto {
  @Text(1000, { description: 'Names no person', example: 'the terms are to be months' })
  reason: string;
}

export class RotationPlansQuery extends ListQuery {
  @Choice(alliance.rotationPlanStates, { optional: true })
  state?: RotationPlanState;

  @Choice(alliance.rotationPeriods, { optional: true })
  period?: RotationPeriod;

  @DateField({ description: 'Plans that begin on this day or later', optional: true })
  start_on_from?: string;

  @DateField({ description: 'Plans that begin before this day', optional: true })
  start_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: one term of a plan of earlier times. The rows of a plan follow each other; with the last one it is approved. */
export class RotationPlanRow {
  @Formed(codeForm, codeWords, code)
  plan_code: string;

  @Choice(alliance.rotationPeriods)
  period: RotationPeriod;

  @DateField({ description: 'First day of the plan', example: '2024-01-01' })
  from: string;

  @DateField({ description: 'The day after the last of the plan', example: '2025-01-01' })
  to: string;

  @Whole(1, mostMembers, { description: 'Of the term in the plan' })
  number: number;

  @Uscc()
  uscc: string;
}
