import { Whole } from '@park/service-kit';

export class MatchesQuery {
  @Whole(1, 100, { description: 'Candidates of a page', default: 20, optional: true })
  limit?: number;

  @Whole(0, 10_000, { description: 'How many candidates to leave out, from the best on', default: 0, optional: true })
  offset?: number;
}
