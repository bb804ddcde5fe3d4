/** The dimensions of the measures of events. */
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';
import { gatheringName } from './gathering-log.ts';
import { seasonName } from './season.ts';

export const inSeason: Dimension = {
  code: 'season',
  name: { zh: '活动季', en: 'Season' },
  subjects: { kind: 'events.season', nameOf: seasonName },
};

export const atGathering: Dimension = {
  code: 'gathering',
  name: { zh: '活动', en: 'Gathering' },
  subjects: { kind: 'events.gathering', nameOf: gatheringName },
};

export const gatheringType: Dimension = {
  code: 'gathering_type',
  name: { zh: '活动类型', en: 'Type of gathering' },
  values: bilingual({
    opening: ['开幕', 'Opening'],
    job_fair: ['招聘会', 'Job fair'],
    experience_share: ['经验分享', 'Experience sharing'],
    roadshow: ['路演', 'Roadshow'],
    matchmaking: ['投融资对接', 'Investor matchmaking'],
    competition_promo: ['赛事推介', 'Competition promotion'],
    competition_round: ['赛事', 'Competition'],
    training: ['培训', 'Training'],
    party_activity: ['党建活动', 'Party activity'],
    salon: ['沙龙', 'Salon'],
  }),
};
