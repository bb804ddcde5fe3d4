/** The lettings of each unit over time: a walk through the days, on which tenants come, stay, grow, move and leave. */
import { addDays, addMonths, dayNumber, type LocalDate } from '../../libs/kernel/src/date.ts';
import type { Building } from './buildings.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity, SpaceWish } from './market-entities.ts';
import type { Story } from './story.ts';
import type { UnitRow } from './units.ts';

export interface Letting {
  entity: MarketEntity;
  units: UnitRow[];
  startOn: LocalDate;
  /** Exclusive. */
  endOn: LocalDate;
  /** When the space was given back, at the end or before it. */
  endedOn: LocalDate | null;
}

/** From the acceptance of its building until a unit can be had; some find no tenant at all. */
const fitOut = { days: 12, upToMore: 150, stillVacant: 0.07 };
const daysBetweenTenants = [7, 75] as const;
const months = [
  [12, 30],
  [24, 28],
  [36, 30],
  [60, 12],
] as const;
const renewals = { probability: 0.8, signedAheadDays: 60, signedAhead: 0.55 };
const growing = { moves: 0.07, takesMore: 0.5 };
const signedForLater = 12;

export function lettings(
  story: Story,
  buildings: readonly Building[],
  units: readonly UnitRow[],
  entities: readonly MarketEntity[],
): Letting[] {
  const walk = new Walk(story, new Vacancies(buildings, units, chanceOf('vacancies')));
  for (const entity of entities) {
    const { movedInOn, wish } = entity;
    if (movedInOn === null || wish === null) continue;
    if (wish.isReserved) walk.reserves(entity, movedInOn, wish);
    else walk.arrives(entity, movedInOn, wish);
  }
  walk.toOpeningDay();
  return [...walk.lettings, ...walk.signedAhead()].sort((a, b) => (a.startOn < b.startOn ? -1 : a.startOn > b.startOn ? 1 : 0));
}

/** The units that can be had, by usage. */
class Vacancies {
  /** Each with the day from which it can be had. */
  private readonly free: Map<string, Map<UnitRow, LocalDate>>;
  private readonly chance: Chance;

  constructor(buildings: readonly Building[], units: readonly UnitRow[], chance: Chance) {
    const divided = new Set(units.map(({ parent_code }) => parent_code));
    const accepted = new Map(buildings.map(({ row, acceptedOn }) => [row.code, acceptedOn]));
    const offered = units.filter(
      ({ code, rentable, state }) => rentable && state === 'in_service' && !divided.has(code) && !chance.happens(fitOut.stillVacant),
    );
    const ready = ({ building_code }: UnitRow): LocalDate =>
      addDays(accepted.get(building_code)!, fitOut.days + Math.floor(fitOut.upToMore * chance.next() ** 2));
    const byUsage = Map.groupBy(offered, ({ usage }) => usage);
    this.free = new Map([...byUsage].map(([usage, ofUsage]) => [usage, new Map(ofUsage.map((unit) => [unit, ready(unit)]))]));
    this.chance = chance;
  }

  /** The units nearest in size among a few taken at random: tenants see a handful of offers, and the best fit of all would fill the park in an order that no park has. */
  find({ usages, areaM2, units }: SpaceWish, day: LocalDate): UnitRow[] {
    for (const usage of usages) {
      const free: UnitRow[] = [];
      this.free.get(usage)?.forEach((from, unit) => from <= day && free.push(unit));
      if (free.length < units) continue;
      const seen = new Set(Array.from({ length: 8 + units }, () => this.chance.pick(free)));
      return [...seen].sort((a, b) => Math.abs(a.use_m2 - areaM2) - Math.abs(b.use_m2 - areaM2)).slice(0, units);
    }
    return [];
  }

  take(units: readonly UnitRow[]): void {
    for (const unit of units) this.free.get(unit.usage)!.delete(unit);
  }

  giveBack(units: readonly UnitRow[], day: LocalDate): void {
    for (const unit of units) this.free.get(unit.usage)!.set(unit, addDays(day, this.chance.whole(...daysBetweenTenants)));
  }
}

class Walk {
  readonly lettings: Letting[] = [];
  private readonly story: Story;
  private readonly vacancies: Vacancies;
  private readonly chance = chanceOf('lettings');
  /** The moves of each day: tenants leave before others come. */
  private readonly leaving = new Map<number, (() => void)[]>();
  private readonly coming = new Map<number, (() => void)[]>();
  private first = Infinity;

