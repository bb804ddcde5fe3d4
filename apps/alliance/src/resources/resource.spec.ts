import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aResource, aSlot } from './resource.fixture.ts';
import {
  changeContent,
  delist,
  draft,
  endListing,
  list,
  resourceMachine,
  type Resource,
  type ResourceAction,
  type ResourceState,
} from './resource.ts';
import { addSlots, enterSlots, release, removeSlot, reserve, use, type Slot } from './slot.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity = { id: '0197a0c0-0000-7000-8000-0000000000a0', code: 'RE-000001', now, today };
const owner = { id: '0197a0c0-0000-7000-8000-000000000084', uscc: '91370211MA8888888C', organisation_name: '港航物流' };
const claim = '0197a0c0-0000-7000-8000-0000000000c0';
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Resource>) => events.map(({ of, data }) => of.schema.parse(data));
const newId = () => '0197a0c0-0000-7000-8000-0000000000ab';
const hour = 3_600_000;
const slotAt = (hoursAhead: number, hours = 2) => {
  const starts_at = new Date(now.getTime() + hoursAhead * hour);
  return { starts_at, ends_at: new Date(starts_at.getTime() + hours * hour) };
};

it('is drafted by its owner and listed with its free slots', () => {
  const { mode, category, title, capacity, unit, instant, listed_until } = aResource();
  const drafted = draft(identity, owner, { mode, category, title, capacity, unit, instant, listed_until });
  expect(drafted.next).toMatchObject({ state: 'draft', member_uscc: owner.uscc, listed_on: null });
  const listed = list(drafted.next, 3, today);
  expect(listed.next).toMatchObject({ state: 'listed', listed_on: today });
  expect(told(listed)).toMatchObject([{ from_state: 'draft', slots: 3, listed_until: '2026-01-01' }]);
});

it('can be listed without an end, and not until a day that has come', () => {
  expect(changeContent(aResource(), { listed_until: null }, today).next.listed_until).toBeNull();
  expect(() => changeContent(aResource(), { listed_until: today }, today)).toThrow(refused('listed_until_out_of_range'));
});

it('keeps what claims rest on while it is listed', () => {
  for (const change of [{ capacity: 2 }, { unit: '小时' }, { mode: 'org_building' as const }, { category: 'mentor' as const }]) {
    expect(() => changeContent(aResource(), change, today)).toThrow(refused('fixed_after_publication'));
    expect(changeContent(aResource({ state: 'draft' }), change, today).events).toMatchObject([{ visibility: 'internal' }]);
  }
  expect(changeContent(aResource(), { title: aResource().title }, today).events).toEqual([]);
  expect(changeContent(aResource(), { instant: true }, today).next.instant).toBe(true);
});

it('ends on the last day of its listing, however late the clock comes', () => {
  expect(() => endListing(aResource({ listed_until: '2025-06-17' }), today)).toThrow(refused('not_over'));
  expect(() => endListing(aResource({ listed_until: null }), today)).toThrow(refused('not_over'));
  const { next, events } = endListing(aResource({ listed_until: '2025-06-10' }), today);
  expect([next.delisted_on, events[0]!.effectiveOn]).toEqual(['2025-06-10', '2025-06-10']);
});

it.each([
  [1, 2, null],
  [1, 0, 'period_reversed'],
  [366 * 24, 1, null],
  [366 * 24 + 1, 1, 'slot_out_of_range'],
])('takes a slot %d hours ahead, of %d hours: %s', (ahead, hours, code) => {
  const run = () => addSlots(aResource({ listed_until: null }), [slotAt(ahead, hours)], newId, now);
  if (code === null) expect(run().slots).toMatchObject([{ state: 'free', claim_id: null }]);
  else expect(run).toThrow(refused(code));
});

it('takes no slot after the end of its listing, and points to the one at fault', () => {
  const resource = aResource({ listed_until: '2025-06-18' });
  expect(addSlots(resource, [slotAt(37)], newId, now).events).toHaveLength(1);
  expect(() => addSlots(resource, [slotAt(1), slotAt(38)], newId, now)).toThrow(
    expect.objectContaining({ code: 'slot_out_of_range', errors: [expect.objectContaining({ pointer: '/slots/1/starts_at' })] }),
  );
  expect(enterSlots(aResource(), [slotAt(-200)], newId, now, () => '').slots).toHaveLength(1);
});

it('gives a slot once, takes it back, and marks it as used', () => {
  const reserved = reserve(aResource(), aSlot(), claim, today, now);
  const [slot] = reserved.slots as [Slot];
  expect(slot).toMatchObject({ state: 'reserved', claim_id: claim });
  expect(told(reserved)).toMatchObject([{ slot_id: slot.id, claim_id: claim, starts_at: '2025-07-20T10:00:00.000Z' }]);
  expect(() => reserve(aResource(), slot, claim, today, now)).toThrow(refused('slot_taken'));
  expect(() => removeSlot(aResource(), slot, now)).toThrow(refused('slot_taken'));
  expect(release(aResource(), slot, today, now).slots).toMatchObject([{ state: 'free', claim_id: null }]);
  expect(use(aResource(), slot, now)).toMatchObject({ events: [], slots: [{ state: 'used', claim_id: claim }] });
  expect(removeSlot(aResource(), aSlot(), now).slots).toMatchObject([{ state: 'removed' }]);
});

const actions: Record<ResourceAction, (resource: Resource) => Decision<Resource>> = {
  change: (resource) => changeContent(resource, { title: 'another' }, today),
  list: (resource) => list(resource, 0, today),
  add_slot: (resource) => addSlots(resource, [slotAt(1)], newId, now),
  remove_slot: (resource) => removeSlot(resource, aSlot(), now),
  reserve: (resource) => reserve(resource, aSlot(), claim, today, now),
  release: (resource) => release(resource, aSlot({ state: 'reserved', claim_id: claim }), today, now),
  delist: (resource) => delist(resource, 'renovated', today),
};

describe.each(alliance.resourceStates)('in the state %s', (state: ResourceState) => {
  it.each(Object.keys(actions) as ResourceAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const run = () => actions[action](aResource({ state }));
    if (!allowed(resourceMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = resourceMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
