/** The long life of a park: forty years of one entity, one unit, one building and one apartment, as busy as they can become. */
import { alliance, events, feeds, housing, recruitment, tenants } from '@park/contracts';
import { addDays, dateAt } from '@park/kernel';
import { Story } from './events.fixture.ts';

const first = '2025-01-01';
const years = 40;
/** The most that a posting can be for; each is filled twice here. */
const openingsOfAPosting = 300;

/** `uses`: how often the unit and the apartment are let in all. */
export function aLongLife(uses: number): Story {
  const story = new Story();
  entity(story);
  space(story, uses);
  homes(story, uses);
  gatherings(story, uses);
  roadshows(story);
  hires(story);
  members(story);
  doors(story, uses);
  return story;
}

function entity(story: Story): void {
  story.tell(tenants.EntityRegisteredV1, 'e', first).tell(tenants.EntityMovedInV1, 'e', first, { effective_date: first });
  for (let year = 2025; year < 2025 + years; year++) {
    const on = `${year}-12-31`;
    story.tell(tenants.EntityRegistrationChangedV1, 'e', on, { field: 'size_class', new: 'large', effective_date: on });
    for (const type of tenants.qualificationTypes)
      story.tell(tenants.QualificationRenewedV1, `q ${type}`, on, { entity_id: 'e', type, valid_from: on, valid_to: addDays(on, 365) });
    for (const period of [`${year}-Q1`, `${year}-Q2`, `${year}-Q3`, `${year}-Q4`, `${year}`]) {
      const of = { entity_id: 'e', period };
      const id = `r ${period}`;
      story.tell(tenants.OperatingReportDraftedV1, id, on, of).tell(tenants.OperatingReportSubmittedV1, id, on, of);
      story.tell(tenants.OperatingReportVerifiedV1, id, on, of);
    }
  }
}

function space(story: Story, uses: number): void {
  story.tell(tenants.BuildingRegisteredV1, 'b', first);
  story.tell(tenants.UnitAddedV1, 'u', first, { building_id: 'b', parent_unit_id: null, rentable: true, status: 'in_service' });
  for (let year = 0; year < years; year++) {
    const on = addDays(first, 365 * year);
    story.tell(tenants.BuildingChangedV1, 'b', on).tell(tenants.UnitStatusChangedV1, 'u', on, { to_state: 'in_service' });
    story.tell(tenants.RenovationAcceptedV1, `n${year}`, on, { building_id: 'b', kind: 'building', accepted_on: on });
  }
  for (let use = 0; use < uses; use++) {
    const [start_on, end_on] = [addDays(first, 2 * use), addDays(first, 2 * use + 2)];
    story.tell(tenants.OccupancyActivatedV1, `o${use}`, start_on, {
      unit_id: 'u',
      building_id: 'b',
      area_m2: 10,
      start_on,
      end_on,
      kind: 'lease',
      source_id: `l${use}`,
    });
    story.tell(tenants.LeaseSignedV1, `l${use}`, start_on);
    story.tell(tenants.OccupancyCompletedV1, `o${use}`, end_on, { unit_id: 'u', to_state: 'completed', end_on });
  }
}

function homes(story: Story, uses: number): void {
  story.tell(housing.ApartmentAddedV1, 'h', first, { brand: 'hiking', status: 'in_service' });
  for (let year = 0; year < years; year++)
    story.tell(housing.ApartmentStatusChangedV1, 'h', addDays(first, 365 * year), { brand: 'hiking', to_state: 'in_service' });
  for (let use = 0; use < uses; use++) stay(story, `t${use}`, 'h', addDays(first, 2 * use), addDays(first, 2 * use + 2));
  story.tell(housing.ApplicationWaitlistedV1, 'a', first, { entered_on: first });
  for (let offer = 0; offer < years; offer++) {
    story.tell(housing.ApplicationOfferedV1, 'a', addDays(first, offer), { to_state: 'offered' });
    story.tell(housing.ApplicationOfferDeclinedV1, 'a', addDays(first, offer), { to_state: 'waitlisted' });
  }
}

/** A tenancy in an apartment, from check-in until it is closed. */
export function stay(story: Story, id: string, apartment_id: string, actual_on: string, closed_on: string | null): Story {
  const home = { apartment_id, brand: 'hiking', product: 'short_stay' } as const;
  story.tell(housing.TenancyCheckedInV1, id, actual_on, { ...home, actual_on });
  return closed_on === null ? story : story.tell(housing.TenancyClosedV1, id, closed_on, { ...home, closed_on });
}

