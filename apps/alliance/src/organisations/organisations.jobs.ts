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
      records: {
        scope: 'alliance:organisation:read',
        sql: `select uscc, name, kind, counted_on,
                     case when counted_on is not null then party_org_type end as party_org_type, case when counted_on is not null then full_members end as full_members,
                     case when counted_on is not null then probationary_members end as probationary_members, case when counted_on is not null then league_org_type end as league_org_type,
                     case when counted_on is not null then league_members end as league_members, case when counted_on is not null then youth end as youth,
                     case when counted_on is not null then has_instructor end as has_instructor, case when counted_on is not null then has_liaison end as has_liaison,
                     case when counted_on is not null then has_union end as has_union
              from organisation`,
        keys: [['uscc']],
      },
      apply: (command, rows) => organisations.importRows(command, rows),
    });
  }
}
