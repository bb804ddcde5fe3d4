/** Why a figure is missing, in words. */
import type { TextKey } from './zh.ts';

const reasons: Record<string, TextKey> = {
  nothing_known: 'reasonNothingKnown',
  denominator_zero: 'reasonDenominatorZero',
  not_in_ledger: 'reasonNotInLedger',
  being_derived: 'reasonBeingDerived',
  too_few_persons: 'reasonTooFewPersons',
};

export function reasonText(reason: string | null): TextKey {
  return reasons[reason ?? ''] ?? 'reasonUnknown';
}
