import type { Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { adopt, charterMachine, draft, supersede, type Charter } from './charter.ts';

const drafted = '2025-06-16';
const identity = {
  id: '0197a0c0-0000-7000-8000-0000000000c1',
  code: 'CT-000003',
  now: new Date('2025-06-16T02:00:00Z'),
  today: drafted,
};
const content = { title: '联盟章程', sha256: 'c'.repeat(64) };
const aDraft = (): Charter => draft(identity, 3, content, 'clerk').next;
const told = ({ events }: Decision<Charter>) => events.map(({ of, data }) => of.schema.parse(data));

it('is drafted, in force from its adoption, and superseded on the day of the next one', () => {
  expect(told(draft(identity, 3, content, 'clerk'))).toMatchObject([
    { from_state: null, to_state: 'draft', version_number: 3, title: '联盟章程', sha256: 'c'.repeat(64) },
  ]);
  const adopted = adopt(aDraft(), 'chief', '2025-06-20');
  expect(adopted.next).toMatchObject({ state: 'in_force', in_force_from: '2025-06-20', in_force_until: null });
  expect(told(adopted)).toMatchObject([{ from_state: 'draft', to_state: 'in_force', in_force_from: '2025-06-20' }]);
  const superseded = supersede(adopted.next, '2026-06-20');
  expect(superseded.next).toMatchObject({ state: 'superseded', in_force_from: '2025-06-20', in_force_until: '2026-06-20' });
  expect(told(superseded)).toMatchObject([{ from_state: 'in_force', to_state: 'superseded', in_force_until: '2026-06-20' }]);
});

it('is adopted by another person than the one who drafted it', () => {
  expect(() => adopt(aDraft(), 'clerk', drafted)).toThrow(expect.objectContaining({ kind: 'forbidden', code: 'segregation_of_duties' }));
});

it('refuses every step in every other state', () => {
  expect(allowed(charterMachine, 'draft')).toEqual(['adopt']);
  expect(allowed(charterMachine, 'in_force')).toEqual(['supersede']);
  expect(allowed(charterMachine, 'superseded')).toEqual([]);
  const wrong = expect.objectContaining({ kind: 'conflict', code: 'invalid_transition' });
  const adopted = adopt(aDraft(), 'chief', drafted).next;
  const superseded = supersede(adopted, drafted).next;
  for (const charter of [adopted, superseded]) expect(() => adopt(charter, 'chief', drafted)).toThrow(wrong);
  for (const charter of [aDraft(), superseded]) expect(() => supersede(charter, drafted)).toThrow(wrong);
});
