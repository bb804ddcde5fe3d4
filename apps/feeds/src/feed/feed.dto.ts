import { Whole } from '@park/service-kit';

const after = {
  description: 'The last position that you have; without it, from the oldest entry that is kept',
  example: 4711,
  optional: true,
};

export class PageQuery {
  @Whole(0, Number.MAX_SAFE_INTEGER, after)
  after?: number;

  @Whole(1, 500, { description: 'Entries of a page', default: 100, optional: true })
  limit: number = 100;

  @Whole(0, 60, { description: 'Seconds to wait for an entry where there is none', default: 0, optional: true })
  wait: number = 0;
}

export class LiveQuery {
  @Whole(0, Number.MAX_SAFE_INTEGER, { ...after, description: `${after.description}; the header Last-Event-ID takes its place` })
  after?: number;
}

export class AtomQuery {
  @Whole(1, 100, { description: 'Entries, newest first', default: 50, optional: true })
  limit: number = 50;
}
