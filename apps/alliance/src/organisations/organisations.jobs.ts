/** Clock job and import of organisations. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { OrganisationRow } from './organisations.dto.ts';
import { OrganisationsService } from './organisations.service.ts';

@Injectable()
export class OrganisationsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(OrganisationsService) organisations: OrganisationsService,
  ) {
    // 个人信息保护法 第十九条: no longer than needed. After a membership has ended, its papers are settled within half a year.
    schedule.addForEach({
      name: 'organisations: forget the persons of former members',
      due: `select id, contacts_idle_since as due_at from organisation where contacts_idle_since < :today::date - 180`,
      step: (command, id) => organisations.forgetContacts(command, id),
    });
    imports.add({
      kind: 'organisations',
      scope: 'alliance:organisation:write',
      row: OrganisationRow,
      apply: (command, rows) => organisations.importRows(command, rows),
    });
  }
}
