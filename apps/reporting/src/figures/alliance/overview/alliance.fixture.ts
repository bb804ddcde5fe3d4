/** An alliance for specs: members, the chair, the three lists, and what is supervised. Days are the park's. */
import { alliance, tenants } from '@park/contracts';
import { addDays } from '@park/kernel';
import type { Story } from '../../events.fixture.ts';
import { at, idOf } from '../../events/programme/programme.fixture.ts';

type Mode = (typeof alliance.allianceModes)[number];
type Category = (typeof alliance.allianceCategories)[number];

const numbered = (prefix: string, n: number): string => `${prefix}-${String(n).padStart(6, '0')}`;

export interface Member {
  /** Of the membership. */
  id: string;
  organisation_id: string;
  name: string;
}

export function tellMember(story: Story, n: number, name: string, role: (typeof alliance.memberRoles)[number], on: string): Member {
  const member = { id: idOf('membership', n), organisation_id: idOf('organisation', n), name };
  story.tell(alliance.OrganisationRegisteredV1, member.organisation_id, on, { code: numbered('OG', n), name, kind: 'enterprise' });
  const { organisation_id } = member;
  story.tell(alliance.MembershipActivatedV1, member.id, on, { code: numbered('MB', n), organisation_id, role, to_state: 'active' });
  return member;
}

export interface TermDays {
  from: string;
  /** Exclusive. */
  to: string;
  kind?: (typeof alliance.rotationTermKinds)[number];
  state?: (typeof alliance.rotationTermStates)[number];
  activities?: number;
  skipped_from?: string;
}

export function tellTerm(story: Story, n: number, { id, organisation_id }: Member, days: TermDays): Story {
  const { from, to, kind = 'cycle', state = 'planned', activities = 0, skipped_from = from } = days;
  const of = { code: numbered('RT', n), membership_id: id, organisation_id, kind, from, to };
  const term = idOf('term', n);
  story.tell(alliance.RotationTermPlannedV1, term, addDays(from, -30), { ...of, to_state: 'planned' });
  if (state === 'skipped') return story.tell(alliance.RotationTermSkippedV1, term, skipped_from, { ...of, to_state: state, skipped_from });
  if (state === 'withdrawn') return story.tell(alliance.RotationTermWithdrawnV1, term, addDays(from, -20), { ...of, to_state: state });
  if (state !== 'planned') story.tell(alliance.RotationTermStartedV1, term, from, { ...of, to_state: 'active' });
  if (state === 'handed_over') story.tell(alliance.RotationTermHandedOverV1, term, to, { ...of, to_state: state, activities });
  return story;
}

export function tellActivity(story: Story, n: number, on: string, modes: Mode[], hosts: readonly Member[], came: number): Story {
  const [id, host_membership_ids] = [idOf('activity', n), hosts.map((host) => host.id)];
  const of = { code: numbered('AC', n), modes, activity_on: on, host_membership_ids, to_state: 'held' };
  const attendance_by_member = hosts
    .slice(0, 1)
    .map((host) => ({ membership_id: host.id, organisation_id: host.organisation_id, count: came }));
  story.tell(alliance.ActivityHeldV1, id, on, { ...of, held_on: on });
  return story.tell(alliance.ActivityAttendanceCountedV1, id, on, { ...of, attendance_by_member, others: 0, attendance: came });
}

export interface NeedWish {
  title: string;
  mode?: Mode;
  category?: Category;
  published_on: string;
  /** Exclusive. */
  needed_by: string;
  quantity?: number;
  claimed?: number;
  state?: 'published' | 'matched' | 'in_progress' | 'delivered' | 'confirmed' | 'withdrawn' | 'expired';
  settled_on?: string;
  is_escalated?: boolean;
}

export function tellNeed(story: Story, n: number, owner: Member, wish: NeedWish): string {
  const { title, mode = 'resource_sharing', category = 'venue', published_on, needed_by, quantity = 4, claimed = 0 } = wish;
  const { state = 'published', settled_on = published_on } = wish;
  const id = idOf('need', n);
  const of = { code: numbered('ND', n), membership_id: owner.id, mode, category };
  const open = { ...of, to_state: 'published' };
  story.tell(alliance.NeedPublishedV1, id, published_on, { ...open, title, quantity, unit: '场', needed_by });
  if (claimed > 0) story.tell(alliance.NeedClaimsChangedV1, id, published_on, { ...open, claimed, quantity, fulfilled: 0, live_claims: 1 });
  if (wish.is_escalated) story.tell(alliance.NeedEscalatedV1, id, addDays(published_on, 14), open);
  const moved = { ...of, to_state: state };
  if (state === 'confirmed') {
    const days_to_resolve = Math.round((Date.parse(settled_on) - Date.parse(published_on)) / 86_400_000);
    story.tell(alliance.NeedConfirmedV1, id, settled_on, { ...moved, confirmed_on: settled_on, days_to_resolve });
  } else if (state === 'withdrawn') story.tell(alliance.NeedWithdrawnV1, id, settled_on, moved);
  else if (state === 'expired') story.tell(alliance.NeedExpiredV1, id, settled_on, moved);
  else if (state === 'matched') story.tell(alliance.NeedMatchedV1, id, published_on, { ...moved, claimed: quantity, quantity });
  else if (state === 'in_progress') story.tell(alliance.NeedStartedV1, id, published_on, moved);
  else if (state === 'delivered') story.tell(alliance.NeedDeliveredV1, id, published_on, moved);
  return id;
}

