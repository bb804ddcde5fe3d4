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
      records: {
        scope: 'tenants:operating-report:read',
        sql: `select e.uscc as entity_uscc, r.period, r.revenue_kcny, r.tax_total_kcny, r.tax_local_kcny, r.employees_end, r.employees_grad_fresh,
                     r.rd_expense_kcny, r.ip_applied, r.ip_granted, r.financing_kcny, r.export_kcny, r.note,
                     case r.state when 'returned' then 'draft' else r.state end as state
              from operating_report r join market_entity e on e.id = r.entity_id`,
        keys: [['entity_uscc', 'period']],
      },
      apply: (command, rows) => reports.importRows(command, rows),
    });
  }
}
