/** The states of fairs and booths, and the standing of employers: each has a word, and a mark that is told by its shape. */
import type { EmployerStanding, FairBooth, FairSummary, funnelStages } from '@park/contracts';
import type { StateWord } from '../shell/state-word.ts';
import type { TextKey } from '../texts/zh.ts';

export const fairStates: Record<FairSummary['state'], StateWord> = {
  draft: { text: 'stateDraft', mark: 'open' },
  filed: { text: 'fairFiled', mark: 'half' },
  employer_registration: { text: 'fairEmployerRegistration', mark: 'half' },
  booth_selection: { text: 'fairBoothSelection', mark: 'half' },
  candidate_registration: { text: 'fairCandidateRegistration', mark: 'ahead' },
  ongoing: { text: 'stateOngoing', mark: 'now' },
  closed: { text: 'stateEnded', mark: 'done' },
  reported: { text: 'fairReported', mark: 'done' },
  cancelled: { text: 'stateCancelled', mark: 'off' },
};

/** In the order in which they stand below the map. */
export const boothStates: Record<FairBooth['state'], StateWord> = {
  checked_in: { text: 'boothCheckedIn', mark: 'done' },
  confirmed: { text: 'boothConfirmed', mark: 'ahead' },
  offered: { text: 'boothOffered', mark: 'now' },
  held: { text: 'boothHeld', mark: 'half' },
  missed: { text: 'boothMissed', mark: 'off' },
  free: { text: 'boothFree', mark: 'open' },
  blocked: { text: 'boothBlocked', mark: 'paused' },
};

export const boothClasses: Record<FairBooth['class'], TextKey> = {
  standard: 'classStandard',
  vip: 'classVip',
  strategic: 'classStrategic',
};

export const standings: Record<EmployerStanding['standing'], StateWord> = {
  banned: { text: 'standingBanned', mark: 'off' },
  sits_out: { text: 'standingSitsOut', mark: 'paused' },
  noted: { text: 'standingNoted', mark: 'half' },
  good: { text: 'standingGood', mark: 'done' },
};

export const stageNames: Record<(typeof funnelStages)[number], TextKey> = {
  submitted: 'stageSubmitted',
  screening: 'stageScreening',
  shortlisted: 'stageShortlisted',
  interviewing: 'stageInterviewing',
  offered: 'stageOffered',
  hired: 'stageHired',
  started: 'stageStarted',
  retained: 'stageRetained',
};
