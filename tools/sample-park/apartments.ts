/** The 160 talent apartments of the article's two brands. Which homes are let by the bed, and for how long, is invented. */
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf } from './chance.ts';
import type { Story } from './story.ts';

export interface ApartmentRow {
  code: string;
  brand: 'hiking' | 'xihai';
  building: string;
  floor: number;
  layout: string;
  area_m2: number;
  beds: number;
  allocatable_as: 'bed' | 'whole';
  status: 'in_service';
  added_on: LocalDate;
}

interface Block {
  brand: ApartmentRow['brand'];
  prefix: string;
  building: string;
  floors: number;
  perFloor: number;
  /** Days after the history begins. */
  opened: number;
  layouts: readonly Layout[];
}

type Layout = Pick<ApartmentRow, 'layout' | 'beds' | 'allocatable_as'> & { area: number; weight: number };

const hostel: readonly Layout[] = [
  { layout: '2-bed', beds: 2, allocatable_as: 'bed', area: 24, weight: 5 },
  { layout: '4-bed', beds: 4, allocatable_as: 'bed', area: 36, weight: 1 },
  { layout: 'studio', beds: 1, allocatable_as: 'whole', area: 26, weight: 5 },
];
const flats: readonly Layout[] = [
  { layout: 'studio', beds: 1, allocatable_as: 'whole', area: 32, weight: 4 },
  { layout: '1-bedroom', beds: 2, allocatable_as: 'whole', area: 45, weight: 4 },
  { layout: '2-bedroom', beds: 2, allocatable_as: 'bed', area: 62, weight: 2 },
  { layout: '2-bedroom', beds: 4, allocatable_as: 'whole', area: 68, weight: 1 },
];

const blocks: readonly Block[] = [
  { brand: 'hiking', prefix: 'HK1', building: 'H1', floors: 4, perFloor: 10, opened: -50, layouts: hostel },
  { brand: 'hiking', prefix: 'HK2', building: 'H2', floors: 5, perFloor: 10, opened: 75, layouts: hostel },
  { brand: 'xihai', prefix: 'XH1', building: 'X1', floors: 7, perFloor: 10, opened: 190, layouts: flats },
];

export function apartments({ start }: Story): ApartmentRow[] {
  const chance = chanceOf('apartments');
  return blocks.flatMap(({ brand, prefix, building, floors, perFloor, opened, layouts }) =>
    Array.from({ length: floors * perFloor }, (_, i): ApartmentRow => {
      const floor = 1 + Math.floor(i / perFloor);
      const { weight: _weight, area, ...home } = chance.weighted(layouts.map((layout) => [layout, layout.weight] as const));
      const code = `${prefix}-${String(floor).padStart(2, '0')}${String(1 + (i % perFloor)).padStart(2, '0')}`;
      return {
        code,
        brand,
        building,
        floor,
        ...home,
        area_m2: area + chance.whole(0, 40) / 10,
        status: 'in_service',
        added_on: addDays(start, opened),
      };
    }),
  );
}
