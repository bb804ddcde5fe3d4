/** Events of the endpoints 推送端点: addresses of a member organisation that webhooks are sent to. The address itself stays inside. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, id, instant, reason, transitionData } from '../fields.ts';

export const endpointStates = ['pending_verification', 'active', 'degraded', 'paused', 'disabled', 'revoked'] as const;
/** `per_aggregate`: an event waits until the ones before it of the same aggregate were acknowledged. */
export const deliveryOrders = ['per_aggregate', 'unordered'] as const;
/** Why an endpoint is disabled: five days of failure, an answer 410, or by the park. */
export const disabledReasons = ['failing', 'gone', 'operator'] as const;

/** Of every event of an endpoint. */
const endpointHead = { ...transitionData, organisation_id: id };
const head = { code: 'EP-000001', organisation_id: '0197a0c0-0000-7000-8000-000000000080' };

export const EndpointRegisteredV1 = eventType('park.feeds.endpoint.registered.v1', {
  summary: { zh: '推送端点登记', en: 'A member registered an endpoint; it gets nothing before the handshake' },
  data: { ...endpointHead, order: z.enum(deliveryOrders) },
  example: { ...head, from_state: null, to_state: 'pending_verification', order: 'per_aggregate' },
});
export const EndpointVerifiedV1 = eventType('park.feeds.endpoint.verified.v1', {
  summary: { zh: '推送端点验证通过', en: 'The endpoint agreed to get webhooks of this park' },
  data: { ...endpointHead, allowed_rate: count.nullable().describe('Requests a minute that it agreed to; null for any') },
  example: { ...head, from_state: 'pending_verification', to_state: 'active', allowed_rate: null },
});
export const EndpointChangedV1 = eventType('park.feeds.endpoint.changed.v1', {
  summary: { zh: '推送端点变更', en: 'Another address, order, rate or concurrency; another address is verified anew' },
  data: { ...endpointHead, order: z.enum(deliveryOrders), is_other_address: z.boolean() },
  example: { ...head, from_state: 'active', to_state: 'pending_verification', order: 'per_aggregate', is_other_address: true },
});
export const EndpointSecretRotatedV1 = eventType('park.feeds.endpoint.secret-rotated.v1', {
  summary: { zh: '签名密钥轮换', en: 'The signing secret was rotated; for some time both are used' },
  data: { ...endpointHead, old_valid_until: instant },
  example: { ...head, from_state: 'active', to_state: 'active', old_valid_until: '2025-06-17T02:00:00.000Z' },
});
export const EndpointDegradedV1 = eventType('park.feeds.endpoint.degraded.v1', {
  summary: { zh: '推送端点异常', en: 'The endpoint failed several times in a row; it is tried by the retry schedule alone' },
  data: { ...endpointHead, failures: count.describe('In a row') },
  example: { ...head, from_state: 'active', to_state: 'degraded', failures: 10 },
});
export const EndpointRecoveredV1 = eventType('park.feeds.endpoint.recovered.v1', {
  summary: { zh: '推送端点恢复', en: 'The endpoint acknowledges again' },
  data: { ...endpointHead, failing_since: instant },
  example: { ...head, from_state: 'degraded', to_state: 'active', failing_since: '2025-06-16T02:00:00.000Z' },
});
export const EndpointDisabledV1 = eventType('park.feeds.endpoint.disabled.v1', {
  summary: { zh: '推送端点停用', en: 'The endpoint gets nothing until somebody resumes it' },
  data: { ...endpointHead, disabled_reason: z.enum(disabledReasons), reason: reason.nullable(), failing_since: instant.nullable() },
  example: {
    ...head,
    from_state: 'degraded',
    to_state: 'disabled',
    disabled_reason: 'failing',
    reason: null,
    failing_since: '2025-06-11T02:00:00.000Z',
  },
});
export const EndpointPausedV1 = eventType('park.feeds.endpoint.paused.v1', {
  summary: { zh: '推送暂停', en: 'Its member paused the endpoint; its place in the feed is kept' },
  data: endpointHead,
  example: { ...head, from_state: 'active', to_state: 'paused' },
});
export const EndpointResumedV1 = eventType('park.feeds.endpoint.resumed.v1', {
  summary: { zh: '推送恢复', en: 'The endpoint goes on where it stopped' },
  data: endpointHead,
  example: { ...head, from_state: 'paused', to_state: 'active' },
});
export const EndpointRevokedV1 = eventType('park.feeds.endpoint.revoked.v1', {
  summary: { zh: '推送端点注销', en: 'The endpoint was given up; its secrets are deleted' },
  data: endpointHead,
  example: { ...head, from_state: 'active', to_state: 'revoked' },
});
