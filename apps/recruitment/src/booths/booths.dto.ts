import { recruitment } from '@park/contracts';
import { Choice, Decimal, Formed, Id, ListQuery, SomeOf, Text, Whole } from '@park/service-kit';
import type { BoothClass, BoothStatus } from './booth.ts';

class BoothContentDto {
  @Text(40, { description: 'Part of the map', example: 'A' })
  zone: string;

  @Choice(recruitment.boothClasses, { description: 'standard 标准, vip 特装, strategic 战略合作' })
  class: BoothClass;

  @Whole(0, 100_000, { description: 'Watts', example: 500 })
  power_w: number;

  @Decimal(0, 10_000, 2, { description: 'm²', example: 9 })
  size_m2: number;
}

const code = { description: 'Of the booth in its fair; never changed', example: 'A-01' };
const codeForm = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
const codeWords = 'at most 40 capital letters, digits and hyphens';

export class AddBoothDto extends BoothContentDto {
  @Id()
  fair_id: string;

  @Formed(codeForm, codeWords, code)
  code: string;
}

export class ChangeBoothDto extends SomeOf(BoothContentDto) {}

export class BlockBoothDto {
  @Text(500, { description: 'Names no person', example: 'behind a pillar' })
  reason: string;
}

export class BoothsQuery extends ListQuery {
  @Id({ optional: true })
  fair_id?: string;

  @Choice(recruitment.boothClasses, { optional: true })
  class?: BoothClass;

  @Choice(recruitment.boothStatuses, { optional: true })
  status?: BoothStatus;

  @Text(40, { optional: true })
  zone?: string;

  @Text(100, { description: 'Part of the code or the zone', optional: true })
  q?: string;
}

/** A row of the import: a booth of the map of a fair. By fair and code; a known one gets the content of the file. */
export class BoothRow extends BoothContentDto {
  @Text(40, { description: 'Code of the fair', example: 'JF-2025-08' })
  fair_code: string;

  @Formed(codeForm, codeWords, code)
  code: string;
}
