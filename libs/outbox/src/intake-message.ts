/** Tells by its headers, before anything is decoded, whether and in which order a message matters to a listener. */
import { catalogue, decode, type ParkEvent } from '@park/contracts';

export interface IncomingMessage {
  offset: string;
  key: string | null;
  headers: Record<string, string>;
  value: string | null;
}

/** Of another park that shares this Kafka. A message without a source is nobody's, and is not dropped. */
export function isOfAnotherPark({ headers }: IncomingMessage, source: string): boolean {
  return headers['ce_source'] !== undefined && headers['ce_source'] !== '' && headers['ce_source'] !== source;
}

/** The message's place among its aggregate's events; `null` where its headers do not tell. */
export function sequencedOf({ key, headers }: IncomingMessage): { source: string; subject: string; sequence: number } | null {
  const { ce_source: source, ce_sequence: text } = headers;
  const sequence = /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : null;
  return source && key !== null && key === headers['ce_subject'] && sequence !== null ? { source, subject: key, sequence } : null;
}

/** Throws where it is no event that this version knows; the message says why. */
export function eventOf(message: IncomingMessage): ParkEvent {
  const decoded = decode(message, catalogue);
  if ('fault' in decoded) throw new Error(decoded.fault);
  return decoded.event;
}
