import { Id, ListQuery, Text, Whole } from '@park/service-kit';

export class AddQuotaDto {
  @Id()
  gathering_id: string;

  @Text(100, { example: '学生席' })
  name: string;

  @Whole(0, 100_000, { description: 'Places' })
  capacity: number;
}

export class QuotaCapacityDto {
  @Whole(0, 100_000, { description: 'Places; not below those taken and held' })
  capacity: number;
}

export class QuotasQuery extends ListQuery {
  @Id({ optional: true })
  gathering_id?: string;

  @Text(100, { description: 'Part of the name or the code', optional: true })
  q?: string;
}
