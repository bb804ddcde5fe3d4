import { alliance } from '@park/contracts';
import { anOrganisation } from './organisation.fixture.ts';
import { changeContent, link, noteDeparture, proposalGround, register, setContact, updateProfile } from './organisation.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000080', code: 'OG-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const entity = '0197a0c0-0000-7000-8000-000000000002';
const refused = (code: string) => expect.objectContaining({ code });

it('is registered without numbers, as the market entity that it is', () => {
  const content = { name: '海创软件', kind: 'enterprise' as const };
  const { next, events } = register(identity, '91370200264574251E', content, { entity_id: entity, is_resident: true });
  expect(next).toMatchObject({
    party_org_type: 'none',
    full_members: 0,
    counted_on: null,
    entity_id: entity,
    is_resident: true,
    version: 0,
  });
  expect(alliance.OrganisationRegisteredV1.schema.parse(events[0]!.data)).toEqual(events[0]!.data);
});

it('says nothing where nothing changes', () => {
  const organisation = anOrganisation({ counted_on: '2025-06-01', full_members: 2 });
  expect(changeContent(organisation, { name: organisation.name }, today).events).toEqual([]);
  expect(updateProfile(organisation, { full_members: 2 }, '2025-06-10', today).events).toEqual([]);
  expect(changeContent(organisation, { name: '海创科技' }, today).events).toMatchObject([
    { data: { name: '海创科技', kind: 'enterprise' } },
  ]);
});

it('is counted up to today, never back, and the first time also where all is nought', () => {
  const organisation = anOrganisation();
  expect(() => updateProfile(organisation, {}, '2025-06-17', today)).toThrow(refused('in_future'));
  const first = updateProfile(organisation, {}, '2025-06-10', today);
  expect(first.events).toMatchObject([{ effectiveOn: '2025-06-10', data: { full_members: 0, counted_on: '2025-06-10' } }]);
  expect(() => updateProfile(first.next, { full_members: 3 }, '2025-06-09', today)).toThrow(refused('older_count'));
  const { next, events } = updateProfile(first.next, { full_members: 3, party_org_type: 'branch' }, today, today);
  expect(next).toMatchObject({ full_members: 3, party_org_type: 'branch', youth: 0, counted_on: today });
  expect(alliance.OrganisationProfileUpdatedV1.schema.parse(events[0]!.data)).toEqual(events[0]!.data);
});

it('names its contacts without telling of them', () => {
  const person = { id: '0197a0c0-0000-7000-8000-0000000000aa', name_masked: '王**' };
  const { next, events } = setContact(anOrganisation(), 'secretary', person, today);
  expect(next).toMatchObject({ secretary_id: person.id, secretary_masked: '王**', liaison_id: null });
  expect(events[0]!.data).toEqual({ code: 'OG-000001', role: 'secretary', since: today });
  expect(setContact(next, 'secretary', person, today).events).toEqual([]);
});

it('moves in once, leaves, and moves in again', () => {
  const moved = link(anOrganisation({ full_members: 3, counted_on: '2025-05-20' }), entity, '2025-06-01');
  expect(alliance.OrganisationLinkedV1.schema.parse(moved.events[0]!.data)).toMatchObject({ full_members: 3, counted_on: '2025-05-20' });
  expect(moved.next).toMatchObject({ entity_id: entity, is_resident: true, moved_in_on: '2025-06-01' });
  expect(link(moved.next, entity, '2025-06-02').events).toEqual([]);
  const left = noteDeparture(moved.next, '2025-06-10');
  expect(left).toMatchObject({ is_resident: false, departed_on: '2025-06-10' });
  expect(link(left, entity, today).next).toMatchObject({ is_resident: true, departed_on: null });
});

it.each([
  [{}, null],
  [{ full_members: 2, probationary_members: 9, league_members: 9, youth: 9 }, null],
  [{ full_members: 3 }, 'three_members'],
  [{ party_org_type: 'joint_branch' as const, full_members: 2 }, null],
  [{ party_org_type: 'joint_branch' as const, full_members: 3 }, 'three_members'],
  [{ party_org_type: 'branch' as const, full_members: 3 }, 'party_org'],
])('with %j is proposed on the ground %s', (profile, ground) => {
  expect(proposalGround(anOrganisation(profile))).toBe(ground);
});
