import { catalogue, decode, eventTypes, publishers, toHeaders, dataSchemaOf, sourceOf, type Envelope } from './index.ts';

const personal = /(^|_)(phone|mobile|email|citizen|national_id|id_card|legal_rep|contact|applicant|first_name|last_name)(_|$)/;

function envelopeOf(type: string): Envelope {
  return {
    specversion: '1.0',
    id: '0197a0c0-0000-7000-8000-00000000abcd',
    source: sourceOf('qd-ccy', type.split('.')[1]!),
    type,
    subject: '0197a0c0-0000-7000-8000-000000000001',
    time: '2025-05-01T02:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type),
    sequence: 3,
    partitionkey: '0197a0c0-0000-7000-8000-000000000001',
    correlationid: 'c-1',
    actorid: 'operations',
    actortype: 'api_key',
    effectivedate: '2025-05-01',
    recordedtime: '2025-05-01T02:00:00.000Z',
    visibility: 'internal',
  };
}

describe.each(eventTypes.map((type) => [type.type, type] as const))('%s', (name, type) => {
  it('is named by the law, published by a known service and has a valid example', () => {
    expect(name).toMatch(/^park\.[a-z]+\.[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9]$/);
    expect(publishers).toContain(type.service);
    expect(type.schema.parse(type.example)).toEqual(type.example);
  });

  it('is closed for producers, open for consumers, and carries no personal data', () => {
    const wider = { ...(type.example as object), added_later: 1 };
    expect(type.schema.safeParse(wider).success).toBe(false);
    expect(type.openSchema.parse(wider)).toEqual(wider);
    for (const field of Object.keys(type.example as object)) expect(field).not.toMatch(personal);
  });

  it('survives the way over Kafka', () => {
    const envelope = envelopeOf(name);
    const decoded = decode({ key: envelope.subject, headers: toHeaders(envelope), value: JSON.stringify(type.example) }, catalogue);
    expect(decoded).toEqual({ event: { ...envelope, data: type.example } });
  });
});

describe('decode', () => {
  const type = eventTypes[0]!;
  const envelope = envelopeOf(type.type);
  const message = { key: envelope.subject, headers: toHeaders(envelope), value: JSON.stringify(type.example) };
  const without = (header: string): typeof message => ({
    ...message,
    headers: Object.fromEntries(Object.entries(message.headers).filter(([key]) => key !== header)),
  });

  it.each([
    ['a message that is no CloudEvent', { ...message, headers: {} }, 'no CloudEvent'],
    ['a missing header', without('ce_subject'), 'missing header: ce_subject'],
    ['an unknown type', { ...message, headers: { ...message.headers, ce_type: 'park.moon.rocket.launched.v1' } }, 'unknown type'],
    ['a broken sequence', { ...message, headers: { ...message.headers, ce_sequence: '0' } }, 'ce_sequence'],
    ['a foreign key', { ...message, key: 'other' }, 'Kafka key'],
    ['a broken time', { ...message, headers: { ...message.headers, ce_time: 'yesterday' } }, 'ce_time'],
    ['a day that is none', { ...message, headers: { ...message.headers, ce_effectivedate: '2025-02-30' } }, 'ce_effectivedate'],
    ['a value that is no JSON', { ...message, value: '{' }, 'not JSON'],
    ['a tombstone', { ...message, value: null }, 'not JSON'],
    ['a missing field', { ...message, value: '{}' }, 'data: '],
  ])('gives the reason for %s', (_, raw, reason) => {
    expect(decode(raw, catalogue)).toEqual({ fault: expect.stringContaining(reason) });
  });
});
