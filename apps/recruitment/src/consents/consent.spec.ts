import { allowed } from '@park/kernel';
import { consentMachine, give, requireEmployerFits, withdraw } from './consent.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000072',
  code: 'CO-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const scope = {
  candidate_id: '0197a0c0-0000-7000-8000-000000000064',
  purpose: 'application' as const,
  employer_id: '0197a0c0-0000-7000-8000-000000000061',
  employer_uscc: '91370200264574251E',
};
const refused = (code: string) => expect.objectContaining({ code });

it('is given, and taken back once', () => {
  const given = give(identity, scope);
  const withdrawn = withdraw(given.next, '2025-06-17');
  expect([given.next.state, withdrawn.next.state]).toEqual(['given', 'withdrawn']);
  for (const { of, data } of [...given.events, ...withdrawn.events]) of.schema.parse(data);
  expect(() => withdraw(withdrawn.next, '2025-06-17')).toThrow(refused('invalid_transition'));
  expect([allowed(consentMachine, 'given'), allowed(consentMachine, 'withdrawn')]).toEqual([['withdraw'], []]);
});

it('names an employer for an application, and for nothing else', () => {
  expect(() => requireEmployerFits('application', undefined)).toThrow(refused('employer_required'));
  expect(() => requireEmployerFits('application', scope.employer_id)).not.toThrow();
  for (const purpose of ['housing', 'follow_up'] as const) {
    expect(() => requireEmployerFits(purpose, undefined)).not.toThrow();
    expect(() => requireEmployerFits(purpose, scope.employer_id)).toThrow(refused('employer_not_wanted'));
  }
});
