/** The whole sample park for an opening day, as files in the order in which a clerk imports them. */
import type { LocalDate } from '../../libs/kernel/src/date.ts';
import { activities, rotation } from './alliance-life.ts';
import { lists } from './alliance-lists.ts';
import { jointMeetings, resolutions } from './alliance-meetings.ts';
import { charters, memberships, organisations } from './alliance-members.ts';
import { apartments } from './apartments.ts';
import { applications } from './applications.ts';
import { buildings } from './buildings.ts';
import { employers } from './employers.ts';
import { checkInLists, gatherings, seasons } from './gatherings.ts';
import { hiring } from './hires.ts';
import { boothApplications, booths, fairs } from './job-fair.ts';
import { leases } from './leases.ts';
import { lettings } from './lettings.ts';
import { marketEntities, marketEntityRows } from './market-entities.ts';
import { matchmaking } from './matchmaking.ts';
import { operatingReports } from './operating-reports.ts';
import { postings } from './postings.ts';
import { projects } from './projects.ts';
import { qualifications } from './qualifications.ts';
import { registrations } from './registrations.ts';
import { renovations } from './renovations.ts';
import { roadshows } from './roadshows.ts';
import { storyOf, type Story } from './story.ts';
import { tenancies } from './tenancies.ts';
import { units } from './units.ts';

export interface SampleFile {
  name: string;
  service: 'tenants' | 'housing' | 'events' | 'recruitment' | 'alliance';
  /** As the service's import calls it. */
  kind: string;
  rows: readonly object[];
}

export interface SamplePark {
  story: Story;
  rows: Rows;
  files: SampleFile[];
}

export type Rows = ReturnType<typeof rowsOf>;

/** `now`: what is over by then has ended in the files. */
export function samplePark(openingDay: LocalDate, now: Date): SamplePark {
  const story = storyOf(openingDay);
  const rows = rowsOf(story, now);
  const reports = [...Map.groupBy(rows.operatingReports, ({ period }) => period)];
  const tenants: [string, string, readonly object[]][] = [
    ['market-entities', 'market-entities', rows.marketEntities],
    ['buildings', 'buildings', rows.buildings],
    ['renovations', 'renovations', rows.renovations],
    ['units', 'units', rows.units],
    ['qualifications', 'qualifications', rows.qualifications],
    ...reports.map(([period, ofPeriod]): [string, string, readonly object[]] => [
      `operating-reports-${period}`,
      'operating-reports',
      ofPeriod,
    ]),
    ['leases', 'leases', rows.leases],
  ];
  const housing: [string, string, readonly object[]][] = [
    ['apartments', 'apartments', rows.apartments],
    ['tenancies', 'tenancies', rows.tenancies],
    ['applications', 'applications', rows.applications],
  ];
  const events: [string, string, readonly object[]][] = [
    ['seasons', 'seasons', rows.seasons],
    ['gatherings', 'gatherings', rows.gatherings],
    ['check-in-lists', 'check-in-lists', rows.checkInLists],
    ['registrations', 'registrations', rows.registrations],
    ['projects', 'projects', rows.projects],
    ['experts', 'experts', rows.experts],
    ['pitches', 'pitches', rows.pitches],
    ['score-sheets', 'score-sheets', rows.scoreSheets],
    ['investors', 'investors', rows.investors],
    ['match-requests', 'match-requests', rows.matchRequests],
    ['deals', 'deals', rows.deals],
  ];
  const recruitment: [string, string, readonly object[]][] = [
    ['employers', 'employers', rows.employers],
    ['fairs', 'fairs', rows.fairs],
    ['booths', 'booths', rows.booths],
    ['postings', 'postings', rows.postings],
    ['booth-applications', 'booth-applications', rows.boothApplications],
    ['hires', 'hires', rows.hires],
    ['job-applications', 'applications', rows.jobApplications],
  ];
  const alliance: [string, string, readonly object[]][] = [
    ['charters', 'charters', rows.charters],
    ['organisations', 'organisations', rows.organisations],
    ['memberships', 'memberships', rows.memberships],
    // Before the rotation: a term that is over tells how many its member hosted.
    ['activities', 'activities', rows.activities],
    ['rotation', 'rotation-plans', rows.rotation],
    ['meetings', 'meetings', rows.meetings],
    ['resolutions', 'resolutions', rows.resolutions],
    ['needs', 'needs', rows.needs],
    ['resources', 'resources', rows.resources],
    ['resource-slots', 'resource-slots', rows.resourceSlots],
    ['claims', 'claims', rows.claims],
    ['projects', 'projects', rows.allianceProjects],
  ];
  const filesOf = (service: SampleFile['service'], all: typeof tenants): SampleFile[] =>
    all.map(([name, kind, ofKind], i) => ({
      name: `${service}-${String(i + 1).padStart(2, '0')}-${name}.csv`,
      service,
      kind,
      rows: ofKind,
    }));
  const files = { tenants, housing, events, recruitment, alliance };
  return { story, rows, files: Object.entries(files).flatMap(([service, all]) => filesOf(service as SampleFile['service'], all)) };
}

export function rowsOf(story: Story, now: Date) {
  const estate = buildings(story);
  const space = units(estate);
  const entities = marketEntities(story);
  const lets = lettings(story, estate, space, entities);
  const homes = apartments(story);
  const season = gatherings(story, now);
  const pitching = projects(story, entities);
  const shows = roadshows(story, season, pitching);
  const meetings = matchmaking(story, season, pitching, now);
  const hirers = employers(story, entities);
  const jobs = postings(story, hirers);
  const map = booths();
  const hired = hiring(story, jobs);
  const parties = organisations(story, entities);
  const members = memberships(story, entities, parties);
  const terms = rotation(story, members);
  const sessions = jointMeetings(story, members);
  const shared = lists(story, members);
  const hasSpace = new Set(lets.filter(({ entity, startOn }) => entity.movedInOn === startOn).map(({ entity }) => entity.uscc));
  return {
    buildings: estate.map(({ row }) => row),
    renovations: renovations(story, estate),
    units: space,
    marketEntities: marketEntityRows(entities, hasSpace),
    qualifications: qualifications(story, entities),
    operatingReports: operatingReports(story, entities),
    leases: leases(lets, story.openingDay),
    apartments: homes,
    tenancies: tenancies(story, homes, entities),
    applications: applications(story, entities),
    seasons: seasons(story),
    gatherings: season.map(({ row }) => row),
    checkInLists: checkInLists(season),
    registrations: registrations(story, season, entities),
    projects: pitching.map(({ row }) => row),
    experts: shows.experts,
    panels: shows.panels,
    pitches: shows.pitches,
    scoreSheets: shows.scoreSheets,
    investors: meetings.investors,
    matchRequests: meetings.requests,
    deals: meetings.deals,
    employers: hirers.map(({ row }) => row),
    fairs: fairs(story),
    booths: map,
    postings: jobs,
    boothApplications: boothApplications(story, map, hirers, jobs),
    hires: hired.hires,
    jobApplications: hired.applications,
    charters: charters(story),
    organisations: parties,
    memberships: members.map(({ row }) => row),
    activities: activities(story, members, terms),
    rotation: terms,
    meetings: sessions,
    resolutions: resolutions(story, sessions, members),
    needs: shared.needs,
    resources: shared.resources,
    resourceSlots: shared.slots,
    claims: shared.claims,
    allianceProjects: shared.projects,
  };
}
