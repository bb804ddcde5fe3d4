/** The scopes of the reporting service. */
import { scopesOf } from '../scope.ts';

export const reportingScopes = scopesOf('reporting', {
  records: [],
  members: [],
  others: { 'reporting:kpi:read': 'Read figures, the facts behind them and data quality' },
  operator: { 'reporting:projection:manage': 'Rebuild the projections and run the reconciliation' },
});