  constructor(story: Story, vacancies: Vacancies) {
    this.story = story;
    this.vacancies = vacancies;
  }

  arrives(entity: MarketEntity, day: LocalDate, wish: SpaceWish): void {
    this.on(this.coming, day, () => {
      const units = this.vacancies.find(wish, day);
      if (units.length > 0) this.begin(entity, units, day);
    });
  }

  reserves(entity: MarketEntity, day: LocalDate, wish: SpaceWish): void {
    const units = this.vacancies.find(wish, day);
    this.vacancies.take(units);
    this.on(this.coming, day, () => this.begin(entity, units, day));
  }

  toOpeningDay(): void {
    for (let day = this.first; day <= dayNumber(this.story.openingDay); day++) {
      for (const happening of [...(this.leaving.get(day) ?? []), ...(this.coming.get(day) ?? [])]) happening();
    }
  }

  /** Signed by the opening day, to begin after it: renewals, and more space for some who are here. */
  signedAhead(): Letting[] {
    const { openingDay } = this.story;
    const stays = this.lettings.filter(({ endedOn, endOn }) => endedOn === null && endOn <= addDays(openingDay, renewals.signedAheadDays));
    const renewed = stays
      .filter(() => this.chance.happens(renewals.signedAhead))
      .map((one) => this.letting(one.entity, one.units, one.endOn));
    const grown = this.chance.shuffled(this.lettings.filter(({ endedOn }) => endedOn === null)).slice(0, signedForLater);
    const more = grown.flatMap(({ entity }) => {
      const units = this.vacancies.find({ ...entity.wish!, units: 1 }, openingDay);
      this.vacancies.take(units);
      return units.length === 0 ? [] : [this.letting(entity, units, addDays(openingDay, this.chance.whole(4, 45)))];
    });
    return [...renewed, ...more];
  }

  private begin(entity: MarketEntity, units: UnitRow[], day: LocalDate): void {
    const letting = this.letting(entity, units, day);
    this.lettings.push(letting);
    this.vacancies.take(units);
    const { departedOn } = entity;
    const movesOn = addDays(day, this.chance.whole(120, 330));
    if (departedOn !== null && departedOn < letting.endOn) this.on(this.leaving, departedOn, () => this.end(letting, departedOn));
    else if (departedOn === null && movesOn < letting.endOn && this.chance.happens(growing.moves))
      this.on(this.leaving, movesOn, () => this.move(letting, movesOn));
    else this.on(this.leaving, letting.endOn, () => this.runOut(letting));
    const isFirst = entity.movedInOn === day;
    const growsOn = addDays(day, this.chance.whole(20, 200));
    if (isFirst && departedOn === null && this.chance.happens(growing.takesMore))
      this.arrives(entity, growsOn, { ...entity.wish!, units: 1 });
  }

  private letting(entity: MarketEntity, units: UnitRow[], startOn: LocalDate): Letting {
    return { entity, units, startOn, endOn: addMonths(startOn, this.chance.weighted(months)), endedOn: null };
  }

  private end(letting: Letting, day: LocalDate): void {
    letting.endedOn = day;
    this.vacancies.giveBack(letting.units, day);
  }

  /** Renewed where it is, or continued elsewhere: who is here keeps space. */
  private runOut(letting: Letting): void {
    const { entity, units, endOn } = letting;
    this.end(letting, endOn);
    if (entity.departedOn === endOn) return;
    const elsewhere = this.chance.happens(renewals.probability) ? [] : this.vacancies.find({ ...entity.wish!, units: units.length }, endOn);
    this.begin(entity, elsewhere.length > 0 ? elsewhere : units, endOn);
  }

  /** Before the end, because it has outgrown its space. */
  private move(letting: Letting, day: LocalDate): void {
    const { entity, units } = letting;
    const larger = this.vacancies.find({ ...entity.wish!, areaM2: 1.6 * units[0]!.use_m2, units: units.length }, day);
    if (larger.length === 0) return this.on(this.leaving, letting.endOn, () => this.runOut(letting));
    this.end(letting, day);
    this.begin(entity, larger, day);
  }

  private on(calendar: Map<number, (() => void)[]>, date: LocalDate, happening: () => void): void {
    const day = dayNumber(date);
    this.first = Math.min(this.first, day);
    const list = calendar.get(day);
    if (list) list.push(happening);
    else calendar.set(day, [happening]);
  }
}
