/** The draw as anybody may see it, and check it with tools/draw/verify.mjs. */
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const drawAnswer = z.object({
  gathering: z.string().describe('Code'),
  seed_hash: hash.describe('SHA-256 of the 32 bytes of the seed'),
  closed_at: z.iso.datetime().nullable().describe('When the list was closed; null before'),
  drawn_at: z.iso.datetime().nullable(),
  pitches: z
    .array(
      z.object({
        id: z.uuid(),
        code: z.string(),
        project: z.string(),
        position: z
          .int()
          .nullable()
          .describe('Place in the order, from 1 on; null before the draw, and for one that was withdrawn by then'),
        is_withdrawn: z.boolean().describe('Withdrawn, or absent on the day; the places of the others stay'),
      }),
    )
    .describe('The closed list; empty before'),
  seed: hash.nullable().describe('The 32 bytes in hex; null before the draw'),
  order: z.array(z.uuid()).nullable().describe('The list by SHA-256 of `<seed>:<pitch id>`, ascending; null before the draw'),
});
export type DrawAnswer = z.infer<typeof drawAnswer>;
