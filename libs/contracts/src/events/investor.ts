/** Events of the investors 投资机构 that meet projects at gatherings of the park. The contact person is in no event. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, kcny, transitionData, uscc } from '../fields.ts';
import { projectSectors } from './project.ts';

export const investorStates = ['active', 'retired'] as const;
/** The stages of a project that an investor puts money into. */
export const investorStages = ['idea', 'startup', 'growth'] as const;

const content = {
  name: z.string().describe('Of the organisation'),
  organisation_uscc: uscc.nullable().describe('Null where it has none, or none is known'),
  stages: z.array(z.enum(investorStages)),
  sectors: z.array(z.enum(projectSectors)),
  ticket_from_kcny: kcny.min(0).describe('千元, thousand CNY; the smallest amount that it invests in one project'),
  ticket_to_kcny: kcny.min(0).describe('千元, thousand CNY; the largest one'),
  meetings_per_gathering: count.describe('It has at most so many meetings at one gathering'),
};
const example = {
  code: 'IV-000001',
  name: '海岸线创投',
  organisation_uscc: '91370200264574251E',
  stages: ['idea' as const, 'startup' as const],
  sectors: ['marine_industry' as const],
  ticket_from_kcny: 500,
  ticket_to_kcny: 5000,
  meetings_per_gathering: 8,
};

export const InvestorRegisteredV1 = eventType('park.events.investor.registered.v1', {
  summary: { zh: '投资机构登记', en: 'An investor was registered' },
  data: { ...transitionData, ...content },
  example: { ...example, from_state: null, to_state: 'active' },
});
export const InvestorChangedV1 = eventType('park.events.investor.changed.v1', {
  summary: { zh: '投资机构信息变更', en: 'An investor’s particulars changed' },
  data: { ...transitionData, ...content },
  example: { ...example, from_state: 'active', to_state: 'active', ticket_to_kcny: 8000 },
});
export const InvestorContactChangedV1 = eventType('park.events.investor.contact-changed.v1', {
  summary: { zh: '投资机构联系人变更', en: 'An investor is represented by another person' },
  data: transitionData,
  example: { code: 'IV-000001', from_state: 'active', to_state: 'active' },
});
export const InvestorRetiredV1 = eventType('park.events.investor.retired.v1', {
  summary: { zh: '投资机构停用', en: 'An investor was retired' },
  data: transitionData,
  example: { code: 'IV-000001', from_state: 'active', to_state: 'retired' },
});
