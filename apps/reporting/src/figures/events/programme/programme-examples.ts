/** The answers about seasons and gatherings that the documentation shows. */
import type {
  GatheringAnswer,
  GatheringMeetings,
  GatheringPitches,
  GatheringSummary,
  SeasonDeals,
  SeasonProgramme,
  SeasonSummary,
} from '@park/contracts';

const freshness = { as_of: '2025-08-18', watermark: '2025-08-18T04:00:00.000Z', deriving: false };

export const aSeason: SeasonSummary = {
  id: '0197a0c0-0000-7000-8000-000000000020',
  code: 'QCJ-2025',
  name: { zh: '青年闯创季', en: 'Youth Innovation Season' },
  state: 'published',
  starts_on: '2025-08-18',
  ends_on: '2025-08-21',
  gatherings: 1,
  held: 0,
  capacity: 1500,
  confirmed: 1310,
  attended: 655,
};

const aGathering: GatheringSummary = {
  id: '0197a0c0-0000-7000-8000-000000000021',
  code: 'JOBFAIR-2025',
  name: { zh: '青年人才招聘会', en: 'Youth job fair' },
  type: 'job_fair',
  venue: '梦工厂广场',
  on: '2025-08-18',
  starts_at: '2025-08-18T01:00:00.000Z',
  ends_at: '2025-08-18T08:00:00.000Z',
  state: 'ongoing',
  capacity: 1500,
  confirmed: 1310,
  waiting: 0,
  attended: 655,
  show_rate: 50,
  fill_rate: 87.3333,
};

export const aProgramme: SeasonProgramme = {
  ...freshness,
  season: aSeason,
  days: [{ day: '2025-08-18', arrivals: 655 }],
  items: [aGathering],
};

export const aGatheringAnswer: GatheringAnswer = {
  ...freshness,
  gathering: aGathering,
  season: { id: aSeason.id, code: 'QCJ-2025', name: aSeason.name },
  days: [{ day: '2025-08-18', arrivals: 655, slots: [{ ten_minutes: 55, arrivals: 655 }] }],
};

const project = {
  project_id: '0197a0c0-0000-7000-8000-000000000041',
  project_name: '海洋观测浮标',
  sector: 'marine_industry' as const,
};
const investor = { investor_id: '0197a0c0-0000-7000-8000-000000000040', investor_name: '海岸线创投' };

export const somePitches: GatheringPitches = {
  ...freshness,
  items: [
    {
      id: '0197a0c0-0000-7000-8000-000000000026',
      code: 'PT-000001',
      ...project,
      applied_as: 'student',
      state: 'scored',
      order: 3,
      score: 87.25,
      rank: 1,
    },
  ],
};

export const someMeetings: GatheringMeetings = {
  ...freshness,
  items: [
    {
      id: '0197a0c0-0000-7000-8000-000000000042',
      code: 'MR-000001',
      ...investor,
      ...project,
      state: 'held',
      table: 3,
      starts_at: '2025-08-19T01:00:00.000Z',
      ends_at: '2025-08-19T01:20:00.000Z',
    },
  ],
};

export const someDeals: SeasonDeals = {
  ...freshness,
  items: [
    {
      id: '0197a0c0-0000-7000-8000-000000000043',
      code: 'DL-000001',
      ...investor,
      ...project,
      gathering_id: aGathering.id,
      state: 'funded',
      stage_since: '2025-12-01',
      amount_kcny: 3000,
      round: 'angel',
      funded_on: '2025-12-01',
    },
  ],
};
