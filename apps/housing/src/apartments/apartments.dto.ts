import { housing } from '@park/contracts';
import { Area, Choice, DateField, Formed, ListQuery, Text, Whole } from '@park/service-kit';
import type { AllocationLevel, ApartmentStatus, Brand, NewApartment, Particulars, StatusChange } from './apartment.ts';

const brand = { description: 'hiking: Hiking青年驿站; xihai: 嘻嗨公寓' };
const level = { description: 'bed: bed by bed, or all beds at once; whole: only all at once' };
const mostBeds = 20;

export class AddApartmentDto implements NewApartment {
  @Formed(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens', {
    description: 'Never reused',
    example: 'HK-0301',
  })
  code: string;

  @Choice(housing.brands, brand)
  brand: Brand;

  @Text(40, { example: 'H1' })
  building: string;

  @Whole(-5, 200)
  floor: number;

  @Text(40, { example: '2-bed' })
  layout: string;

  @Area()
  area_m2: number;

  @Whole(1, mostBeds, { description: 'Also how many people it takes' })
  beds: number;

  @Choice(housing.allocationLevels, level)
  allocatable_as: AllocationLevel;

  @Choice(['in_service', 'maintenance'], { default: 'in_service', optional: true })
  status?: Exclude<ApartmentStatus, 'retired'>;

  @DateField({ description: 'From when the park has it' })
  added_on: string;
}

export class ChangeApartmentDto implements Partial<Particulars> {
  @Text(40, { optional: true })
  building?: string;

  @Whole(-5, 200, { optional: true })
  floor?: number;

  @Text(40, { optional: true })
  layout?: string;

  @Area({ optional: true })
  area_m2?: number;

  @Whole(1, mostBeds, { optional: true })
  beds?: number;

  @Choice(housing.allocationLevels, { ...level, optional: true })
  allocatable_as?: AllocationLevel;
}

export class ReturnToServiceDto implements StatusChange {
  @Text(500, { description: 'Names no person', optional: true })
  reason?: string;

  @DateField()
  effective_date: string;
}

export class TakeOutOfServiceDto implements StatusChange {
  @Text(500, { description: 'Names no person' })
  reason: string;

  @DateField()
  effective_date: string;
}

export class ApartmentsQuery extends ListQuery {
  @Text(40, { optional: true })
  code?: string;

  @Choice(housing.brands, { ...brand, optional: true })
  brand?: Brand;

  @Choice(housing.apartmentStatuses, { optional: true })
  status?: ApartmentStatus;

  @Text(40, { optional: true })
  building?: string;

  @Choice(housing.allocationLevels, { optional: true })
  allocatable_as?: AllocationLevel;

  @Whole(1, mostBeds, { optional: true })
  beds?: number;

  @Text(100, { description: 'Part of the code, the building or the layout', optional: true })
  q?: string;
}

/** A row of the import: by its code; of a known apartment the particulars are changed. */
export class ApartmentRow extends AddApartmentDto {}
