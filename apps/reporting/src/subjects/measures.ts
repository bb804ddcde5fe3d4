/** The measures: what can be summed over facts. Each with its dimensions and the aggregates whose events it comes from. */

/** Raised with every change of a timeline, or of what is remembered of a subject; a start with a newer version than the ledger's derives the ledger anew. */
export const ledgerVersion = 2;

const ofEntity = ['kind', 'residency', 'industry', 'size_class'] as const;
const ofReport = [...ofEntity, 'period'] as const;
const reported = ['entity', 'operating-report'];

export const measures = {
  /** Market entities in the park, day by day. */
  entities: { dimensions: ofEntity, aggregates: ['entity'] },
  /** Those of them with at least one qualification of the tech set in force. */
  tech_firms: { dimensions: ofEntity, aggregates: ['entity', 'qualification'] },
  /** Those of these with at least one of which the evidence was verified. */
  tech_firms_verified: { dimensions: ofEntity, aggregates: ['entity', 'qualification'] },
  /** The same per type of qualification: a firm with two types is in both. */
  tech_firms_by_type: { dimensions: [...ofEntity, 'qualification'], aggregates: ['entity', 'qualification'] },
  /** People employed, as the latest verified report of each entity in the park says. */
  employment: { dimensions: ofEntity, aggregates: reported },
  /** Thousand CNY of verified reports, on the last day of their period. */
  revenue: { dimensions: ofReport, aggregates: reported },
  tax_total: { dimensions: ofReport, aggregates: reported },
  tax_local: { dimensions: ofReport, aggregates: reported },
  /** Reports submitted or verified, on the last day of their period. */
  reports_handed_in: { dimensions: ofReport, aggregates: reported },
  reports_verified: { dimensions: ofReport, aggregates: reported },
  /** Entities in the park on the last day of a period for which they have a verified report. */
  entities_covered: { dimensions: ofEntity, aggregates: reported },

  buildings_renovated: { dimensions: ['building'], aggregates: ['renovation'] },
  indoor_area_renovated: { dimensions: ['building'], aggregates: ['renovation'] },
  outdoor_area_renewed: { dimensions: ['building'], aggregates: ['renovation'] },

  /** m² of usable area on offer or let. */
  rentable_area: { dimensions: ['building', 'usage'], aggregates: ['unit'] },
  /** m² of leases in force; `end_on` is the day they end, absent while that is open. */
  leased_area: { dimensions: ['building', 'usage', 'end_on'], aggregates: ['unit', 'occupancy'] },

  apartments: { dimensions: ['brand'], aggregates: ['apartment'] },
  apartments_occupied: { dimensions: ['brand', 'product'], aggregates: ['apartment', 'tenancy'] },
  applications_waiting: { dimensions: ['product'], aggregates: ['application'] },
} as const satisfies Record<string, { dimensions: readonly string[]; aggregates: readonly string[] }>;

export type MeasureCode = keyof typeof measures;
