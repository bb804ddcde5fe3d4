/** The market entities: 2,000 in the park on the opening day, and 37 records that must not count. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import { namedPlatforms, namedTenants, type NamedTenant } from './named-organisations.ts';
import { firmNames } from './names.ts';
import { sampleUscc, type EntityKind } from './sample-codes.ts';
import { anySegment, invented, segments, type Segment, type SegmentFacts, type Usage } from './segments.ts';
import { later, type Story } from './story.ts';

/** The space that it looks for when it moves in; without one it is only registered here. */
export interface SpaceWish {
  usages: readonly Usage[];
  areaM2: number;
  units: number;
  /** Set aside before anybody comes. */
  isReserved?: boolean;
}

export interface MarketEntity {
  uscc: string;
  name: string;
  kind: EntityKind;
  segment: Segment;
  industry: string;
  establishedOn: LocalDate;
  founders: string[];
  isTechnologyFirm: boolean;
  /** Compared with others; 1 is about average. */
  size: number;
  /** Null for a prospect. */
  movedInOn: LocalDate | null;
  departedOn: LocalDate | null;
  departure: 'deregistered' | 'moved_out' | 'lease_end' | null;
  wish: SpaceWish | null;
}

const departures = [
  ...Array<'deregistered'>(11).fill('deregistered'),
  ...Array<'moved_out'>(8).fill('moved_out'),
  ...Array<'lease_end'>(2).fill('lease_end'),
] as const;
const prospects = 9;

/** Those who were there before the history begins; the others come month by month, as the buildings become ready. */
const shareAtStart = 0.34;
const arrivalsByMonth = [38, 46, 52, 70, 84, 76, 58, 42, 88, 104, 112, 96, 90, 64].map((weight, month) => [month, weight] as const);

export function marketEntities(story: Story): MarketEntity[] {
  const chance = chanceOf('market entities');
  const nameOf = firmNames(chance);
  let serial = 0;
  const invent = (segment: Segment): MarketEntity => entityOf(segment, nameOf(segment), ++serial, chance);
  const named = namedTenants.map((tenant, i) => arrivingNamed(tenant, addDays(story.start, 55 + 18 * i), ++serial, chance));
  const residents = (Object.entries(invented) as [Segment, number][]).flatMap(([segment, count]) =>
    Array.from({ length: count }, () => arriving(invent(segment), story, chance)),
  );
  const gone = departures.map((reason) => departing(invent(anySegment(chance)), reason, story, chance));
  const waiting = Array.from({ length: prospects }, () => invent(anySegment(chance))).map((entity) =>
    founded(entity, story.openingDay, chance),
  );
  const platforms = namedPlatforms.map(({ name, industry }, i) =>
    platform(name, industry, addDays(story.start, 10 + 25 * i), ++serial, chance),
  );
  return [...named, ...chance.shuffled([...residents, ...gone]).sort(byArrival), ...waiting, ...platforms];
}

export interface MarketEntityRow {
  uscc: string;
  name: string;
  kind: EntityKind;
  established_on: LocalDate;
  industry_code: string;
  size_class: 'large' | 'medium' | 'small' | 'micro';
  founder_flags: string;
  residency?: 'registered_only' | 'physical' | 'both';
  moved_in_on?: LocalDate;
  departed_on?: LocalDate;
  departure_reason?: string;
}

/** `hasSpace`: those who found space on moving in. Few of them are registered elsewhere. */
export function marketEntityRows(entities: readonly MarketEntity[], hasSpace: ReadonlySet<string>): MarketEntityRow[] {
  const chance = chanceOf('registered address');
  return entities.map((entity) => {
    const { uscc, name, kind, establishedOn, industry, founders, movedInOn, departedOn, departure } = entity;
    const inSpace = chance.happens(0.82) ? 'both' : 'physical';
    return {
      uscc,
      name,
      kind,
      established_on: establishedOn,
      industry_code: industry,
      size_class: sizeClassOf(entity),
      founder_flags: founders.join(';'),
      ...(movedInOn !== null && { residency: hasSpace.has(uscc) ? inSpace : 'registered_only', moved_in_on: movedInOn }),
      ...(departedOn !== null && { departed_on: departedOn, departure_reason: departure! }),
    };
  });
}

function sizeClassOf({ size, kind }: MarketEntity): MarketEntityRow['size_class'] {
  if (kind === 'individual_business' || size < 2.4) return size < 6 ? 'micro' : 'small';
  if (size < 7) return 'small';
  return size < 20 ? 'medium' : 'large';
}

