/** The answers that the documentation shows. */
import type { AllianceListPage, AllianceOverview, AllianceRotation, AllianceTerm, NeedMatches, SupervisionList } from '@park/contracts';

const freshness = { as_of: '2025-10-16', watermark: '2025-10-16T02:00:00.000Z', deriving: false };
const member = { id: '0197a0c0-0000-7000-8000-000000000081', name: '青岛海尔中央空调有限公司' };
const need = '0197a0c0-0000-7000-8000-000000000090';

const term: AllianceTerm = {
  id: '0197a0c0-0000-7000-8000-000000000082',
  code: 'RT-000004',
  member,
  kind: 'cycle',
  state: 'active',
  from: '2025-10-01',
  to: '2026-01-01',
  activities: 2,
};

export const anOverview: AllianceOverview = {
  ...freshness,
  chair: term,
  roles: [{ role: 'council', members: [member] }],
  from: '2024-10-17',
  activities: 30,
  attendance: 1_204,
  modes: [{ mode: 'org_building', activities: 7, attendance: 310, hosts: [{ member, activities: 3 }], needs_confirmed: 5 }],
  coverage: {
    operating: 1_682,
    own_org: 121,
    joint_org: 284,
    work_covered: 890,
    with_youth: 410,
    league_covered: 122,
    due_own_org: 17,
    uncovered: 792,
    youth_without_league: 288,
  },
};

export const aRotation: AllianceRotation = { ...freshness, year: 2025, items: [term] };

export const someItems: AllianceListPage = {
  ...freshness,
  list: 'needs',
  state: 'open',
  mode: null,
  total: 48,
  items: [
    {
      id: need,
      code: 'ND-000001',
      title: '需要一间可容纳百人的会议室',
      member,
      mode: 'resource_sharing',
      category: 'venue',
      state: 'published',
      quantity: 4,
      claimed: 1,
      unit: '场',
      since: '2025-09-01',
      age_days: 45,
      due_on: '2025-10-31',
      settled_on: null,
      is_escalated: true,
      is_overdue: false,
    },
  ],
};

export const someSupervision: SupervisionList = {
  ...freshness,
  items: [
    {
      kind: 'resolution',
      id: '0197a0c0-0000-7000-8000-000000000087',
      code: 'RS-000001',
      title: '建立会议室共享排期',
      owner: member,
      resolution: null,
      state: 'adopted',
      due_on: '2025-10-10',
      overdue_days: 6,
      progress: 'delayed',
      reported_on: '2025-09-30',
      is_returned: false,
    },
  ],
};

export const someMatches: NeedMatches = {
  need_id: need,
  code: 'ND-000001',
  open: 3,
  unit: '场',
  candidates: 1,
  fitting: 1,
  is_complete: true,
  items: [
    {
      rank: 1,
      kind: 'resource',
      id: '0197a0c0-0000-7000-8000-000000000088',
      code: 'RE-000001',
      title: '一楼多功能厅',
      membership_id: '0197a0c0-0000-7000-8000-000000000084',
      member_name: '港航物流',
      fits: true,
      points: 35,
      reasons: [
        {
          criterion: 'category',
          code: 'category_same',
          fits: true,
          points: 35,
          text: { zh: '类别相同（场地）。', en: 'The category is the same (venue).' },
        },
      ],
    },
  ],
};
