/** The place where a page of facts ended, and the place in the journal up to which the first page looked. */
import { invalid } from '@park/kernel';

export interface FactsCursor {
  upTo: number;
  /** Of all facts, counted once for the first page. */
  count: number;
  position: number;
  ordinal: number;
}

export function writeCursor({ upTo, count, position, ordinal }: FactsCursor): string {
  return [upTo, count, position, ordinal].join('.');
}

export function readCursor(text: string): FactsCursor {
  if (!/^\d{1,15}\.\d{1,15}\.\d{1,15}\.\d{1,9}$/.test(text))
    throw invalid('/cursor', 'malformed_cursor', 'The cursor is not one of this list.');
  const [upTo, count, position, ordinal] = text.split('.').map(Number) as [number, number, number, number];
  return { upTo, count, position, ordinal };
}
