import { recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { anEmployer } from './employer.fixture.ts';
import {
  changeContent,
  employerMachine,
  link,
  noteDeparture,
  register,
  reject,
  requireVerified,
  submitPapers,
  verify,
  type EmployerKind,
  type EmployerState,
  type Paper,
  type PaperKind,
} from './employer.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000061', code: 'EM-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const content = { name: '海创软件', kind: 'enterprise' as const, industry_code: 'I65' };
const entity = '0197a0c0-0000-7000-8000-000000000002';
const papersOf = (...kinds: PaperKind[]): Paper[] => kinds.map((kind) => ({ kind, sha256: 'a'.repeat(64), valid_until: null }));
const refused = (code: string) => expect.objectContaining({ code });

it('is registered with the market entity that it is', () => {
  const { next, events } = register(identity, '91370200264574251E', content, { entity_id: entity, is_resident: true });
  expect(next).toMatchObject({ state: 'registered', entity_id: entity, is_resident: true, no_show_days: [], version: 0 });
  expect(recruitment.EmployerRegisteredV1.schema.parse(events[0]!.data)).toEqual(events[0]!.data);
});

it.each<[EmployerKind, PaperKind[]]>([
  ['enterprise', ['licence', 'authorisation']],
  ['institution', ['licence', 'authorisation']],
  ['hr_agency', ['licence', 'authorisation', 'hr_permit']],
  ['branch', ['licence', 'authorisation', 'parent_licence']],
])('of the kind %s needs its papers, every one of them', (kind, needed) => {
  const employer = anEmployer({ kind, state: 'registered' });
  expect(submitPapers(employer, papersOf(...needed), 'hr', today).next.state).toBe('in_review');
  for (const left of needed) {
    const others = papersOf(...needed.filter((paper) => paper !== left));
    expect(() => submitPapers(employer, others, 'hr', today)).toThrow(refused('paper_missing'));
  }
});

it('is not taken with a paper twice, and is valid as long as each paper is', () => {
  const employer = anEmployer({ state: 'registered' });
  const [licence, authorisation] = papersOf('licence', 'authorisation');
  expect(() => submitPapers(employer, [licence!, authorisation!, licence!], 'hr', today)).toThrow(refused('paper_repeated'));
  const dated = [
    { ...licence!, valid_until: '2026-01-01' },
    { ...authorisation!, valid_until: '2025-06-17' },
  ];
  expect(submitPapers(employer, dated, 'hr', today).next.papers_valid_until).toBe('2025-06-17');
});

it('is verified by somebody else, while its papers are valid', () => {
  const employer = anEmployer({ state: 'in_review', submitted_by: 'hr', papers_valid_until: '2025-06-17' });
  expect(() => verify(employer, 'hr', today)).toThrow(refused('segregation_of_duties'));
  expect(() => verify(employer, 'reviewer', '2025-06-17')).toThrow(refused('papers_expired'));
  const verified = verify(employer, 'reviewer', today).next;
  expect(() => requireVerified(verified)).not.toThrow();
  expect(() => requireVerified(employer)).toThrow(refused('employer_not_verified'));
});

it('keeps its kind once its papers were handed in, and says nothing where nothing changes', () => {
  expect(() => changeContent(anEmployer(), { kind: 'hr_agency' }, today)).toThrow(refused('papers_submitted'));
  expect(changeContent(anEmployer({ state: 'registered' }), { kind: 'hr_agency' }, today).next.kind).toBe('hr_agency');
  expect(changeContent(anEmployer(), { name: '海创软件' }, today).events).toEqual([]);
});

it('is linked when it moves in, once, and again after it has left', () => {
  const linked = link(anEmployer(), entity, '2025-06-01');
  expect(linked.next).toMatchObject({ entity_id: entity, is_resident: true });
  expect(link(linked.next, entity, '2025-06-01').events).toEqual([]);
  const gone = noteDeparture(linked.next, entity, today).next;
  expect(gone).toMatchObject({ entity_id: entity, is_resident: false, departed_on: today });
  expect(link(gone, entity, '2025-07-01').next).toMatchObject({ is_resident: true, departed_on: null });
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (state: EmployerState) => changeContent(anEmployer({ state }), { name: '另一家' }, today),
    submit_papers: (state: EmployerState) => submitPapers(anEmployer({ state }), papersOf('licence', 'authorisation'), 'hr', today),
    verify: (state: EmployerState) => verify(anEmployer({ state }), 'reviewer', today),
    reject: (state: EmployerState) => reject(anEmployer({ state }), 'the licence has expired', today),
    link: (state: EmployerState) => link(anEmployer({ state }), entity, today),
    note_departure: (state: EmployerState) => noteDeparture(anEmployer({ state }), entity, today),
  };
  const always = ['change', 'link', 'note_departure'];
  const expected = { registered: ['submit_papers'], in_review: ['verify', 'reject'], verified: ['reject'], rejected: ['submit_papers'] };
  for (const [state, possible] of Object.entries(expected) as [EmployerState, string[]][]) {
    expect([state, allowed(employerMachine, state).sort()]).toEqual([state, [...possible, ...always].sort()]);
    for (const [name, action] of Object.entries(actions)) {
      if ([...possible, ...always].includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(refused('invalid_transition'));
    }
  }
});
