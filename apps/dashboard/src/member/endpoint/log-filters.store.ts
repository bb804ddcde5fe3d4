/** The filters of the delivery log, which stand in the page's address. */
import { address, go } from '../../address/address.store.ts';
import { searchWith } from '../../address/search.ts';
import type { Endpoint } from '../api.ts';

export interface LogProps {
  endpoint: Endpoint;
  /** Grows with each thing that was done on the page. */
  revision: number;
  mayWrite: boolean;
  reload: () => void;
}

/** Changes the filters in the page's address. */
export function askFor(changes: Record<string, string | null>): void {
  go(address.value.path + searchWith(address.value.search, changes), { replace: true });
}
