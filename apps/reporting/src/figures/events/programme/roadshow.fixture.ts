/** Pitches, meetings and deals of projects and investors at the gatherings of a season, for specs. */
import { events } from '@park/contracts';
import type { Story } from '../../events.fixture.ts';
import { idOf, type Place } from './programme.fixture.ts';

type Sector = (typeof events.projectSectors)[number];

export interface Party {
  id: string;
  name: string;
  sector: Sector;
}

export function tellProjects(story: Story, on: string, names: readonly string[]): Party[] {
  return names.map((name, n) => {
    const sector = events.projectSectors[n % events.projectSectors.length]!;
    const id = idOf('project', n);
    story.tell(events.ProjectRegisteredV1, id, on, { code: `PJ-${String(n + 1).padStart(6, '0')}`, name, sector });
    return { id, name, sector };
  });
}

export function tellInvestors(story: Story, on: string, names: readonly string[]): Party[] {
  return names.map((name, n) => {
    const id = idOf('investor', n);
    story.tell(events.InvestorRegisteredV1, id, on, { code: `IV-${String(n + 1).padStart(6, '0')}`, name });
    return { id, name, sector: 'other' };
  });
}

export interface PitchWish {
  order?: number;
  /** Its end; without it, it waits for its turn. */
  state?: 'presented' | 'scored' | 'absent' | 'withdrawn';
  score?: number;
  rank?: number;
}

export function tellPitch(story: Story, roadshow: Place, n: number, project: Party, on: string, wish: PitchWish): Story {
  const { order, state, score = 0, rank = 1 } = wish;
  const id = idOf(`pitch of ${roadshow.id}`, n);
  const of = {
    code: `PT-${String(n + 1).padStart(6, '0')}`,
    gathering_id: roadshow.id,
    season_id: roadshow.season_id,
    gathering_on: roadshow.day,
    project_id: project.id,
    sector: project.sector,
    applied_as: n % 3 === 0 ? ('student' as const) : ('enterprise' as const),
  };
  story.tell(events.PitchSubmittedV1, id, on, { ...of, to_state: 'submitted' });
  if (order !== undefined)
    story
      .tell(events.PitchShortlistedV1, id, on, { ...of, to_state: 'shortlisted' })
      .tell(events.PitchScheduledV1, id, on, { ...of, to_state: 'scheduled', order });
  if (state === 'withdrawn') story.tell(events.PitchWithdrawnV1, id, on, { ...of, to_state: state });
  if (state === 'absent') story.tell(events.PitchMarkedAbsentV1, id, roadshow.day, { ...of, to_state: state });
  if (state === 'presented' || state === 'scored') story.tell(events.PitchPresentedV1, id, roadshow.day, { ...of, to_state: 'presented' });
  if (state === 'scored') story.tell(events.PitchScoredV1, id, roadshow.day, { ...of, to_state: state, score, rank });
  return story;
}

export interface MeetingWish {
  /** Without them, it waits for a table and a time. */
  slot?: { table: number; start: string; end: string };
  state?: 'accepted' | 'held' | 'no_show' | 'declined' | 'cancelled';
}

export function tellMeeting(
  story: Story,
  matchmaking: Place,
  n: number,
  [investor, project]: [Party, Party],
  on: string,
  wish: MeetingWish,
): Story {
  const { slot, state } = wish;
  const id = idOf(`meeting of ${matchmaking.id}`, n);
  const of = {
    code: `MR-${String(n + 1).padStart(6, '0')}`,
    gathering_id: matchmaking.id,
    season_id: matchmaking.season_id,
    gathering_on: matchmaking.day,
    investor_id: investor.id,
    project_id: project.id,
    sector: project.sector,
  };
  story.tell(events.MatchRequestRequestedV1, id, on, { ...of, to_state: 'requested' });
  if (state === 'declined') return story.tell(events.MatchRequestDeclinedV1, id, on, { ...of, to_state: state });
  if (state !== undefined || slot) story.tell(events.MatchRequestAcceptedV1, id, on, { ...of, to_state: 'accepted' });
  if (slot) story.tell(events.MatchRequestMeetingScheduledV1, id, on, { ...of, ...slot, to_state: 'scheduled' });
  const day = matchmaking.day;
  if (state === 'held') story.tell(events.MatchRequestMeetingHeldV1, id, day, { ...of, met_on: day, to_state: state });
  if (state === 'no_show') story.tell(events.MatchRequestMeetingNoShowV1, id, day, { ...of, to_state: state });
  if (state === 'cancelled') story.tell(events.MatchRequestCancelledV1, id, on, { ...of, to_state: state });
  return story;
}

const stages = ['due_diligence', 'term_sheet', 'signed', 'funded'] as const;

export interface DealWish {
  state: 'open' | (typeof stages)[number] | 'closed_lost';
  amount_kcny?: number;
}

/** Each stage is reached on the day. */
export function tellDeal(story: Story, at: Place, n: number, [investor, project]: [Party, Party], on: string, wish: DealWish): Story {
  const { state, amount_kcny = 1_000 } = wish;
  const id = idOf(`deal of ${at.id}`, n);
  const of = {
    code: `DL-${String(n + 1).padStart(6, '0')}`,
    investor_id: investor.id,
    project_id: project.id,
    sector: project.sector,
    gathering_id: at.id,
    season_id: at.season_id,
    met_on: at.day,
  };
  story.tell(events.DealOpenedV1, id, on, { ...of, to_state: 'open', opened_on: on });
  if (state === 'closed_lost') return story.tell(events.DealStageChangedV1, id, on, { ...of, to_state: state, reason: 'no agreement' });
  for (const stage of stages.slice(0, stages.indexOf(state as (typeof stages)[number]) + 1)) {
    if (stage === 'funded') story.tell(events.DealFundedV1, id, on, { ...of, to_state: stage, amount_kcny, funded_on: on });
    else story.tell(events.DealStageChangedV1, id, on, { ...of, to_state: stage, reason: null });
  }
  return story;
}
