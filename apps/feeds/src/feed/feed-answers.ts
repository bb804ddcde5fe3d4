/** The answers of the feed, documented. */
import { eventTypes, feeds } from '@park/contracts';
import { z } from 'zod';

const example = {
  feedposition: 4711,
  specversion: '1.0',
  id: '0197a0c0-0000-7000-8000-000000000001',
  source: '/parks/qd-ccy/services/recruitment',
  type: 'park.recruitment.fair.phase-changed.v1',
  subject: '0197a0c0-0000-7000-8000-000000000060',
  time: '2025-07-20T01:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:park:event:park.recruitment.fair.phase-changed.v1',
  sequence: 3,
  effectivedate: '2025-07-20',
  data: { code: 'JF-000001', to_state: 'employer_registration', fair_on: '2025-08-18' },
};

const position = z.number().int().min(0);

export const cloudEvent = z
  .object({
    feedposition: position.describe('Its place in the log of the member, the same in every door'),
    feedbackfill: z
      .literal(true)
      .optional()
      .describe('Brought by a subscription that began in the past: a newer event of its aggregate may stand before it'),
    specversion: z.literal('1.0'),
    id: z.string().describe('Together with `source` it names the event for ever'),
    source: z.string(),
    type: z.string(),
    subject: z.string().describe('Id of the aggregate'),
    time: z.string(),
    datacontenttype: z.literal('application/json'),
    dataschema: z.string(),
    sequence: z.number().int().describe('Version of the aggregate; events that stay inside the park leave gaps'),
    effectivedate: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .describe(`CloudEvents 1.0; ${eventTypes.filter(({ visibility }) => visibility !== 'internal').length} types, see /catalogue`);

export const batch = z.array(cloudEvent);
export const aBatch = [example];

export const positions = z.object({
  first: position.describe('Of the oldest entry that is kept'),
  last: position.describe('Of the newest entry; 0 while there is none'),
  doors: z.array(
    z.object({
      door: z.enum(feeds.doorKinds),
      endpoint_id: z.uuid().nullable().describe('Of a webhook'),
      sent: position.nullable().describe('All up to this position were sent'),
      acknowledged: position.nullable().describe('All up to this position were acknowledged'),
      waiting: z.number().int().describe('Entries up to `sent` that are not acknowledged and tried again'),
      moved_at: z.iso.datetime().nullable(),
    }),
  ),
});
export type Positions = z.infer<typeof positions>;

export const aPositions: Positions = {
  first: 1,
  last: 4711,
  doors: [
    { door: 'pull', endpoint_id: null, sent: 4711, acknowledged: 4711, waiting: 0, moved_at: '2025-07-20T01:00:01.000Z' },
    {
      door: 'webhook',
      endpoint_id: '0197a0c0-0000-7000-8000-000000000090',
      sent: 4711,
      acknowledged: 4702,
      waiting: 1,
      moved_at: '2025-07-20T01:00:00.000Z',
    },
  ],
};

export const frameExample = `id: 4711\ndata: ${JSON.stringify(example)}\n\n`;
export const atomExample = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">…</feed>';
