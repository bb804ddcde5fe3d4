/** The rules by which candidates for a need are ranked: what each criterion weighs, and which categories are near to each other. */
import type { AllianceCategory } from '../needs/need.ts';

export const criteria = ['eligibility', 'category', 'mode', 'capacity', 'dates', 'fairness', 'experience'] as const;
export type Criterion = (typeof criteria)[number];

export interface MatchingRules {
  version: string;
  /** Points of a criterion that is met in full; 100 together. Eligibility gives none: without it a candidate does not fit. */
  weights: Record<Criterion, number>;
  /** The share of the points of a criterion that is met half: a near category, a capacity or days that nobody knows. */
  halfShare: number;
  /** So much more got than given, in claims, gives all points of fairness; so much more given than got gives none. */
  fairnessSpan: number;
  /** So many similar needs resolved give all points of experience. */
  experienceFull: number;
  /** Days over which the claims that a member gave and received are counted. */
  fairnessDays: number;
  /** Days over which a member's resources, and the similar needs that it resolved, are counted. */
  experienceDays: number;
}

export const matchingRules: MatchingRules = {
  version: '2026-1',
  weights: { eligibility: 0, category: 35, mode: 10, capacity: 20, dates: 15, fairness: 10, experience: 10 },
  halfShare: 0.5,
  fairnessSpan: 4,
  experienceFull: 3,
  fairnessDays: 365,
  experienceDays: 730,
};

/** Pairs, in both directions: who has the one can often help with the other. */
const nearPairs: readonly (readonly [AllianceCategory, AllianceCategory])[] = [
  ['venue', 'equipment'],
  ['mentor', 'training'],
  ['mentor', 'talent'],
  ['mentor', 'technology'],
  ['equipment', 'technology'],
  ['policy', 'financing'],
  ['financing', 'market'],
  ['talent', 'training'],
  ['training', 'volunteers'],
];

export function nearTo(category: AllianceCategory): AllianceCategory[] {
  return nearPairs.flatMap(([a, b]) => (a === category ? [b] : b === category ? [a] : []));
}