function entityOf(segment: Segment, name: string, serial: number, chance: Chance): MarketEntity {
  const { kind, industries, takesSpace, usages, area } = segments[segment];
  const size = Math.exp(0.85 * chance.normal());
  const [least, most] = area;
  const areaM2 = Math.min(most, least + (most - least) * 0.55 * size * chance.next());
  const prefersDesk = areaM2 < 70 && kind === 'enterprise' && chance.happens(0.55);
  const preferred = prefersDesk ? ('desk' as const) : chance.weighted(usages);
  const wish = chance.happens(takesSpace) ? { usages: inOrder(preferred, usages), areaM2, units: size > 5 ? 2 : 1 } : null;
  const founders = (
    [
      ['youth', 0.42],
      ['returnee', 0.08],
      ['student', 0.07],
    ] as const
  ).flatMap(([flag, share]) => (chance.happens(share) ? [flag] : []));
  return {
    uscc: sampleUscc(kind, serial),
    name,
    kind,
    segment,
    industry: chance.weighted(industries),
    establishedOn: '',
    founders,
    isTechnologyFirm: segment === 'technology',
    size,
    movedInOn: null,
    departedOn: null,
    departure: null,
    wish,
  };
}

function inOrder(preferred: Usage, usages: SegmentFacts['usages']): Usage[] {
  return [preferred, ...usages.map(([usage]) => usage).filter((usage) => usage !== preferred)];
}

/** Established long before, or just now in order to move in. */
function founded(entity: MarketEntity, by: LocalDate, chance: Chance): MarketEntity {
  return { ...entity, establishedOn: addDays(by, -(chance.happens(0.4) ? chance.whole(4, 60) : chance.whole(90, 2_900))) };
}

function arriving(entity: MarketEntity, story: Story, chance: Chance): MarketEntity {
  const movedInOn = chance.happens(shareAtStart) ? beforeHistory(entity, story, chance) : duringHistory(story, chance);
  return { ...founded(entity, movedInOn, chance), movedInOn };
}

/** Space was there only once the first buildings were ready. */
function beforeHistory({ wish }: MarketEntity, { start }: Story, chance: Chance): LocalDate {
  return addDays(start, -(wish === null ? chance.whole(1, 1_100) : chance.whole(1, 170)));
}

function duringHistory({ months }: Story, chance: Chance): LocalDate {
  const month = chance.weighted(arrivalsByMonth);
  const from = months[month]!;
  return addDays(from, chance.whole(0, daysBetween(from, months[month + 1]!) - 1));
}

function departing(entity: MarketEntity, departure: NonNullable<MarketEntity['departure']>, story: Story, chance: Chance): MarketEntity {
  const movedInOn = beforeHistory(entity, story, chance);
  const earliest = later(addDays(movedInOn, 150), story.start);
  const departedOn = addDays(earliest, chance.whole(0, daysBetween(earliest, story.openingDay)));
  return { ...founded(entity, movedInOn, chance), isTechnologyFirm: false, movedInOn, departedOn, departure };
}

function arrivingNamed(tenant: NamedTenant, movedInOn: LocalDate, serial: number, chance: Chance): MarketEntity {
  const { name, segment, industry, uscc, isTechnologyFirm = false, size } = tenant;
  const { kind, usages, area } = segments[segment];
  return {
    uscc: uscc ?? sampleUscc(kind, serial),
    name,
    kind,
    segment,
    industry,
    establishedOn: addDays(movedInOn, -chance.whole(400, 3_500)),
    founders: [],
    isTechnologyFirm,
    size,
    movedInOn,
    departedOn: null,
    departure: null,
    wish: {
      usages: tenant.usages ?? usages.map(([usage]) => usage),
      areaM2: area[1],
      units: size > 15 ? 3 : size > 6 ? 2 : 1,
      isReserved: true,
    },
  };
}

function platform(name: string, industry: string, movedInOn: LocalDate, serial: number, chance: Chance): MarketEntity {
  return {
    uscc: sampleUscc('service_platform', serial),
    name,
    kind: 'service_platform',
    segment: 'services',
    industry,
    establishedOn: addDays(movedInOn, -chance.whole(100, 2_000)),
    founders: [],
    isTechnologyFirm: false,
    size: 2,
    movedInOn,
    departedOn: null,
    departure: null,
    wish: { usages: ['office', 'exhibition'], areaM2: 160, units: 1 },
  };
}

function byArrival(a: MarketEntity, b: MarketEntity): number {
  return a.movedInOn! < b.movedInOn! ? -1 : a.movedInOn! > b.movedInOn! ? 1 : 0;
}
