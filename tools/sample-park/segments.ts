/** The kinds of market entities in such a park, how many of each there are, and the space that they look for. */
import type { Chance } from './chance.ts';
import type { EntityKind } from './sample-codes.ts';

export type Segment = 'technology' | 'trade' | 'media' | 'culture' | 'retail' | 'services' | 'farming';
export type Usage = 'office' | 'desk' | 'retail' | 'canteen' | 'lab' | 'exhibition' | 'workshop' | 'public';

export interface SegmentFacts {
  kind: EntityKind;
  /** GB/T 4754: section letter and division, each with its weight. */
  industries: readonly (readonly [string, number])[];
  /** The share that takes up space; the others are only registered here. */
  takesSpace: number;
  /** The usages that they look for first, with weights, and take otherwise. */
  usages: readonly (readonly [Usage, number])[];
  /** m² that they look for. */
  area: readonly [number, number];
  /** Compared with others: people, and tax that stays local. */
  people: number;
  tax: number;
}

export const segments: Record<Segment, SegmentFacts> = {
  technology: {
    kind: 'enterprise',
    industries: [
      ['I65', 5],
      ['I64', 2],
      ['M73', 2],
      ['M75', 3],
      ['C39', 2],
      ['C35', 1],
    ],
    takesSpace: 0.8,
    usages: [
      ['office', 55],
      ['lab', 27],
      ['workshop', 18],
    ],
    area: [50, 260],
    people: 2,
    tax: 1.1,
  },
  trade: {
    kind: 'enterprise',
    industries: [
      ['F51', 6],
      ['G58', 2],
      ['G59', 1],
      ['L72', 1],
    ],
    takesSpace: 0.33,
    usages: [['office', 1]],
    area: [40, 150],
    people: 0.7,
    tax: 2,
  },
  media: {
    kind: 'enterprise',
    industries: [
      ['F52', 3],
      ['I64', 2],
      ['R86', 2],
      ['L72', 1],
    ],
    takesSpace: 0.65,
    usages: [
      ['office', 70],
      ['workshop', 30],
    ],
    area: [45, 220],
    people: 1,
    tax: 0.8,
  },
  culture: {
    kind: 'enterprise',
    industries: [
      ['R88', 2],
      ['R87', 2],
      ['M74', 3],
      ['P83', 1],
    ],
    takesSpace: 0.68,
    usages: [
      ['office', 85],
      ['exhibition', 15],
    ],
    area: [40, 260],
    people: 0.9,
    tax: 0.4,
  },
  retail: {
    kind: 'individual_business',
    industries: [
      ['F52', 4],
      ['H62', 4],
      ['O80', 2],
      ['R89', 1],
    ],
    takesSpace: 0.6,
    usages: [
      ['retail', 92],
      ['canteen', 8],
    ],
    area: [25, 140],
    people: 0.8,
    tax: 0.08,
  },
  services: {
    kind: 'enterprise',
    industries: [
      ['L72', 6],
      ['M74', 2],
      ['J69', 1],
    ],
    takesSpace: 0.33,
    usages: [['office', 1]],
    area: [35, 120],
    people: 0.8,
    tax: 0.6,
  },
  farming: {
    kind: 'farmer_coop',
    industries: [
      ['A05', 2],
      ['A04', 1],
    ],
    takesSpace: 0,
    usages: [['office', 1]],
    area: [0, 0],
    people: 0.6,
    tax: 0.05,
  },
};

/** Of the 2,000 in the park, besides those that the article names: 399 technology firms and the article's make 400. */
export const invented: Record<Segment, number> = {
  technology: 399,
  trade: 560,
  media: 330,
  culture: 150,
  retail: 300,
  services: 237,
  farming: 12,
};

export function anySegment(chance: Chance): Segment {
  return chance.weighted(Object.entries(invented) as [Segment, number][]);
}
