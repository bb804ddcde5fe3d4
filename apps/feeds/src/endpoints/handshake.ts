/** The handshake of CloudEvents’ webhook specification 1.0: nothing is sent to an endpoint that did not agree to get it. */
import { z } from 'zod';

export interface HandshakeAnswer {
  status: number | null;
  headers: Record<string, string | string[] | undefined>;
  error: string | null;
  duration_ms: number;
}

/** As a refusal shows it. */
export const refusedHandshake = z.object({
  status: z.number().int().nullable(),
  duration_ms: z.number().int(),
  error: z.string(),
});
export type RefusedHandshake = z.infer<typeof refusedHandshake>;

export type Handshake = { allowed_rate: number | null } | { refused: RefusedHandshake };

/** `origin`: the host of this park. */
export function handshakeHeaders(origin: string, ratePerMinute: number | null): Record<string, string> {
  return {
    'webhook-request-origin': origin,
    ...(ratePerMinute !== null && { 'webhook-request-rate': String(ratePerMinute) }),
  };
}

export function readHandshake({ status, headers, error, duration_ms }: HandshakeAnswer, origin: string): Handshake {
  const refused = (reason: string): Handshake => ({ refused: { status, duration_ms, error: reason } });
  if (error !== null) return refused(error);
  const allowed = headerOf(headers, 'webhook-allowed-origin')
    ?.split(',')
    .map((one) => one.trim());
  if (!allowed?.some((one) => one === '*' || one.toLowerCase() === origin.toLowerCase())) return refused('origin_not_allowed');
  const rate = headerOf(headers, 'webhook-allowed-rate') ?? '*';
  if (rate === '*') return { allowed_rate: null };
  return /^[1-9]\d{0,8}$/.test(rate) ? { allowed_rate: Number(rate) } : refused('malformed_rate');
}

function headerOf(headers: HandshakeAnswer['headers'], name: string): string | undefined {
  return [headers[name]].flat()[0]?.trim();
}
