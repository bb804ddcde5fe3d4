/** Server-sent events out of the pieces in which they come (the WHATWG format, as far as a stream of named frames needs it). */
export interface StreamEvent {
  event: string;
  id: string;
  data: string;
}

export interface EventStreamParser {
  /** The events that this piece completes. */
  take(piece: string): StreamEvent[];
}

export function eventStreamParser(): EventStreamParser {
  let rest = '';
  let pending: StreamEvent | null = null;
  let id = '';

  const field = (line: string): void => {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    pending ??= { event: 'message', id, data: '' };
    if (name === 'event') pending.event = value;
    else if (name === 'id') pending.id = id = value;
    else if (name === 'data') pending.data += `${value}\n`;
  };

  return {
    take(piece) {
      const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop()!;
      const complete: StreamEvent[] = [];
      for (const line of lines) {
        if (line !== '') field(line);
        else {
          if (pending && pending.data !== '') complete.push({ ...pending, data: pending.data.slice(0, -1) });
          pending = null;
        }
      }
      return complete;
    },
  };
}
