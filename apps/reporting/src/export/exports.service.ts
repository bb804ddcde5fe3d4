/** The same answer as JSON or, where the Accept header asks for CSV or a workbook, as a file; each file is recorded in the audit trail. */
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { namesOfFigureColumn } from '@park/contracts';
import { fileAnswer, wantedFile, type Headings, type ParkRequest } from '@park/service-kit';
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
    { name, headings = 'api' }: { name: string; headings: Headings | undefined },
    answer: Answer,
    tableOf: (answer: Answer) => Table,
  ): Promise<Answer | StreamableFile> {
    const form = wantedFile(request);
    if (form === null) return answer;
    const { columns, rows } = tableOf(answer);
    return await fileAnswer(this.dataSource.manager, request, form, {
      list: name,
      file: name,
      columns: columns.map((column) => ({ name: column, header: headingOf(column, headings) })),
      rows,
    });
  }
}

function headingOf(column: string, headings: Headings): string {
  return headings === 'api' ? column : (namesOfFigureColumn(column)?.[headings === 'zh' ? 0 : 1] ?? column);
}
