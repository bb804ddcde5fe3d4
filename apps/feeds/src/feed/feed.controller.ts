import { invalid } from '@park/kernel';
import { answerOf, CLOCK, eventStreamHeaders, SETTINGS, type Clock, type ParkRequest } from '@park/service-kit';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { ReaderProgress } from '../doors/reader-progress.service.ts';
import type { FeedsSettings } from '../feeds.config.ts';
import { endsOf, newestEntries } from '../log/log.store.ts';
import { LogNotices } from '../log/log-notices.client.ts';
import type { Member } from '../members/member.store.ts';
import { OpenMembers } from '../members/open-members.service.ts';
import { atomOf } from './atom.service.ts';
import { aBatch, aPositions, atomExample, batch, frameExample, positions, type Positions } from './feed-answers.ts';
import { AtomQuery, LiveQuery, PageQuery } from './feed.dto.ts';
import { LiveFeed } from './live-feed.service.ts';
import { FeedPages, requirePosition } from './pages.service.ts';
import { PositionsService } from './positions.service.ts';

@ApiTags('feed 订阅源')
@Controller('feed')
@ApiOAuth2(['feeds:feed:read'])
export class FeedController {
  constructor(
    @Inject(OpenMembers) private readonly members: OpenMembers,
    @Inject(FeedPages) private readonly pages: FeedPages,
    @Inject(LiveFeed) private readonly live: LiveFeed,
    @Inject(LogNotices) private readonly notices: LogNotices,
    @Inject(ReaderProgress) private readonly progress: ReaderProgress,
    @Inject(PositionsService) private readonly service: PositionsService,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The entries of the own log after a position, as a batch of CloudEvents; `after` acknowledges all up to it' })
  @ApiOkResponse({ content: { 'application/cloudevents-batch+json': answerOf(batch, aBatch).content['application/json']! } })
  async page(@Req() request: ParkRequest, @Res() reply: FastifyReply, @Query() query: PageQuery): Promise<void> {
    const member = await this.members.of(request.caller);
    const after = query.after ?? (await this.beginning(member));
    const page = await this.notices.readWithin(member.log_no, query.wait * 1_000, reply.raw, async () => {
      const read = await this.pages.read(member, after, query.limit);
      // Before it waits for an entry: what was received is acknowledged now.
      this.progress.note(member, 'pull', { sent: read.last, acknowledged: after });
      return read;
    });
    void reply
      .header('etag', `"${after}-${page.last}"`)
      .header('content-type', 'application/cloudevents-batch+json; charset=utf-8')
      .header('feed-position', page.last)
      .header('link', `</feed?after=${page.last}&limit=${query.limit}>; rel="next"`)
      .header('vary', 'accept-encoding');
    const zipped = (request.headers['accept-encoding'] ?? '').includes('gzip') ? await this.pages.zipped(page) : null;
    if (zipped) void reply.header('content-encoding', 'gzip');
    void reply.send(zipped ?? page.body);
  }

  @Get('live')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The last position that you have' })
  @ApiOperation({ summary: 'The same as server-sent events, until the token expires; ids are positions' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' }, example: frameExample } } })
  async stream(@Req() request: ParkRequest, @Res() reply: FastifyReply, @Query() query: LiveQuery): Promise<void> {
    const member = await this.members.of(request.caller);
    const { first, last } = await endsOf(this.dataSource, member.log_no);
    const after = lastEventId(request) ?? query.after ?? first - 1;
    requirePosition(after, first, last);
    this.live.requireRoom(member);
    const stream = reply.hijack().raw;
    stream.writeHead(200, eventStreamHeaders);
    stream.flushHeaders();
    this.live.connect(member, stream, after, request.authorizedUntil);
  }

  @Get('atom')
  @ApiOperation({ summary: 'The newest entries as Atom, newest first' })
  @ApiOkResponse({ content: { 'application/atom+xml': { schema: { type: 'string' }, example: atomExample } } })
  async atom(@Req() request: ParkRequest, @Res() reply: FastifyReply, @Query() { limit }: AtomQuery): Promise<void> {
    const member = await this.members.of(request.caller);
    const entries = await newestEntries(this.dataSource, member.log_no, limit);
    const self = `${this.settings.PUBLIC_URL.replace(/\/$/, '')}/feed/atom`;
    const title = `${this.settings.PARK_NAME_ZH} · ${this.settings.PARK_NAME_EN}`;
    void reply.header('content-type', 'application/atom+xml; charset=utf-8').send(atomOf({ title, self, entries, now: this.clock() }));
  }

  @Get('positions')
  @ApiOperation({ summary: 'The ends of the own log, and what each door has got and acknowledged' })
  @ApiOkResponse(answerOf(positions, aPositions))
  async positions(@Req() request: ParkRequest): Promise<Positions> {
    return await this.service.of(await this.members.of(request.caller));
  }

  private async beginning({ log_no }: Member): Promise<number> {
    return (await endsOf(this.dataSource, log_no)).first - 1;
  }
}

/** Throws `invalid malformed_last_event_id`. */
function lastEventId({ headers }: ParkRequest): number | null {
  const id = headers['last-event-id'];
  if (id === undefined) return null;
  if (typeof id === 'string' && /^\d{1,15}$/.test(id)) return Number(id);
  throw invalid('/last-event-id', 'malformed_last_event_id', 'Last-Event-ID must be a position of this feed.');
}
