import type { Endpoint } from './endpoint.ts';

export const anEndpointContent = {
  name: '招聘系统',
  url: 'https://hooks.example.com/park',
  order: 'per_aggregate' as const,
  rate_per_minute: null,
  concurrency: 4,
};

export function anEndpoint(wish: Partial<Endpoint> = {}): Endpoint {
  return {
    ...anEndpointContent,
    id: '0197a0c0-0000-7000-8000-000000000090',
    code: 'EP-000001',
    organisation_id: '0197a0c0-0000-7000-8000-000000000080',
    uscc: '91370200264574251E',
    log_no: 1,
    state: 'active',
    position: 10,
    failures: 0,
    failing_since: null,
    last_acknowledged_at: null,
    disabled_reason: null,
    reason: null,
    old_secret_valid_until: null,
    allowed_rate: null,
    verified_at: new Date('2025-06-01T00:00:00Z'),
    version: 2,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
