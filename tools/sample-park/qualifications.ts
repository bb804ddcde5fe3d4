/** The qualifications: 400 entities in the park hold at least one in force on the opening day; some others must not count. */
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { later, type Story } from './story.ts';

export interface QualificationRow {
  entity_uscc: string;
  type: QualificationType;
  level: string;
  certificate_no: string;
  valid_from: LocalDate;
  /** Exclusive. */
  valid_to: LocalDate;
  verification: 'self_declared' | 'verified';
}

type QualificationType = 'hnte' | 'tech_sme' | 'srdi' | 'little_giant' | 'gazelle' | 'innovative_sme' | 'tase';

/** The qualifications of a technology firm, with weights: most are in the yearly register of technology SMEs, some hold more. */
const holdings: readonly (readonly [readonly QualificationType[], number])[] = [
  [['tech_sme'], 46],
  [['hnte'], 14],
  [['hnte', 'tech_sme'], 14],
  [['innovative_sme'], 9],
  [['innovative_sme', 'tech_sme'], 6],
  [['srdi', 'hnte'], 5],
  [['srdi', 'innovative_sme', 'tech_sme'], 3],
  [['gazelle', 'hnte'], 1.5],
  [['little_giant', 'hnte'], 0.7],
  [['tase'], 0.8],
];

const levels: Record<QualificationType, string> = {
  hnte: 'national',
  tech_sme: 'national',
  srdi: 'provincial',
  little_giant: 'national',
  gazelle: 'provincial',
  innovative_sme: 'provincial',
  tase: 'national',
};
const letters: Record<QualificationType, string> = {
  hnte: 'GR',
  tech_sme: 'TS',
  srdi: 'ZJ',
  little_giant: 'XJR',
  gazelle: 'DL',
  innovative_sme: 'CX',
  tase: 'JS',
};
const validMonths = 36;
const ranOut = 25;
const ranOutWithinDays = 380;

export function qualifications(story: Story, entities: readonly MarketEntity[]): QualificationRow[] {
  const chance = chanceOf('qualifications');
  let number = 0;
  const certificate = (entity: MarketEntity, type: QualificationType, valid_from: LocalDate, valid_to: LocalDate): QualificationRow => ({
    entity_uscc: entity.uscc,
    type,
    level: levels[type],
    certificate_no: `${letters[type]}${valid_from.slice(0, 4)}SAMPLE${String(++number).padStart(5, '0')}`,
    valid_from,
    valid_to,
    verification: chance.happens(0.86) ? 'verified' : 'self_declared',
  });
  const inForce = (entity: MarketEntity): QualificationRow[] =>
    chance
      .weighted(holdings)
      .flatMap((type) => validities(type, entity, story, chance).map(([from, to]) => certificate(entity, type, from, to)));
  const others = entities.filter(({ isTechnologyFirm, kind }) => !isTechnologyFirm && kind === 'enterprise');
  const isHere = ({ movedInOn, departedOn }: MarketEntity): boolean => movedInOn !== null && departedOn === null;
  return [
    ...entities.filter((entity) => entity.isTechnologyFirm && isHere(entity)).flatMap(inForce),
    ...others
      .filter((entity) => !isHere(entity))
      .slice(0, 8)
      .flatMap(inForce),
    ...others
      .filter((entity) => isHere(entity) && entity.establishedOn <= addMonths(addDays(story.openingDay, -ranOutWithinDays), -validMonths))
      .slice(0, ranOut)
      .map((entity) => {
        const end = addDays(story.openingDay, -chance.whole(0, ranOutWithinDays));
        return certificate(entity, 'hnte', addMonths(end, -validMonths), end);
      }),
  ];
}

/** A technology SME is registered for a calendar year at a time, so it has a certificate for each of them; the others last three years. */
function validities(type: QualificationType, entity: MarketEntity, { start, openingDay }: Story, chance: Chance): [LocalDate, LocalDate][] {
  const since = later(addDays(entity.movedInOn ?? start, -chance.whole(0, 200)), entity.establishedOn);
  if (type !== 'tech_sme') {
    const from = later(since, addDays(addMonths(openingDay, -validMonths), 1 + chance.whole(1, 200)));
    return [[from, addMonths(from, validMonths)]];
  }
  const validities: [LocalDate, LocalDate][] = [];
  for (let from = later(since, `${start.slice(0, 4)}-01-01`); from <= openingDay; from = newYearAfter(from))
    validities.push([from, newYearAfter(from)]);
  return validities;
}

function newYearAfter(day: LocalDate): LocalDate {
  return `${Number(day.slice(0, 4)) + 1}-01-01`;
}
