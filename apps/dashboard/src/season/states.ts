/** The states of seasons, gatherings, pitches, meetings and deals: each has a word, and a mark that is told by its shape. */
import type { DealEntry, GatheringSummary, MeetingEntry, PitchEntry, SeasonSummary } from '@park/contracts';
import type { StateWord } from '../shell/state-word.ts';
import type { TextKey } from '../texts/zh.ts';

export const seasonStates: Record<NonNullable<SeasonSummary['state']>, StateWord> = {
  planned: { text: 'seasonPlanned', mark: 'open' },
  published: { text: 'statePublished', mark: 'ahead' },
  closed: { text: 'stateEnded', mark: 'done' },
  cancelled: { text: 'stateCancelled', mark: 'off' },
};

export const gatheringStates: Record<GatheringSummary['state'], StateWord> = {
  draft: { text: 'stateDraft', mark: 'open' },
  in_review: { text: 'stateInReview', mark: 'half' },
  approved: { text: 'stateApproved', mark: 'half' },
  published: { text: 'statePublished', mark: 'ahead' },
  postponed: { text: 'statePostponed', mark: 'paused' },
  ongoing: { text: 'stateOngoing', mark: 'now' },
  ended: { text: 'stateEnded', mark: 'done' },
  archived: { text: 'stateArchived', mark: 'done' },
  cancelled: { text: 'stateCancelled', mark: 'off' },
};

export const pitchStates: Record<PitchEntry['state'], StateWord> = {
  draft: { text: 'stateDraft', mark: 'open' },
  submitted: { text: 'pitchSubmitted', mark: 'open' },
  screened_out: { text: 'pitchScreenedOut', mark: 'off' },
  shortlisted: { text: 'pitchShortlisted', mark: 'half' },
  scheduled: { text: 'pitchScheduled', mark: 'ahead' },
  presented: { text: 'pitchPresented', mark: 'done' },
  scored: { text: 'pitchScored', mark: 'done' },
  advised: { text: 'pitchAdvised', mark: 'done' },
  withdrawn: { text: 'pitchWithdrawn', mark: 'off' },
  absent: { text: 'pitchAbsent', mark: 'off' },
};

export const meetingStates: Record<MeetingEntry['state'], StateWord> = {
  requested: { text: 'meetingRequested', mark: 'open' },
  accepted: { text: 'meetingAccepted', mark: 'half' },
  scheduled: { text: 'meetingScheduled', mark: 'ahead' },
  held: { text: 'meetingHeld', mark: 'done' },
  followed_up: { text: 'meetingFollowedUp', mark: 'done' },
  declined: { text: 'meetingDeclined', mark: 'off' },
  expired: { text: 'meetingExpired', mark: 'off' },
  cancelled: { text: 'stateCancelled', mark: 'off' },
  no_show: { text: 'meetingNoShow', mark: 'off' },
};

export const dealStates: Record<DealEntry['state'], StateWord> = {
  open: { text: 'dealOpen', mark: 'open' },
  due_diligence: { text: 'dealDueDiligence', mark: 'half' },
  term_sheet: { text: 'dealTermSheet', mark: 'half' },
  signed: { text: 'dealSigned', mark: 'ahead' },
  funded: { text: 'dealFunded', mark: 'done' },
  closed_lost: { text: 'dealClosedLost', mark: 'off' },
};

export const gatheringTypes: Record<GatheringSummary['type'], TextKey> = {
  opening: 'typeOpening',
  job_fair: 'typeJobFair',
  experience_share: 'typeExperienceShare',
  roadshow: 'typeRoadshow',
  matchmaking: 'typeMatchmaking',
  competition_promo: 'typeCompetitionPromo',
  competition_round: 'typeCompetitionRound',
  training: 'typeTraining',
  party_activity: 'typePartyActivity',
  salon: 'typeSalon',
};

export const rounds: Record<NonNullable<DealEntry['round']>, TextKey> = {
  seed: 'roundSeed',
  angel: 'roundAngel',
  pre_a: 'roundPreA',
  a: 'roundA',
  b: 'roundB',
  c: 'roundC',
  later: 'roundLater',
  strategic: 'roundStrategic',
};
