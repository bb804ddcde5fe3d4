/** The same answer as JSON or, with `Accept: text/csv`, as a file; each file is recorded in the audit trail. */
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { csvAnswer, wantsCsv, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';

export interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
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
    return await csvAnswer(this.dataSource.manager, request, { list: name, file: name, ...tableOf(answer) });
  }
}
