/** The answers about fairs and hiring that the documentation shows. */
import type { EmployerStandingList, FairAnswer, FairList, FairSummary, TalentFunnel } from '@park/contracts';

const freshness = { as_of: '2025-08-18', watermark: '2025-08-18T04:00:00.000Z', deriving: false };
const software = { zh: '信息传输、软件和信息技术服务业', en: 'Information technology and software' };
const employer = { id: '0197a0c0-0000-7000-8000-000000000061', code: 'EM-000001', name: '青岛海创软件有限公司' };

const aFair: FairSummary = {
  id: '0197a0c0-0000-7000-8000-000000000060',
  code: 'JF-2025-08',
  name: { zh: '青年人才招聘会', en: 'Youth job fair' },
  state: 'ongoing',
  fair_on: '2025-08-18',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  employers_confirmed: 35,
  employers_checked_in: 33,
  booth_no_shows: 2,
  postings: 118,
  headcount: 486,
  report_due_on: null,
  is_report_overdue: false,
};

export const someFairs: FairList = { ...freshness, items: [aFair] };

export const aFairAnswer: FairAnswer = {
  ...freshness,
  fair: aFair,
  waiting: 1,
  booths: [
    {
      id: '0197a0c0-0000-7000-8000-000000000062',
      code: 'A-01',
      zone: 'A',
      class: 'standard',
      state: 'checked_in',
      employer: { ...employer, industry: software },
      checked_in_at: '2025-08-18T00:50:00.000Z',
      missed_by: null,
    },
  ],
  industries: [{ industry: 'I', name: software, employers: 12, postings: 46, headcount: 174 }],
  applications: [{ stage: 'submitted', count: 912 }],
};

export const aFunnel: TalentFunnel = {
  ...freshness,
  from: '2024-08-19',
  to: '2025-08-19',
  fair: null,
  industry: null,
  stages: [{ stage: 'screening', count: 690, of: 912, share: 75.6579, median_days: 2, p90_days: 6 }],
  industries: [{ industry: 'I', name: software, applications: 402 }],
};

export const someStandings: EmployerStandingList = {
  ...freshness,
  items: [
    {
      ...employer,
      industry: software,
      is_resident: true,
      standing: 'banned',
      no_shows: 2,
      sits_out_after: null,
      banned_until: '2026-08-18',
      booths: 5,
      booths_missed: 2,
    },
  ],
};
