import { alliance, tenants } from '@park/contracts';
import fc from 'fast-check';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, totals } from '../ledger.fixture.ts';

const none = {
  party_org_type: 'none' as const,
  league_org_type: 'none' as const,
  youth: 0,
  has_instructor: false,
  has_liaison: false,
  has_union: false,
};

function resident(story: Story, id: string, on: string, wish: object = {}): Story {
  story.tell(tenants.EntityRegisteredV1, id, on, { kind: 'enterprise', residency: 'none', to_state: 'prospect', ...wish });
  return story.tell(tenants.EntityMovedInV1, id, on, { effective_date: on, residency: 'physical', to_state: 'resident' });
}

function counted(story: Story, entity: string, counted_on: string, profile: object): Story {
  return story.tell(alliance.OrganisationProfileUpdatedV1, `o ${entity}`, counted_on, {
    entity_id: entity,
    counted_on,
    ...none,
    ...profile,
  });
}

const at = (story: Story, code: string, as_of: string) => {
  const { numerator, denominator } = figure(ledgerOf(story.events), code, { as_of });
  return [numerator, denominator];
};

it('counts what enterprises in the park have, over those in operation, from the day of the count on', () => {
  const story = new Story();
  for (const id of ['a', 'b', 'c', 'd']) resident(story, id, '2025-01-01');
  resident(story, 'shop', '2025-01-01', { kind: 'individual_business' });
  counted(story, 'a', '2025-02-01', { party_org_type: 'committee', league_org_type: 'own', youth: 30 });
  counted(story, 'b', '2025-02-01', { party_org_type: 'joint_branch', youth: 1 });
  counted(story, 'c', '2025-02-01', { has_union: true });
  counted(story, 'shop', '2025-02-01', { party_org_type: 'branch' });
  counted(story, 'prospect', '2025-02-01', { party_org_type: 'branch' });
  expect(at(story, 'org_coverage', '2025-01-31')).toEqual([0, 4]);
  expect(at(story, 'org_coverage', '2025-02-01')).toEqual([2, 4]);
  expect(at(story, 'own_org_rate', '2025-02-01')).toEqual([1, 4]);
  expect(at(story, 'work_coverage', '2025-02-01')).toEqual([3, 4]);
  expect(at(story, 'league_coverage', '2025-02-01')).toEqual([1, 2]);
  story.tell(tenants.EntityDepartedV1, 'a', '2025-03-01', { effective_date: '2025-03-01', to_state: 'departed' });
  const revoked = { field: 'registration_status' as const, new: 'revoked', effective_date: '2025-03-01' };
  story.tell(tenants.EntityRegistrationChangedV1, 'd', '2025-03-01', revoked);
  counted(story, 'b', '2025-03-01', { party_org_type: 'none', youth: 1 });
  expect(at(story, 'org_coverage', '2025-03-01')).toEqual([0, 2]);
  expect(at(story, 'league_coverage', '2025-03-01')).toEqual([0, 1]);
  expect(groups(ledgerOf(story.events), 'work_coverage', 'residency', '2025-03-01')).toMatchObject({ physical: 50 });
});

it('counts a profile that was told before the organisation was linked with its market entity', () => {
  const story = resident(new Story(), 'a', '2025-03-01');
  story.tell(alliance.OrganisationProfileUpdatedV1, 'o', '2025-02-01', {
    ...none,
    entity_id: null,
    counted_on: '2025-02-01',
    party_org_type: 'branch',
  });
  expect(at(story, 'org_coverage', '2025-03-01')).toEqual([0, 1]);
  story.tell(alliance.OrganisationLinkedV1, 'o', '2025-03-01', {
    ...none,
    entity_id: 'a',
    counted_on: '2025-02-01',
    party_org_type: 'branch',
  });
  expect(at(story, 'org_coverage', '2025-03-01')).toEqual([1, 1]);
});

it('says nothing of an organisation that nobody has counted', () => {
  const story = resident(new Story(), 'a', '2025-03-01');
  story.tell(alliance.OrganisationLinkedV1, 'o', '2025-03-01', { ...none, entity_id: 'a', counted_on: null, has_union: true });
  expect(at(story, 'work_coverage', '2025-03-01')).toEqual([0, 1]);
});

it('has no numerator above its denominator, and the same facts in whatever order the two services tell', () => {
  const profile = fc.record({
    party_org_type: fc.constantFrom(...alliance.partyOrgTypes),
    league_org_type: fc.constantFrom(...alliance.leagueOrgTypes),
    youth: fc.nat(2),
    has_union: fc.boolean(),
  });
  const day = fc.nat(60).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
  const told = fc.array(fc.record({ who: fc.nat(2), on: day, leaves: fc.boolean(), profile }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(told, (happenings) => {
      const story = new Story();
      for (const id of ['e0', 'e1', 'e2']) resident(story, id, '2025-01-10');
      for (const { who, on, leaves, profile: some } of happenings)
        if (leaves) story.tell(tenants.EntityDepartedV1, `e${who}`, on, { effective_date: on, to_state: 'departed' });
        else counted(story, `e${who}`, on, some);
      const byService = (name: string) => story.events.filter(({ type }) => type.startsWith(`park.${name}.`));
      const ledger = ledgerOf(story.events);
      expect(totals(ledgerOf([...byService('alliance'), ...byService('tenants')]))).toEqual(totals(ledger));
      for (const code of ['org_coverage', 'own_org_rate', 'work_coverage', 'league_coverage'])
        for (const as_of of ['2025-01-09', '2025-01-20', '2025-02-10', '2025-03-10']) {
          const { numerator, denominator } = figure(ledger, code, { as_of });
          expect(numerator ?? 0).toBeLessThanOrEqual(denominator ?? 0);
        }
    }),
    { numRuns: 60 },
  );
});
