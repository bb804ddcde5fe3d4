import { Id, Ids, InstantField, ListQuery, NestedList, SomeOf, Text } from '@park/service-kit';

class ListContentDto {
  @Text(100, { example: '东门' })
  name: string;

  @Text(100, { example: '东门' })
  gate: string;

  @InstantField({ example: '2025-08-18T08:30:00+08:00' })
  opens_at: string;

  @InstantField({ description: 'Exclusive', example: '2025-08-18T16:00:00+08:00' })
  closes_at: string;

  @Ids(50, { description: 'The registration types that it admits; none: all', optional: true })
  type_ids?: string[];
}

export class AddCheckInListDto extends ListContentDto {
  @Id()
  gathering_id: string;
}

export class ChangeCheckInListDto extends SomeOf(ListContentDto) {}

export class CheckInListsQuery extends ListQuery {
  @Id({ optional: true })
  gathering_id?: string;

  @Text(100, { description: 'Part of the name, the gate or the code', optional: true })
  q?: string;
}

const mostScans = 100;

export class ScanDto {
  @Text(200, { description: 'The ticket code, as the QR code carries it' })
  code: string;

  @Text(60, { description: 'Of the device', example: 'gate-east-1' })
  device_id: string;

  @Text(60, { description: 'Given by the device, unique there: a scan that is sent again is answered as before', example: '000117' })
  scan_id: string;

  @InstantField({
    description: 'Only where the device could not ask: when it let the person in, by its own clock. Without it, the scan is of now',
    optional: true,
  })
  scanned_at?: string;
}

export class ScansDto {
  @NestedList(() => ScanDto, 1, mostScans)
  scans: ScanDto[];
}

/** A row of the import. */
export class CheckInListRow extends ListContentDto {
  @Text(40, { description: 'Code of the gathering', example: 'JOBFAIR-2025' })
  gathering_code: string;
}
