/** The map of a fair: every booth with what has become of it, without naming the employers to each other. */
import { recruitment } from '@park/contracts';
import { z } from 'zod';

export const boothMapStates = ['free', 'held', 'confirmed', 'checked_in', 'blocked'] as const;

const boothOnMap = z.object({
  id: z.uuid(),
  code: z.string(),
  zone: z.string(),
  class: z.enum(recruitment.boothClasses),
  power_w: z.int(),
  size_m2: z.number(),
  state: z.enum(boothMapStates).describe('held: for an employer that is still to confirm it'),
  is_own: z.boolean().describe('Of the organisation that asks'),
  employer: z
    .object({ id: z.uuid(), name: z.string(), booth_application_id: z.uuid() })
    .nullable()
    .describe('Null where it is free; to an employer, null where it is another’s'),
});

export const boothMap = z.object({ fair_id: z.uuid(), booths: z.array(boothOnMap) });

export type BoothMap = z.infer<typeof boothMap>;
