import { events } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, Choices, CitizenId, Formed, Id, Kcny, ListQuery, Nested, SomeOf, Text, Uscc, Whole } from '@park/service-kit';
import type { ProjectSector } from '../projects/project.ts';
import type { InvestorStage, InvestorState } from './investor.ts';

class InvestorContentDto {
  @Text(200, { description: 'Of the organisation', example: '海岸线创投' })
  name: string;

  @Choices(events.investorStages, {
    description: 'The stages that it invests in: idea 创意, startup 初创, growth 成长',
    example: ['startup'],
  })
  stages: InvestorStage[];

  @Choices(events.projectSectors, { description: 'The sectors that it invests in', example: ['marine_industry'] })
  sectors: ProjectSector[];

  @Kcny({ description: '千元, thousand CNY; the smallest amount that it invests in one project', example: 500 })
  ticket_from_kcny: number;

  @Kcny({ description: '千元, thousand CNY; the largest one', example: 5000 })
  ticket_to_kcny: number;

  @Whole(1, 100, { description: 'It has at most so many meetings at one gathering', default: 10, optional: true })
  meetings_per_gathering?: number;
}

export class RegisterInvestorDto extends InvestorContentDto {
  @Uscc({ optional: true })
  organisation_uscc?: string;

  @Nested(() => IdentityDto)
  contact: IdentityDto;
}

export class ChangeInvestorDto extends SomeOf(InvestorContentDto) {
  @Uscc({ optional: true, nullable: true })
  organisation_uscc?: string | null;
}

export class InvestorContactDto {
  @Nested(() => IdentityDto)
  contact: IdentityDto;
}

export class InvestorsQuery extends ListQuery {
  @Choice(events.investorStates, { optional: true })
  state?: InvestorState;

  @Uscc({ optional: true })
  organisation_uscc?: string;

  @Id({ description: 'Reference of the register of persons', optional: true })
  contact_id?: string;

  @Text(100, { description: 'Part of the code, the name or the USCC', optional: true })
  q?: string;
}

/** A row of the import. By code; a known one stays as it is. */
export class InvestorRow extends InvestorContentDto {
  @Formed(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens', {
    description: 'Not of the series IV-000001, which the park gives by itself',
    example: 'COASTLINE',
  })
  code: string;

  @Uscc({ optional: true })
  organisation_uscc?: string;

  @Text(50, { description: 'As on the identity document; stored encrypted, shown masked', example: '王小明' })
  contact_name: string;

  @CitizenId()
  contact_citizen_id: string;

  @Formed(/^1\d{10}$/, 'a mobile number of 11 digits', { description: 'Mobile number', example: '13900000000', optional: true })
  contact_phone?: string;
}
