import { FeedController } from './feed.controller.ts';
import { LiveFeed } from './live-feed.service.ts';
import { FeedPages } from './pages.service.ts';
import { PositionsService } from './positions.service.ts';

export const feed = {
  controllers: [FeedController],
  providers: [FeedPages, LiveFeed, PositionsService],
};
