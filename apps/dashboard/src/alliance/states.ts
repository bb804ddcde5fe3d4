/** The modes, categories and states of the alliance: each state has a word, and a mark that is told by its shape. */
import type {
  AllianceItemState,
  AllianceListItem,
  allianceListStates,
  AllianceListName,
  AllianceTerm,
  SupervisionItem,
} from '@park/contracts';
import type { StateWord } from '../shell/state-word.ts';
import type { TextKey } from '../texts/zh.ts';

export const modeNames: Record<AllianceListItem['mode'], TextKey> = {
  org_building: 'mode_org_building',
  industry_promotion: 'mode_industry_promotion',
  member_management: 'mode_member_management',
  service_promotion: 'mode_service_promotion',
  resource_sharing: 'mode_resource_sharing',
  youth_league_building: 'mode_youth_league_building',
};

export const categoryNames: Record<NonNullable<AllianceListItem['category']>, TextKey> = {
  venue: 'category_venue',
  mentor: 'category_mentor',
  equipment: 'category_equipment',
  vehicle: 'category_vehicle',
  policy: 'category_policy',
  financing: 'category_financing',
  market: 'category_market',
  talent: 'category_talent',
  technology: 'category_technology',
  training: 'category_training',
  volunteers: 'category_volunteers',
  other: 'category_other',
};

export const termStates: Record<AllianceTerm['state'], StateWord> = {
  planned: { text: 'termPlanned', mark: 'open' },
  active: { text: 'termActive', mark: 'now' },
  handed_over: { text: 'termHandedOver', mark: 'done' },
  skipped: { text: 'termSkipped', mark: 'off' },
};

export const listNames: Record<AllianceListName, TextKey> = { needs: 'listNeeds', resources: 'listResources', projects: 'listProjects' };

/** Written out, because the dashboard takes nothing but types from the contracts: their schemas would come with it. */
export const listStates: typeof allianceListStates = {
  needs: ['published', 'matched', 'in_progress', 'delivered', 'confirmed', 'withdrawn', 'expired'],
  resources: ['listed', 'delisted'],
  projects: ['proposed', 'approved', 'in_progress', 'completed', 'evaluated', 'rejected', 'cancelled'],
};

const itemStates: Record<AllianceItemState, StateWord> = {
  published: { text: 'itemPublished', mark: 'open' },
  matched: { text: 'itemMatched', mark: 'half' },
  in_progress: { text: 'itemInProgress', mark: 'ahead' },
  delivered: { text: 'itemDelivered', mark: 'ahead' },
  confirmed: { text: 'itemConfirmed', mark: 'done' },
  withdrawn: { text: 'itemWithdrawn', mark: 'off' },
  expired: { text: 'itemExpired', mark: 'off' },
  listed: { text: 'itemListed', mark: 'open' },
  delisted: { text: 'itemDelisted', mark: 'off' },
  proposed: { text: 'itemProposed', mark: 'open' },
  approved: { text: 'itemApproved', mark: 'half' },
  completed: { text: 'itemCompleted', mark: 'done' },
  evaluated: { text: 'itemEvaluated', mark: 'done' },
  rejected: { text: 'itemRejected', mark: 'off' },
  cancelled: { text: 'itemCancelled', mark: 'off' },
};

/** Work on a need is done for somebody, work on a project goes on: in Chinese these are two words. */
export function itemState(list: AllianceListName, state: AllianceItemState): StateWord {
  return list === 'projects' && state === 'in_progress' ? { text: 'itemUnderWay', mark: 'ahead' } : itemStates[state];
}

/** Kinds of terms in which a member is in the chair out of its turn. */
export const termKinds: Record<Exclude<AllianceTerm['kind'], 'cycle'>, TextKey> = { substitute: 'substitute', acting: 'acting' };

export const supervisionKinds: Record<SupervisionItem['kind'], TextKey> = { resolution: 'resolution', task: 'task' };

export const progressWords: Record<NonNullable<SupervisionItem['progress']>, TextKey> = {
  on_track: 'progressOnTrack',
  delayed: 'progressDelayed',
  done: 'progressDone',
  blocked: 'progressBlocked',
};
