/** Tells by its headers, before anything is decoded, whether and in which order a message matters to a listener. */
import { catalogue, decode, type ParkEvent } from '@park/contracts';
import type { Sequenced } from './sequence.store.ts';

export interface IncomingMessage {
  offset: string;
  key: string | null;
  /** One header, without a look at the others. */
  header(name: string): string | undefined;
  headers: Record<string, string>;
  value: string | null;
}

/** A message whose parts are all known. */
export function messageOfParts<Parts extends Omit<IncomingMessage, 'header'>>(parts: Parts): Parts & IncomingMessage {
  return { ...parts, header: (name) => parts.headers[name] };
}

/** Of another park that shares this Kafka. A message without a source is nobody's, and is not dropped. */
export function isOfAnotherPark(message: IncomingMessage, source: string): boolean {
  const given = message.header('ce_source');
  return given !== undefined && given !== '' && given !== source;
}

/** The message's place among its aggregate's events; `null` where its headers do not tell. */
export function sequencedOf(message: IncomingMessage): Sequenced | null {
  const { key } = message;
  const source = message.header('ce_source');
  const text = message.header('ce_sequence');
  if (!source || text === undefined || !/^[1-9]\d{0,8}$/.test(text)) return null;
  return key !== null && key === message.header('ce_subject') ? { source, subject: key, sequence: Number(text) } : null;
}

/** Throws where it is no event that this version knows; the message says why. */
export function eventOf(message: IncomingMessage): ParkEvent {
  const decoded = decode(message, catalogue);
  if ('fault' in decoded) throw new Error(decoded.fault);
  return decoded.event;
}
