import type { GatheringSummary } from '@park/contracts';

/** On 18 August 2025; hours are the park's. */
export function aGathering(own: Partial<GatheringSummary> = {}): GatheringSummary {
  return {
    id: 'g1',
    code: 'JOBFAIR-2025',
    name: { zh: '青年人才招聘会', en: 'Youth job fair' },
    type: 'job_fair',
    venue: '梦工厂广场',
    on: '2025-08-18',
    starts_at: '2025-08-18T01:00:00.000Z',
    ends_at: '2025-08-18T08:00:00.000Z',
    state: 'ongoing',
    capacity: 1_500,
    confirmed: 1_310,
    waiting: 0,
    attended: 655,
    show_rate: 50,
    fill_rate: 87.3333,
    ...own,
  };
}
