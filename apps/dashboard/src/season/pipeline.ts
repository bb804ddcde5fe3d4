/** Deals by their stage, from the first contact to the money, and those that came to nothing. */
import type { DealEntry } from '@park/contracts';

export const stages: readonly DealEntry['state'][] = ['open', 'due_diligence', 'term_sheet', 'signed', 'funded', 'closed_lost'];

export interface Stage {
  state: DealEntry['state'];
  count: number;
  /** 千元 that were paid; null where none of them was. */
  amount_kcny: number | null;
}

export function pipelineOf(deals: readonly DealEntry[]): Stage[] {
  return stages.map((state) => {
    const own = deals.filter((deal) => deal.state === state);
    const paid = own.flatMap(({ amount_kcny }) => amount_kcny ?? []);
    return { state, count: own.length, amount_kcny: paid.length === 0 ? null : paid.reduce((sum, amount) => sum + amount, 0) };
  });
}
