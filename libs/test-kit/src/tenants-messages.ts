/** Messages as the tenants service sends them. */
import { randomUUID } from 'node:crypto';
import { dataSchemaOf, type EventType, sourceOf, tenants, toHeaders } from '@park/contracts';
import { usccCheckCharacter } from '@park/kernel';

export interface Message {
  key: string;
  headers: Record<string, string>;
  value: string;
}

function message(type: EventType, subject: string, sequence: number, data: object): Message {
  const now = new Date().toISOString();
  const headers = toHeaders({
    specversion: '1.0',
    id: randomUUID(),
    source: sourceOf('spec', 'tenants'),
    type: type.type,
    subject,
    time: now,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type.type),
    sequence,
    partitionkey: subject,
    correlationid: `correlation of ${subject}`,
    actorid: 'spec',
    actortype: 'system',
    effectivedate: '2025-06-16',
    recordedtime: now,
    visibility: type.visibility,
  });
  return { key: subject, headers, value: JSON.stringify({ ...(type.example as object), ...data }) };
}

export const registered = (entity: string, uscc: string): Message => message(tenants.EntityRegisteredV1 as EventType, entity, 1, { uscc });
export const movedIn = (entity: string, uscc: string, sequence = 2): Message =>
  message(tenants.EntityMovedInV1 as EventType, entity, sequence, { uscc });
export const departed = (entity: string, effective_date = '2025-06-30', sequence = 3): Message =>
  message(tenants.EntityDepartedV1 as EventType, entity, sequence, { effective_date });

/** A USCC that no other spec has: they send messages of their own entities to the same topic. */
export function someUscc(): string {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const first17 = '91370211' + [...randomUUID().replaceAll('-', '').slice(0, 9)].map((hex) => letters[parseInt(hex, 16)]).join('');
  return first17 + usccCheckCharacter(first17);
}
