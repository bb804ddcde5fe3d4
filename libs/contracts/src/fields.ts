/** The building blocks of event data: each kind of value once, with its format and unit. */
import { isDate, isReportingPeriod, isUscc } from '@park/kernel';
import { z } from 'zod';

export const id = z.uuid().describe('UUID');
export const code = z.string().min(1).max(40).describe('Human-readable code, never reused');
export const date = z
  .string()
  .refine(isDate, 'a calendar date')
  .describe('Calendar date in Asia/Shanghai, YYYY-MM-DD')
  .meta({ format: 'date' });
export const instant = z.iso.datetime().describe('UTC instant, RFC 3339');
export const uscc = z
  .string()
  .refine(isUscc, 'a Unified Social Credit Code')
  .describe('统一社会信用代码, GB 32100-2015')
  .meta({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' });
export const period = z
  .string()
  .refine(isReportingPeriod, 'a quarter or a year')
  .describe('2025-Q3 or 2025')
  .meta({ pattern: '^[0-9]{4}(-Q[1-4])?$' });
export const areaM2 = z.number().min(0).describe('m², two decimals');
export const fen = z.number().int().min(0).describe('CNY fen 分');
export const count = z.number().int().min(0);
export const kcny = z.number().int().describe('千元, thousand CNY');
export const reason = z.string().max(1000).describe('Why; names no person');

/** Of every event that tells of a transition. */
export const transitionData = {
  code,
  from_state: z.string().nullable().describe('Null at the beginning'),
  to_state: z.string(),
};
