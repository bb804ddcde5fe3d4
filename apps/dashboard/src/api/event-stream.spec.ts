import { eventStreamParser, type StreamEvent } from './event-stream.ts';

function parse(...pieces: string[]): StreamEvent[] {
  const parser = eventStreamParser();
  return pieces.flatMap((piece) => parser.take(piece));
}

const whole = 'event: board\nid: 7\ndata: {"version":7}\n\n';

it('reads an event, wherever the stream is cut', () => {
  for (let cut = 0; cut <= whole.length; cut++) {
    expect(parse(whole.slice(0, cut), whole.slice(cut))).toEqual([{ event: 'board', id: '7', data: '{"version":7}' }]);
  }
});

it('keeps to the format: comments, several lines of data, line ends of all kinds, ids that last', () => {
  expect(parse(': still here\n\n')).toEqual([]);
  expect(parse('data: a\ndata:b\n\n')).toEqual([{ event: 'message', id: '', data: 'a\nb' }]);
  expect(parse('event: x\r\ndata: 1\r\n\r\n')).toEqual([{ event: 'x', id: '', data: '1' }]);
  expect(parse('id: 3\ndata: 1\n\ndata: 2\n\n').map(({ id }) => id)).toEqual(['3', '3']);
  expect(parse('event: nothing\n\n')).toEqual([]);
});

it('gives nothing before the event is complete', () => {
  expect(parse('event: board\ndata: 1\n')).toEqual([]);
});
