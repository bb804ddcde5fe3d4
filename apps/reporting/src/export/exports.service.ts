/** The same answer as JSON or, with `Accept: text/csv`, as a file; each file is recorded in the audit trail. */
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { csvFile, record, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';

export interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
}

export function wantsCsv(request: ParkRequest): boolean {
  return request.headers.accept?.includes('text/csv') ?? false;
}

@Injectable()
export class Exports {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async answer<Answer extends object>(
    request: ParkRequest,
    name: string,
    answer: Answer,
    tableOf: (answer: Answer) => Table,
  ): Promise<Answer | StreamableFile> {
    if (!wantsCsv(request)) return answer;
    const { columns, rows } = tableOf(answer);
    const file = csvFile(columns, rows);
    await record(this.dataSource.manager, request, 'exported', { list: name, rows: rows.length });
    return new StreamableFile(file, { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${name}.csv"` });
  }
}
