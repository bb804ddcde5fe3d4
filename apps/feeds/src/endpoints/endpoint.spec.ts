import { feeds } from '@park/contracts';
import { allowed, type NewIdentity } from '@park/kernel';
import { anEndpoint, anEndpointContent } from './endpoint.fixture.ts';
import {
  changeContent,
  countAttempts,
  disable,
  endpointMachine,
  pause,
  register,
  resume,
  revoke,
  rotateSecret,
  verify,
  type Attempted,
  type Endpoint,
  type EndpointAction,
} from './endpoint.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const later = new Date('2025-06-17T02:00:00Z');
const identity: NewIdentity = { id: '0197a0c0-0000-7000-8000-000000000001', code: 'EP-000001', now, today };
const noAttempts: Attempted = { acknowledgedAt: null, failures: 0, firstFailureAt: null, isGone: false };
const resumed = { skipTo: null, newest: 20, isOperator: false };
const typeOf = ({ events }: { events: { of: { type: string } }[] }): string | undefined => events[0]?.of.type.split('.')[3];

it('begins unverified, at its position', () => {
  const owner = { organisation_id: '0197a0c0-0000-7000-8000-000000000080', uscc: '91370200264574251E', log_no: 7 };
  const { next, events } = register(identity, owner, anEndpointContent, 5);
  expect(next).toMatchObject({ state: 'pending_verification', position: 5, log_no: 7, verified_at: null, version: 0 });
  expect(events[0]!.data).toMatchObject({ from_state: null, to_state: 'pending_verification', order: 'per_aggregate' });
});

const actions: Record<EndpointAction, (endpoint: Endpoint) => { next: Endpoint; events: readonly unknown[] }> = {
  verify: (row) => verify(row, { url: row.url, allowed_rate: null }, now, today),
  change: (row) => changeContent(row, { concurrency: 8 }, today),
  rotate_secret: (row) => rotateSecret(row, later, now, today),
  degrade: (row) => countAttempts(row, { ...noAttempts, failures: 10, firstFailureAt: now }, today),
  recover: (row) => countAttempts(row, { ...noAttempts, acknowledgedAt: now }, today),
  pause: (row) => pause(row, today),
  resume: (row) => resume(row, resumed, today),
  disable: (row) => disable(row, { disabled_reason: 'operator', reason: '滥用' }, today),
  revoke: (row) => revoke(row, today),
  send: (row) => countAttempts(row, noAttempts, today),
};
/** These are counted in any state, and move the endpoint in one of them alone. */
const isCounted = (action: EndpointAction): boolean => ['degrade', 'recover', 'send'].includes(action);

it.each(feeds.endpointStates)('does in state %s what the machine allows, and refuses the rest', (state) => {
  for (const action of Object.keys(actions) as EndpointAction[]) {
    const isAllowed = allowed(endpointMachine, state).includes(action);
    const run = () => actions[action](anEndpoint({ state }));
    if (!isAllowed && !isCounted(action)) expect(run).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
    else if (!isAllowed) expect([action, run().next.state, run().events.length]).toEqual([action, state, 0]);
    else {
      const { to } = endpointMachine[action];
      expect([action, run().next.state]).toEqual([action, to === 'same' ? state : to]);
    }
  }
});

it('is verified with the address that it has', () => {
  const pending = anEndpoint({ state: 'pending_verification', verified_at: null });
  expect(verify(pending, { url: pending.url, allowed_rate: 600 }, now, today).next).toMatchObject({
    state: 'active',
    allowed_rate: 600,
    verified_at: now,
  });
  expect(() => verify(pending, { url: 'https://other.example.com/', allowed_rate: null }, now, today)).toThrow(
    expect.objectContaining({ code: 'another_address' }),
  );
});

it('has to be verified anew with another address, and with nothing else', () => {
  const other = { url: 'https://other.example.com/' };
  const moved = changeContent(anEndpoint({ allowed_rate: 60, failures: 3, failing_since: now }), other, today);
  expect(moved.next).toMatchObject({ state: 'pending_verification', verified_at: null, allowed_rate: null, failures: 0, position: 10 });
  expect(moved.events[0]!.data).toMatchObject({ is_other_address: true });
  expect(changeContent(anEndpoint({ state: 'disabled' }), other, today).next).toMatchObject({ state: 'disabled', verified_at: null });
  expect(changeContent(anEndpoint(), { order: 'unordered' }, today).next).toMatchObject({ state: 'active', order: 'unordered' });
  expect(changeContent(anEndpoint(), { name: '招聘系统' }, today).events).toEqual([]);
});

it('goes on where it stopped, later where it is told to, and never earlier', () => {
  const paused = anEndpoint({ state: 'paused' });
  expect(resume(paused, resumed, today).next).toMatchObject({ state: 'active', position: 10 });
  expect(resume(paused, { ...resumed, skipTo: 20 }, today).next.position).toBe(20);
  expect(() => resume(paused, { ...resumed, skipTo: 9 }, today)).toThrow(expect.objectContaining({ code: 'position_passed' }));
  expect(() => resume(paused, { ...resumed, skipTo: 21 }, today)).toThrow(expect.objectContaining({ code: 'position_in_future' }));
  expect(resume(anEndpoint({ state: 'disabled', verified_at: null }), resumed, today).next.state).toBe('pending_verification');
});

it('is resumed by the park alone where the park disabled it', () => {
  const { next } = disable(anEndpoint(), { disabled_reason: 'operator', reason: '滥用' }, today);
  expect(() => resume(next, resumed, today)).toThrow(expect.objectContaining({ code: 'disabled_by_operator' }));
  expect(resume(next, { ...resumed, isOperator: true }, today).next).toMatchObject({ disabled_reason: null, reason: null });
});

it('is degraded by the tenth failure in a row, and recovers by one acknowledgement', () => {
  const failing = (failures: number) => ({ ...noAttempts, failures, firstFailureAt: now });
  const nine = countAttempts(anEndpoint(), failing(9), today);
  expect([nine.next.state, nine.next.failures, nine.next.failing_since]).toEqual(['active', 9, now]);
  const ten = countAttempts(nine.next, { ...failing(1), firstFailureAt: later }, today);
  expect([ten.next.state, ten.next.failures, ten.next.failing_since, typeOf(ten)]).toEqual(['degraded', 10, now, 'degraded']);
  const well = countAttempts(ten.next, { ...noAttempts, acknowledgedAt: later }, today);
  expect(well.next).toMatchObject({ state: 'active', failures: 0, failing_since: null, last_acknowledged_at: later });
  expect(well.events[0]!.data).toMatchObject({ failing_since: now.toISOString() });
  const between = { acknowledgedAt: now, failures: 2, firstFailureAt: later, isGone: false };
  expect(countAttempts(nine.next, between, today).next).toMatchObject({ failures: 2, failing_since: later, state: 'active' });
});

it('is disabled by an answer that says that it is gone', () => {
  const gone = countAttempts(anEndpoint(), { ...noAttempts, failures: 1, firstFailureAt: now, isGone: true }, today);
  expect(gone.next).toMatchObject({ state: 'disabled', disabled_reason: 'gone', failing_since: now });
  expect(gone.events[0]!.data).toMatchObject({ disabled_reason: 'gone', failing_since: now.toISOString() });
});
