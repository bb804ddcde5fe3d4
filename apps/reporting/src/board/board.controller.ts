import { answerOf, callerKey, eventStreamHeaders } from '@park/service-kit';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { board } from '@park/contracts';
import type { ParkRequest } from '@park/service-kit';
import type { FastifyReply } from 'fastify';
import { aBoard } from '../figures/answer-examples.ts';
import { LiveBoard } from './board.service.ts';

/** A comment now and then keeps proxies from taking a quiet stream for a dead one. */
const heartbeatMs = 15_000;
/** 24 days; a timer that is set to more goes off at once. */
const longestTimerMs = 2 ** 31 - 1;

@ApiTags('board')
@Controller('board')
@ApiOAuth2(['reporting:kpi:read'])
export class BoardController {
  constructor(@Inject(LiveBoard) private readonly board: LiveBoard) {}

  @Get()
  @ApiOperation({ summary: 'The headline figures of today' })
  @ApiOkResponse(answerOf(board, aBoard))
  async now(@Res() reply: FastifyReply): Promise<void> {
    const { json, etag } = this.board.newest ?? (await this.board.current());
    void reply
      .header('etag', etag)
      .header('cache-control', 'private, no-cache')
      .header('content-type', 'application/json; charset=utf-8')
      .send(json);
  }

  @Get('live')
  @ApiOperation({
    summary:
      'The same as server-sent events: a `board` frame at once and with every change, until the token expires; Last-Event-ID leaves out the one that is known',
  })
  @ApiOkResponse({
    content: { 'text/event-stream': { schema: { type: 'string' }, example: 'event: board\nid: 4711\ndata: {"version":4711,…}\n\n' } },
  })
  async live(@Req() request: ParkRequest, @Res() reply: FastifyReply): Promise<void> {
    const first = await this.board.current();
    const who = callerKey(request);
    this.board.requireRoom(who);
    const stream = reply.hijack().raw;
    stream.writeHead(200, eventStreamHeaders);
    let sent = request.headers['last-event-id'] === String(first.version) ? first.version : -1;
    let full = false;
    // A client that reads slower than the board changes gets the newest board next, not all in between.
    const send = (): void => {
      const { version, frame } = this.board.newest ?? first;
      if (full || version === sent || stream.destroyed) return;
      sent = version;
      full = !stream.write(frame);
    };
    stream.on('drain', () => {
      full = false;
      send();
    });
    const unwatch = this.board.watch(who, send);
    const beat = setInterval(() => full || stream.write(': still here\n\n'), heartbeatMs);
    // A client that does not read would hold up the end.
    const stop = (): unknown => (full ? stream.destroy() : stream.end());
    this.board.ending.addEventListener('abort', stop);
    const end = setTimeout(stop, Math.min(request.authorizedUntil.getTime() - Date.now(), longestTimerMs));
    stream.on('close', () => {
      unwatch();
      clearInterval(beat);
      clearTimeout(end);
      this.board.ending.removeEventListener('abort', stop);
    });
    stream.flushHeaders();
    send();
    if (this.board.ending.aborted) stop();
  }
}