/** A gathering that is moved again and again, with a person who registers for it as often as a home is let. */
function gatherings(story: Story, uses: number): void {
  story.tell(events.SeasonPlannedV1, 's', first).tell(events.GatheringPublishedV1, 'g', first);
  for (let year = 0; year < years; year++) {
    const on = addDays(first, 365 * year);
    story
      .tell(events.SeasonChangedV1, 's', on)
      .tell(events.GatheringRescheduledV1, 'g', on)
      .tell(events.GatheringCapacityChangedV1, 'g', on);
  }
  for (let use = 0; use < uses; use++) {
    const [id, on] = [`er${use}`, addDays(first, 2 * use)];
    const of = { person_id: 'p', gathering_on: on };
    story.tell(events.RegistrationCreatedV1, id, on, of).tell(events.RegistrationConfirmedV1, id, on, of);
    for (const list_id of ['east', 'west', 'hall'])
      story
        .tell(events.RegistrationCheckedInV1, id, on, { ...of, list_id, scanned_at: `${on}T02:00:00.000Z` })
        .tell(events.RegistrationCheckInRevertedV1, id, on, { ...of, list_id })
        .tell(events.RegistrationCheckedInV1, id, on, { ...of, list_id, scanned_at: `${on}T03:00:00.000Z` });
  }
}

/** A project, its pitch and an investor that it meets, changed every year; a ranking that is published again and again, a deal corrected as often. */
function roadshows(story: Story): void {
  const of = { match_request_id: 'm', funded_on: first, to_state: 'funded' };
  for (let year = 0; year < years; year++) {
    const on = addDays(first, 365 * year);
    story.tell(events.ProjectChangedV1, 'pj', on).tell(events.InvestorChangedV1, 'iv', on);
    story.tell(events.PitchPresentedV1, 'pt', on).tell(events.PitchScoredV1, 'pt', on);
    story.tell(events.MatchRequestMeetingScheduledV1, 'm', on).tell(events.MatchRequestMeetingUnscheduledV1, 'm', on);
    story.tell(events.DealFundedV1, 'd', on, of).tell(events.DealCorrectedV1, 'd', on, of);
  }
}

/** An employer that comes to a fair every year with the same booth and posting, and hires for it as often as it may. */
function hires(story: Story): void {
  for (let year = 0; year < years; year++) {
    const on = addDays(first, 365 * year);
    story.tell(recruitment.EmployerStandingChangedV1, 'em', on).tell(recruitment.FairPhaseChangedV1, 'jf', on);
    story.tell(recruitment.BoothChangedV1, 'bo', on).tell(recruitment.BoothApplicationConfirmedV1, 'ba', on);
    story.tell(recruitment.ApplicationStageChangedV1, 'ap', on).tell(recruitment.OfferExtendedV1, 'of', on);
    story.tell(recruitment.HireFollowedUpV1, 'hi', on);
  }
  for (let opening = 1; opening <= openingsOfAPosting; opening++)
    story
      .tell(recruitment.PostingOpeningFilledV1, 'jp', first, { opening })
      .tell(recruitment.PostingOpeningVacatedV1, 'jp', first, { opening })
      .tell(recruitment.PostingOpeningFilledV1, 'jp', first, { opening });
}

/** A member that is counted every month, hosts in the chair, and has a need and a task that go back and forth. */
function members(story: Story): void {
  for (let month = 0; month < 12 * years; month++) {
    const on = addDays(first, 30 * month);
    story.tell(alliance.OrganisationProfileUpdatedV1, 'og', on, { entity_id: 'e', counted_on: on });
  }
  for (let year = 0; year < years; year++) {
    const on = addDays(first, 365 * year);
    const of = { organisation_id: 'og' };
    story.tell(alliance.MembershipSuspendedV1, 'mb', on, of).tell(alliance.MembershipReinstatedV1, 'mb', on, of);
    story.tell(alliance.ActivityChangedV1, 'ac', on).tell(alliance.ActivityAttendanceCountedV1, 'ac', on);
    story.tell(alliance.NeedMatchedV1, 'nd', on).tell(alliance.NeedUnmatchedV1, 'nd', on);
    story.tell(alliance.ResolutionReportedV1, 'rs', on).tell(alliance.TaskReturnedV1, 'ta', on);
    story.tell(alliance.RotationTermHandedOverV1, `rt${year}`, on);
    story.tell(alliance.ResourceChangedV1, 're', on).tell(alliance.ResourceSlotReservedV1, 're', on, { slot_id: `sl${year}` });
    story.tell(alliance.ProjectApprovedV1, `pr${year}`, on);
  }
}

/** A door of a member's feed, summarised every five minutes. */
function doors(story: Story, uses: number): void {
  for (let use = 0; use < uses; use++) summary(story, 'dr', use);
}

/** The nth summary of a door after the first. */
export function summary(story: Story, id: string, n: number, everyMinutes = 5): Story {
  const to = new Date(Date.parse(`${first}T00:00:00.000Z`) + n * everyMinutes * 60_000);
  return story.tell(feeds.DoorSummarisedV1, id, dateAt(to), { to: to.toISOString(), backlog: n % 7 });
}
