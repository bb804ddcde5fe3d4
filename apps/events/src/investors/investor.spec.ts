import { events } from '@park/contracts';
import { allowed } from '@park/kernel';
import { anInvestor } from './investor.fixture.ts';
import { changeContact, changeContent, investorMachine, register, retire, type InvestorState } from './investor.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000040', code: 'IV-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const content = {
  name: '海岸线创投',
  organisation_uscc: null,
  stages: ['idea' as const],
  sectors: ['biomedicine' as const],
  ticket_from_kcny: 500,
  ticket_to_kcny: 500,
  meetings_per_gathering: 8,
};
const contact = { contact_id: '0197a0c0-0000-7000-8000-000000000024', contact_masked: '李*' };

it('is active from its registration, and its events name no person', () => {
  const { next, events: occurred } = register(identity, content, contact);
  expect(next).toMatchObject({ state: 'active', contact_masked: '李*', version: 0 });
  expect(occurred[0]!.data).toEqual({ code: 'IV-000001', from_state: null, to_state: 'active', ...content });
  expect(events.InvestorRegisteredV1.schema.parse(occurred[0]!.data)).toEqual(occurred[0]!.data);
});

it.each([
  ['no stage', { stages: [] }, '/stages', 'required'],
  ['no sector', { sectors: [] }, '/sectors', 'required'],
  ['a ticket that ends below its beginning', { ticket_to_kcny: 499 }, '/ticket_to_kcny', 'range_reversed'],
])('is refused with %s, also by a change', (_, wish, pointer, code) => {
  const fault = expect.objectContaining({ kind: 'invalid', code, errors: [expect.objectContaining({ pointer })] });
  expect(() => register(identity, { ...content, ...wish }, contact)).toThrow(fault);
  expect(() => changeContent(anInvestor({ ticket_from_kcny: 500 }), wish, today)).toThrow(fault);
});

it('changes without an event where nothing changes', () => {
  expect(changeContent(anInvestor(), { name: '海岸线创投', stages: ['startup'] }, today).events).toEqual([]);
  expect(changeContent(anInvestor(), { meetings_per_gathering: 9 }, today).events[0]!.data).toMatchObject({ meetings_per_gathering: 9 });
  expect(changeContact(anInvestor(), { contact_id: anInvestor().contact_id, contact_masked: '王***' }, today).events).toEqual([]);
});

it('is not retired while requests of it are open', () => {
  expect(() => retire(anInvestor(), 1, today)).toThrow(expect.objectContaining({ code: 'requests_open', extra: { match_requests: 1 } }));
  expect(retire(anInvestor(), 0, today).next).toMatchObject({ state: 'retired' });
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (state: InvestorState) => changeContent(anInvestor({ state }), { name: '另一家' }, today),
    change_contact: (state: InvestorState) => changeContact(anInvestor({ state }), contact, today),
    retire: (state: InvestorState) => retire(anInvestor({ state }), 0, today),
  };
  const expected = { active: ['change', 'change_contact', 'retire'], retired: [] };
  for (const [state, possible] of Object.entries(expected) as [InvestorState, string[]][]) {
    expect([state, allowed(investorMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
    }
  }
});
