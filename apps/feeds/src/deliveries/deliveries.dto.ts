import { Choice, InstantField, Text, Whole } from '@park/service-kit';
import { attemptKinds, attemptOutcomes, deliveryStates, type AttemptKind } from './delivery.ts';

const positionOf = (description: string) => ({ description, example: 4711 });

class PageQuery {
  @Whole(1, 100, { description: 'Rows of a page', default: 20, optional: true })
  limit: number = 20;

  @Text(100, { description: 'Where the page before ended: its `next`', optional: true })
  cursor?: string;
}

export class AttemptsQuery extends PageQuery {
  @Choice(attemptOutcomes, { optional: true })
  outcome?: 'acknowledged' | 'failed';

  @Choice(attemptKinds, { optional: true })
  kind?: AttemptKind;

  @Whole(1, Number.MAX_SAFE_INTEGER, { ...positionOf('Attempts of one entry'), optional: true })
  position?: number;
}

export class DeliveriesQuery extends PageQuery {
  @Choice(deliveryStates, { optional: true })
  state?: (typeof deliveryStates)[number];
}

export class ResendDto {
  @Whole(1, Number.MAX_SAFE_INTEGER, positionOf('Of the entry that is sent again'))
  position: number;
}

export class RecoverDto {
  @InstantField({ description: 'Deliveries that were given up since then wait again' })
  since: string;
}

export class ReplayDto {
  @Whole(1, Number.MAX_SAFE_INTEGER, positionOf('First entry'))
  from_position: number;

  @Whole(1, Number.MAX_SAFE_INTEGER, positionOf('Last entry'))
  to_position: number;
}
