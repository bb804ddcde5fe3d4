import fc from 'fast-check';
import { codeOf, messageOf, partsOf } from './ticket.ts';
import { TicketsService } from './tickets.service.ts';

const tickets = new TicketsService({ PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64') });
const others = new TicketsService({ PERSONAL_DATA_KEY: Buffer.alloc(32, 8).toString('base64') });
const ticket = fc.record({ gathering_id: fc.uuid(), registration_id: fc.uuid(), issue: fc.integer({ min: 1, max: 65_535 }) });

it('is read as it was signed, and by nobody else’s key', () => {
  fc.assert(
    fc.property(ticket, (one) => {
      const code = tickets.code(one);
      expect(code).toHaveLength(131);
      expect(tickets.read(code)).toEqual(one);
      expect(others.read(code)).toBeNull();
    }),
    { numRuns: 20 },
  );
});

it('is void with any character changed, added or left out', () => {
  const code = tickets.code({
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    registration_id: '0197a0c0-0000-7000-8000-000000000031',
    issue: 1,
  });
  for (let i = 0; i < code.length; i++) {
    const other = code[i] === 'A' ? 'B' : 'A';
    expect(tickets.read(code.slice(0, i) + other + code.slice(i + 1))).toBeNull();
  }
  for (const broken of ['', code.slice(1), `${code}A`, `${code}=`, code.toLowerCase(), '王小明', 'x'.repeat(200)])
    expect(tickets.read(broken)).toBeNull();
});

it('is no ticket of another issue', () => {
  const one = { gathering_id: '0197a0c0-0000-7000-8000-000000000021', registration_id: '0197a0c0-0000-7000-8000-000000000031', issue: 1 };
  const { signature } = partsOf(tickets.code(one))!;
  expect(tickets.read(codeOf(messageOf({ ...one, issue: 2 }), signature))).toBeNull();
});
