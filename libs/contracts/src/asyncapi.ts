/** The events that a service publishes, as an AsyncAPI 3 document with an example of each. */
import { eventTypes } from './catalogue.ts';
import { dataSchemaOf, sourceOf, toHeaders, type Envelope } from './envelope.ts';
import type { EventType } from './event-type.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { topicOf } from './topic.ts';

export interface AsyncApiWish {
  service: string;
  title: string;
  description: string;
  parkCode: string;
}

export function asyncApiOf({ service, title, description, parkCode }: AsyncApiWish): Record<string, unknown> {
  const types = eventTypes.filter((type) => type.service === service);
  const nameOf = ({ type }: EventType): string => type.replace(`park.${service}.`, '');
  const ref = (type: EventType): { $ref: string } => ({ $ref: `#/channels/events/messages/${nameOf(type)}` });
  return {
    asyncapi: '3.0.0',
    info: { title, version: '1', description: `${description}\n\n${manners}` },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: topicOf(service),
        description: 'One topic per service; the key is the id of the aggregate, so that the events of one aggregate come in order.',
        messages: Object.fromEntries(types.map((type) => [nameOf(type), { $ref: `#/components/messages/${nameOf(type)}` }])),
      },
    },
    operations: {
      publish: { action: 'send', channel: { $ref: '#/channels/events' }, messages: types.map(ref) },
    },
    components: { messages: Object.fromEntries(types.map((type) => [nameOf(type), messageOf(type, parkCode)])) },
  };
}

const manners = [
  'CloudEvents 1.0, binary mode: the envelope is in the Kafka headers (`ce_*`), the data in the value.',
  'At least once: `ce_id` tells a repetition. In order per aggregate: `ce_sequence` counts its events from 1 without gaps.',
  'A version of a type only ever gains optional members; ignore those that you do not know.',
].join('\n\n');

function messageOf(type: EventType, parkCode: string): Record<string, unknown> {
  const headers = toHeaders(exampleEnvelope(type, parkCode));
  return {
    name: type.type,
    title: type.summary.en,
    summary: type.summary.zh,
    contentType: 'application/json',
    tags: [{ name: type.aggregate }, { name: `visibility: ${type.visibility}` }],
    headers: {
      type: 'object',
      required: Object.keys(headers).filter((name) => name !== 'ce_causationid'),
      properties: Object.fromEntries(Object.keys(headers).map((name) => [name, { type: 'string' }])),
    },
    payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: jsonSchemaOf(type) },
    examples: [{ headers, payload: type.example }],
  };
}

function exampleEnvelope({ type, service, visibility }: EventType, parkCode: string): Envelope {
  const subject = '0197a0c0-0000-7000-8000-000000000002';
  return {
    specversion: '1.0',
    id: '0197a0c0-0000-7000-8000-000000000001',
    source: sourceOf(parkCode, service),
    type,
    subject,
    time: '2025-06-16T02:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type),
    sequence: 1,
    partitionkey: subject,
    correlationid: '0197a0c0-0000-7000-8000-000000000003',
    causationid: '0197a0c0-0000-7000-8000-000000000004',
    actorid: 'clerk',
    actortype: 'user',
    effectivedate: '2025-06-16',
    recordedtime: '2025-06-16T02:00:00.000Z',
    visibility,
  };
}
