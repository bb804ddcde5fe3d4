/** The units of space: each floor divided into what is let as one, some rooms divided further into desks. */
import type { LocalDate } from '../../libs/kernel/src/date.ts';
import type { Building } from './buildings.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Usage } from './segments.ts';

export interface UnitRow {
  code: string;
  building_code: string;
  parent_code?: string;
  floor: number;
  usage: Usage;
  gfa_m2: number;
  use_m2: number;
  rentable: boolean;
  ref_price_fen_per_m2_day: number;
  state: 'draft' | 'in_service' | 'maintenance' | 'self_use';
  added_on: LocalDate;
}

type Place = Omit<UnitRow, 'added_on'>;

/** Of a floor's gross area; the rest are walls, stairs and corridors. */
const usableShare = 0.74;
const grossPerUsable = 1.3;
const publicM2 = 36;
const deskRoomM2 = 150;
const desksPerRoom = 12;
const deskM2 = 5.5;

const sizes: Record<Usage, readonly [number, number]> = {
  office: [38, 220],
  desk: [deskM2, deskM2],
  retail: [28, 150],
  canteen: [110, 380],
  lab: [90, 300],
  exhibition: [180, 520],
  workshop: [160, 620],
  public: [publicM2, publicM2],
};

/** Fen per m² and day: a low-cost place to begin in. */
const prices: Record<Usage, readonly [number, number]> = {
  office: [80, 145],
  desk: [220, 280],
  retail: [130, 290],
  canteen: [95, 160],
  lab: [85, 140],
  exhibition: [60, 110],
  workshop: [42, 78],
  public: [0, 0],
};

export function units(buildings: readonly Building[]): UnitRow[] {
  const chance = chanceOf('units');
  return buildings.flatMap((building) =>
    Array.from({ length: building.row.floors }, (_, i) => floorOf(building, i + 1, chance))
      .flat()
      .map((row) => ({ ...row, added_on: building.acceptedOn })),
  );
}

function floorOf({ row, purpose, hasDesks, renovatedM2 }: Building, floor: number, chance: Chance): Place[] {
  const usage = purpose[Math.min(floor, purpose.length) - 1]!;
  let leftM2 = (renovatedM2 / row.floors) * usableShare - publicM2;
  let number = 0;
  const codeOf = (): string => `${row.code}-${String(floor).padStart(2, '0')}${String(++number).padStart(2, '0')}`;
  const made: Place[] = [];
  if (hasDesks && floor > 1) {
    made.push(...deskRoom(row.code, codeOf(), floor, chance));
    leftM2 -= deskRoomM2;
  }
  const [least, most] = sizes[usage];
  while (leftM2 >= least) {
    const wished = least + (most - least) * chance.next() ** 2;
    const area = tenths(leftM2 - wished < least ? Math.min(leftM2, most) : wished);
    leftM2 -= area;
    made.push(unit(row.code, codeOf(), floor, usage, area, chance));
  }
  const corridor = { ...unit(row.code, codeOf(), floor, 'public', publicM2, chance), rentable: false };
  return [...made, corridor];
}

function deskRoom(building: string, code: string, floor: number, chance: Chance): Place[] {
  const room = unit(building, code, floor, 'desk', deskRoomM2, chance);
  const desks = Array.from({ length: desksPerRoom }, (_, i) => {
    const number = String(i + 1).padStart(2, '0');
    return { ...unit(building, `${code}-${number}`, floor, 'desk', deskM2, chance), parent_code: code, state: 'in_service' as const };
  });
  return [{ ...room, state: 'in_service' as const }, ...desks];
}

function unit(building_code: string, code: string, floor: number, usage: Usage, use_m2: number, chance: Chance): Place {
  const [low, high] = prices[usage];
  const state =
    usage === 'public'
      ? 'in_service'
      : chance.weighted([
          ['in_service', 970],
          ['maintenance', 12],
          ['self_use', 12],
          ['draft', 6],
        ] as const);
  const ref_price_fen_per_m2_day = chance.whole(low, high);
  return {
    code,
    building_code,
    floor,
    usage,
    gfa_m2: tenths(use_m2 * grossPerUsable),
    use_m2,
    rentable: true,
    ref_price_fen_per_m2_day,
    state,
  };
}

function tenths(area: number): number {
  return Math.floor(area * 10) / 10;
}
