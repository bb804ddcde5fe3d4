import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aMembership } from './membership.fixture.ts';
import {
  acceptCharter,
  admit,
  apply,
  applyAnew,
  changeRole,
  comesUnderReview,
  dismiss,
  exit,
  invite,
  membershipMachine,
  openExitReview,
  propose,
  reinstate,
  reject,
  remove,
  requestExit,
  requireActive,
  startReview,
  suspend,
  type Membership,
  type MembershipAction,
  type MembershipState,
} from './membership.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000081', code: 'MB-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const applicant = {
  organisation_id: '0197a0c0-0000-7000-8000-000000000080',
  uscc: '91370200264574251E',
  organisation_name: '海创软件',
  entity_id: null,
};
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Membership>) => events.map(({ of, data }) => of.schema.parse(data));

it('goes from the proposal to the acceptance of the charter', () => {
  const proposed = propose(identity, applicant, 'party_org', '2025-06-01');
  expect(told(proposed)).toMatchObject([{ from_state: null, to_state: 'proposed', ground: 'party_org', moved_in_on: '2025-06-01' }]);
  const applied = apply(invite(proposed.next, today).next, today).next;
  const admitted = admit(startReview(applied, today).next, 'standing', 2, today).next;
  expect(admitted).toMatchObject({ state: 'admitted', role: 'standing', charter_version: 2, joined_on: null });
  const active = acceptCharter(admitted, 2, 2, today);
  expect(active.next).toMatchObject({ state: 'active', joined_on: today });
  expect(told(active)).toMatchObject([{ role: 'standing', charter_version: 2, joined_on: today }]);
  expect(active.events[0]!.of.discloses.alliance).toContain('role');
});

it('accepts no version of the charter but the one in force', () => {
  const admitted = aMembership({ state: 'admitted', charter_version: 1, joined_on: null });
  expect(() => acceptCharter(admitted, 1, 2, today)).toThrow(refused('charter_not_in_force'));
  expect(acceptCharter(admitted, 2, 2, today).next.charter_version).toBe(2);
});

it('of an organisation that left while it was admitted cannot go on as if it had been a member', () => {
  const admitted = aMembership({ state: 'admitted', joined_on: null });
  const review = openExitReview(admitted, '2025-06-10').next;
  expect(() => reinstate(review, 'stays', today)).toThrow(refused('charter_not_accepted'));
  expect(exit(review, 'left the park', today).next).toMatchObject({ state: 'exited', ended_on: today });
});

it('keeps a reason as long as the state that it explains', () => {
  const suspended = suspend(aMembership(), 'absent', today).next;
  expect(suspended.reason).toBe('absent');
  expect(changeRole(suspended, 'observer', today).next.reason).toBe('absent');
  expect(reinstate(suspended, 'is back', today).next.reason).toBeNull();
});

it('says nothing where the role stays', () => {
  expect(changeRole(aMembership({ role: 'council' }), 'council', today).events).toEqual([]);
});

it('lets active members act, and no others', () => {
  expect(() => requireActive(aMembership())).not.toThrow();
  for (const state of alliance.membershipStates.filter((one) => one !== 'active'))
    expect(() => requireActive(aMembership({ state }))).toThrow(refused('inactive_member'));
  expect(() => requireActive(null)).toThrow(refused('inactive_member'));
});

it('comes under review by a departure only where there is something to review', () => {
  const states = alliance.membershipStates.filter((state) => comesUnderReview(aMembership({ state })));
  expect(states).toEqual(['admitted', 'active', 'suspended', 'exit_requested']);
});

const actions: Record<MembershipAction, (membership: Membership) => Decision<Membership>> = {
  dismiss: (row) => dismiss(row, 'no', today),
  invite: (row) => invite(row, today),
  apply: (row) => apply(row, today),
  start_review: (row) => startReview(row, today),
  admit: (row) => admit(row, 'member', 1, today),
  reject: (row) => reject(row, 'no', today),
  accept_charter: (row) => acceptCharter(row, 1, 1, today),
  change_role: (row) => changeRole(row, 'council', today),
  suspend: (row) => suspend(row, 'no', today),
  reinstate: (row) => reinstate(row, 'yes', today),
  request_exit: (row) => requestExit(row, 'moves', today),
  open_exit_review: (row) => openExitReview(row, today),
  exit: (row) => exit(row, 'moves', today),
  remove: (row) => remove(row, 'no', today),
};

describe.each(alliance.membershipStates)('in the state %s', (state: MembershipState) => {
  it.each(Object.keys(actions) as MembershipAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const row = aMembership({ state });
    const run = () => actions[action](row);
    if (!allowed(membershipMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = membershipMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});

it('begins by an application where nobody has invited it', () => {
  expect(told(applyAnew(identity, applicant))).toMatchObject([{ from_state: null, to_state: 'applied' }]);
});
