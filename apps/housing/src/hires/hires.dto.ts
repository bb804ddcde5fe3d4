import { Choice, Id, Whole } from '@park/service-kit';
import { hireApplicationStates, type HireApplicationState } from './hire-application.ts';

export class HireApplicationsQuery {
  @Choice(hireApplicationStates, {
    description: 'due: recruitment is still to be asked; done: drafted, or linked to an open application; refused: with the reason',
    optional: true,
  })
  state?: HireApplicationState;

  @Id({ description: 'Offers made before this one: the `next` of the page before', optional: true })
  before?: string;

  @Whole(1, 100, { description: 'Rows of a page', default: 20, optional: true })
  limit?: number;
}
