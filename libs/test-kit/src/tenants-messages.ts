/** Messages as the tenants service sends them. */
import { randomUUID } from 'node:crypto';
import { tenants } from '@park/contracts';
import { usccCheckCharacter } from '@park/kernel';
import { message, type Message } from './message.ts';

export const registered = (entity: string, uscc: string): Message => message(tenants.EntityRegisteredV1, entity, 1, { uscc });
export const movedIn = (entity: string, uscc: string, sequence = 2): Message =>
  message(tenants.EntityMovedInV1, entity, sequence, { uscc });
export const departed = (entity: string, effective_date = '2025-06-30', sequence = 3): Message =>
  message(tenants.EntityDepartedV1, entity, sequence, { effective_date });

/** A USCC that no other spec has: they send messages of their own entities to the same topic. */
export function someUscc(): string {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const first17 = '91370211' + [...randomUUID().replaceAll('-', '').slice(0, 9)].map((hex) => letters[parseInt(hex, 16)]).join('');
  return first17 + usccCheckCharacter(first17);
}
