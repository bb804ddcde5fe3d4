/** The events of the last 30 days that a filter would have let pass. */
import { z } from 'zod';

export const previewDays = 30;
/** Of each type so many are counted. */
export const mostCounted = 200;

export const preview = z.object({
  from: z.iso.datetime(),
  count: z.number().int(),
  is_more: z.boolean().describe(`There are more: of each type at most ${mostCounted} are counted`),
  types: z.array(z.object({ type: z.string(), count: z.number().int() })),
  newest: z.array(z.object({ type: z.string(), subject: z.uuid(), time: z.iso.datetime(), data: z.record(z.string(), z.unknown()) })),
});
export type Preview = z.infer<typeof preview>;

export const aPreview: Preview = {
  from: '2025-05-17T02:00:00.000Z',
  count: 1,
  is_more: false,
  types: [{ type: 'park.recruitment.fair.phase-changed.v1', count: 1 }],
  newest: [
    {
      type: 'park.recruitment.fair.phase-changed.v1',
      subject: '0197a0c0-0000-7000-8000-000000000060',
      time: '2025-06-10T01:00:00.000Z',
      data: { code: 'JF-000001', to_state: 'employer_registration', fair_on: '2025-08-18' },
    },
  ],
};