export interface ResourceWish {
  title: string;
  mode?: Mode;
  category?: Category;
  listed_on: string;
  /** Exclusive. */
  listed_until?: string | null;
  /** Days of its slots; the first `reserved` of them are given. */
  slots?: readonly string[];
  reserved?: number;
}

export function tellResource(story: Story, n: number, owner: Member, wish: ResourceWish): string {
  const { title, mode = 'resource_sharing', category = 'venue', listed_on, listed_until = null, slots = [], reserved = 0 } = wish;
  const id = idOf('resource', n);
  const of = { code: numbered('RE', n), membership_id: owner.id, mode, category, to_state: 'listed' };
  story.tell(alliance.ResourceListedV1, id, listed_on, { ...of, title, listed_until, slots: 0 });
  slots.forEach((day, i) => {
    const slot = { ...of, slot_id: idOf(`slot ${n}`, i), starts_at: at(day, '09:00'), ends_at: at(day, '11:00') };
    story.tell(alliance.ResourceSlotAddedV1, id, listed_on, slot);
    if (i < reserved) story.tell(alliance.ResourceSlotReservedV1, id, listed_on, { ...slot, claim_id: idOf('claim', n) });
  });
  return id;
}

export interface ProjectWish {
  title: string;
  mode?: Mode;
  proposed_on: string;
  due_on: string;
  state?: 'proposed' | 'approved' | 'in_progress' | 'completed';
  moved_to?: string;
}

export function tellProject(story: Story, n: number, lead: Member, wish: ProjectWish): string {
  const { title, mode = 'industry_promotion', proposed_on, due_on, state = 'proposed', moved_to } = wish;
  const id = idOf('joint project', n);
  const of = { code: numbered('PR', n), mode, lead_membership_id: lead.id, due_on };
  story.tell(alliance.ProjectProposedV1, id, proposed_on, { ...of, title, to_state: 'proposed' });
  if (state !== 'proposed') story.tell(alliance.ProjectApprovedV1, id, proposed_on, { ...of, title, to_state: 'approved' });
  if (state === 'in_progress') story.tell(alliance.ProjectStartedV1, id, proposed_on, { ...of, to_state: state });
  if (state === 'completed') story.tell(alliance.ProjectCompletedV1, id, due_on, { ...of, to_state: state, completed_on: due_on });
  if (moved_to !== undefined)
    story.tell(alliance.ProjectDueDayChangedV1, id, due_on, { ...of, to_state: state, due_on: moved_to, old_due_on: due_on });
  return id;
}

export interface Charge {
  title: string;
  adopted_on: string;
  due_on: string;
  state?: string;
  reported_on?: string;
}

export function tellResolution(
  story: Story,
  n: number,
  owner: Member,
  { title, adopted_on, due_on, state = 'adopted', reported_on }: Charge,
) {
  const id = idOf('resolution', n);
  const of = { code: numbered('RS', n), owner_membership_id: owner.id, mode: 'org_building' as const, due_on, to_state: 'adopted' };
  story.tell(alliance.ResolutionAdoptedV1, id, adopted_on, { ...of, title });
  if (reported_on) story.tell(alliance.ResolutionReportedV1, id, reported_on, { ...of, progress: 'on_track', reported_on });
  if (state === 'fulfilled')
    story.tell(alliance.ResolutionFulfilledV1, id, due_on, { ...of, to_state: state, fulfilled_on: due_on, late: false });
  return id;
}

export function tellTask(story: Story, n: number, resolution_id: string, owner: Member, charge: Charge): string {
  const { title, adopted_on, due_on, state = 'assigned', reported_on = adopted_on } = charge;
  const id = idOf('task', n);
  const of = { code: numbered('TA', n), resolution_id, owner_membership_id: owner.id, due_on };
  story.tell(alliance.TaskAssignedV1, id, adopted_on, { ...of, title, to_state: 'assigned' });
  if (state === 'in_progress') story.tell(alliance.TaskStartedV1, id, adopted_on, { ...of, to_state: state });
  if (state === 'submitted' || state === 'accepted')
    story.tell(alliance.TaskSubmittedV1, id, reported_on, { ...of, to_state: 'submitted', submitted_on: reported_on });
  if (state === 'accepted') story.tell(alliance.TaskAcceptedV1, id, reported_on, { ...of, to_state: state, submitted_on: reported_on });
  return id;
}

/** An enterprise in the park, with its organisation as it was counted. */
export function tellEnterprise(story: Story, n: number, on: string, profile: object = {}): Story {
  const id = idOf('enterprise', n);
  const none = { party_org_type: 'none', league_org_type: 'none', youth: 0, full_members: 0 } as const;
  const has = { has_instructor: false, has_liaison: false, has_union: false };
  story.tell(tenants.EntityRegisteredV1, id, on, { kind: 'enterprise', residency: 'none', to_state: 'prospect' });
  story.tell(tenants.EntityMovedInV1, id, on, { effective_date: on, residency: 'physical', to_state: 'resident' });
  if (Object.keys(profile).length === 0) return story;
  const counted = { entity_id: id, counted_on: on, ...none, ...has, ...profile };
  return story.tell(alliance.OrganisationProfileUpdatedV1, idOf('counted organisation', n), on, counted);
}
