import { feeds } from '@park/contracts';
import { Choice, Id, ListQuery, SomeOf, Text, Whole } from '@park/service-kit';
import { mostUrlCharacters } from './address.service.ts';
import type { DeliveryOrder, DisabledReason, EndpointState } from './endpoint.ts';

const rate = { description: 'Requests a minute at most; null for any', example: 600, nullable: true, optional: true };
const concurrency = { description: 'Requests at the same time', example: 4 };
const order = { description: 'per_aggregate: an event waits until the ones before it of the same aggregate were acknowledged' };
const url = { description: 'https, on port 443 or from 1024 on, at a public address', example: 'https://hooks.example.com/park' };
const name = { description: 'Names no person', example: '招聘系统' };

export class RegisterEndpointDto {
  @Text(100, name)
  name: string;

  @Text(mostUrlCharacters, url)
  url: string;

  @Choice(feeds.deliveryOrders, { ...order, default: 'per_aggregate', optional: true })
  order: DeliveryOrder = 'per_aggregate';

  @Whole(1, 60_000, rate)
  rate_per_minute: number | null = null;

  @Whole(1, 32, { ...concurrency, default: 4, optional: true })
  concurrency: number = 4;

  @Choice(['now', 'beginning'], { description: 'With what comes, or with the oldest entry that is kept', default: 'now', optional: true })
  start: 'now' | 'beginning' = 'now';

  @Id({ description: 'For the park, which may register for a member', optional: true })
  organisation_id?: string;
}

class EndpointContentDto {
  @Text(100, name)
  name: string;

  @Text(mostUrlCharacters, url)
  url: string;

  @Choice(feeds.deliveryOrders, order)
  order: DeliveryOrder;

  @Whole(1, 60_000, rate)
  rate_per_minute: number | null;

  @Whole(1, 32, concurrency)
  concurrency: number;
}

export class ChangeEndpointDto extends SomeOf(EndpointContentDto) {}

export class RotateSecretDto {
  @Whole(0, 168, { description: 'Hours for which the old secret signs as well', default: 24, optional: true })
  overlap_hours: number = 24;
}

export class ResumeEndpointDto {
  @Whole(0, Number.MAX_SAFE_INTEGER, { description: 'Entries up to this position are not sent', example: 4711, optional: true })
  skip_to?: number;
}

export class DisableEndpointDto {
  @Text(1000, { description: 'Names no person' })
  reason: string;
}

export class EndpointsQuery extends ListQuery {
  @Choice(feeds.endpointStates, { optional: true })
  state?: EndpointState;

  @Choice(feeds.deliveryOrders, { optional: true })
  order?: DeliveryOrder;

  @Choice(feeds.disabledReasons, { optional: true })
  disabled_reason?: DisabledReason;

  @Id({ description: 'The member', optional: true })
  organisation_id?: string;

  @Text(100, { description: 'Part of the code or the name', optional: true })
  q?: string;
}
