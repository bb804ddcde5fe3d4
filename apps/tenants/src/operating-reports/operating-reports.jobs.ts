/** The file that operating reports can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { OperatingReportRow } from './operating-reports.dto.ts';
import { OperatingReportsService } from './operating-reports.service.ts';

@Injectable()
export class OperatingReportsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(OperatingReportsService) reports: OperatingReportsService) {
    imports.add({
      kind: 'operating-reports',
      scope: 'tenants:operating-report:verify',
      row: OperatingReportRow,
      apply: (command, rows) => reports.importRows(command, rows),
    });
  }
}
