/** The feed of a member as an AsyncAPI 3 document: the doors, and a message for each type that it may see. */
import type { Catalogue } from './catalogue.ts';

export interface MemberAsyncApiWish {
  title: string;
  /** Address of this service. */
  url: string;
  items: Catalogue['items'];
}

const manners = [
  'Every door brings the entries of one log, which is the member’s own. `feedposition` is the place of an entry in it: from 1 without gaps, and the same in every door.',
  'At least once: `source` and `id` tell a repetition.',
  'In order per aggregate: `sequence` grows; events that stay inside the park leave gaps. An entry with `feedbackfill` was brought by a subscription that began in the past, and may be older than one of its aggregate before it.',
  'A version of a type only ever gains optional members; ignore those that you do not know.',
].join('\n\n');

export function memberAsyncApi({ title, url, items }: MemberAsyncApiWish): Record<string, unknown> {
  const { host, protocol, pathname } = new URL(url);
  const messages = Object.fromEntries(items.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]));
  return {
    asyncapi: '3.0.0',
    info: { title, version: '1', description: manners },
    defaultContentType: 'application/cloudevents+json',
    servers: { park: { host, protocol: protocol.replace(':', ''), pathname: pathname === '/' ? '' : pathname } },
    channels: {
      pages: { address: '/feed', description: 'GET with `after`: a batch of CloudEvents', messages },
      stream: { address: '/feed/live', description: 'Server-sent events; ids are positions', messages },
      webhook: { address: null, description: 'POST to an endpoint of the member, signed by Standard Webhooks 1.0', messages },
    },
    operations: Object.fromEntries(
      ['pages', 'stream', 'webhook'].map((channel) => [channel, { action: 'send', channel: { $ref: `#/channels/${channel}` } }]),
    ),
    components: { messages: Object.fromEntries(items.map((item) => [item.type, messageOf(item)])) },
  };
}

function messageOf({ type, aggregate, summary, topics, schema, example }: Catalogue['items'][number]): Record<string, unknown> {
  return {
    name: type,
    title: summary.en,
    summary: summary.zh,
    tags: [{ name: aggregate }, ...topics.map((topic) => ({ name: `topic: ${topic}` }))],
    payload: {
      schemaFormat: 'application/schema+json;version=draft-07',
      schema: {
        type: 'object',
        required: ['feedposition', 'specversion', 'id', 'source', 'type', 'subject', 'time', 'sequence', 'data'],
        properties: {
          feedposition: { type: 'integer', minimum: 1 },
          feedbackfill: { const: true },
          specversion: { const: '1.0' },
          id: { type: 'string' },
          source: { type: 'string' },
          type: { const: type },
          subject: { type: 'string', format: 'uuid' },
          time: { type: 'string', format: 'date-time' },
          sequence: { type: 'integer', minimum: 1 },
          data: schema,
        },
      },
    },
    examples: [{ payload: { data: example } }],
  };
}
